package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.Fault.Kind;
import io.github.meter4j.reading.ImpulseCount;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.SensorReading;
import io.github.meter4j.reading.Unit;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What displays and lines were seen to do: entry 50 of the list of quirks. */
class Quirk50Test {
  private static CurrentCostMessage message(String what, String by) {
    return Events.of(Samples.live(what, by)).message();
  }

  private static Quantity celsius(String degrees) {
    return Quantity.of(degrees, Unit.CELSIUS);
  }

  private static Quantity fahrenheit(String degrees) {
    return Quantity.of(degrees, Unit.FAHRENHEIT);
  }

  private static Quantity watts(String watts) {
    return Quantity.of(watts, Unit.WATT);
  }

  private static Fault onlyFault(CurrentCostMessage message) {
    assertThat(message.faults()).hasSize(1);
    return message.faults().get(0);
  }

  // ---- temperatures

  @Test
  void quirk50_fahrenheitAlone() {
    CurrentCostMessage message = message("<tmpr>18.7</tmpr>", "<tmprF>65.6</tmprF>");

    assertThat(message.temperature()).contains(fahrenheit("65.6"));
    assertThat(message.celsius()).isEmpty();
    assertThat(message.faults()).isEmpty();
  }

  @Test
  void quirk50_fahrenheitAndCelsius() {
    CurrentCostMessage message = message("</tmpr>", "</tmpr><tmprF>65.6</tmprF>");

    assertThat(message.celsius()).contains(celsius("18.7"));
    assertThat(message.fahrenheit()).contains(fahrenheit("65.6"));
    assertThat(message.temperature()).contains(celsius("18.7"));
    assertThat(message.measurements())
        .extracting(Object::toString)
        .startsWith("temperature 18.7 \u00b0C", "temperature 65.6 \u00b0F");
  }

  @ParameterizedTest
  @CsvSource({"' 9.8', 9.8", "-3.0, -3.0", "' -0.5 ', -0.5", "21, 21"})
  void quirk50_temperatureWithBlankOrMinus(String sent, String degrees) {
    CurrentCostMessage message = message(">18.7<", '>' + sent + '<');

    assertThat(message.temperature()).contains(celsius(degrees));
    assertThat(message.faults()).isEmpty();
  }

  // ---- line damage

  @Test
  void quirk50_lostBytesInAMessageLoseNoOther() {
    String bad =
        Samples.live(
            "<src>CC128-v0.11</src><dsb>00089</dsb><time>13:02:39</time>"
                + "<tmpr>18.7</tmpr><sensor>1<",
            "<src>ensor>0<");

    Events events = Events.of(Samples.LIVE, bad, Samples.IMPULSES);

    assertThat(events.texts()).containsExactly(Samples.LIVE, Samples.IMPULSES);
    Fault fault = events.fault();
    assertThat(fault.kind()).isEqualTo(Kind.SYNTAX);
    assertThat(fault.message()).contains("bytes were lost");
    assertThat(fault.offset()).isEqualTo(Samples.LIVE.length());
    assertThat(fault.length()).isEqualTo(bad.length());
    assertThat(fault.column()).isEqualTo(bad.indexOf("ensor>") + 6);
    assertThat(fault.explain()).contains("ensor>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001a", "\0", "\u00ff", "\u0007\u007f\u0080"})
  void quirk50_bytesThatAreNoTextBetweenElements(String noise) {
    CurrentCostMessage message = message("<sensor>", noise + "<sensor>");

    assertThat(message.sensor()).contains(1);
    assertThat(message.total()).contains(watts("2496"));
    Fault fault = onlyFault(message);
    assertThat(fault.kind()).isEqualTo(Kind.SYNTAX);
    assertThat(fault.message()).contains(noise.length() + " byte").contains("no text");
    assertThat(fault.offset()).isEqualTo(Samples.LIVE.indexOf("<sensor>"));
    assertThat(message.toString()).contains(noise);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<m\u001asg>", "<\0msg>", "<msg\u00ff>"})
  void quirk50_bytesThatAreNoTextInTheFirstTag(String tag) {
    CurrentCostMessage message = message("<msg>", tag);

    assertThat(message.sensor()).contains(1);
    assertThat(onlyFault(message).kind()).isEqualTo(Kind.SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"</m\u001asg>", "<\0/msg>", "</msg\u00ff>"})
  void quirk50_bytesThatAreNoTextInTheLastTag(String tag) {
    Events events = Events.of(Samples.live("</msg>", tag), Samples.IMPULSES);

    assertThat(events.messages()).hasSize(2);
    assertThat(onlyFault(events.messages().get(0)).kind()).isEqualTo(Kind.SYNTAX);
    assertThat(events.faults()).isEmpty();
  }

  @Test
  void quirk50_byteInsideAValueThatIsWholeWithoutIt() {
    CurrentCostMessage message = message("02151", "02\u001a151");

    assertThat(message.channels()).containsEntry(2, watts("2151"));
    assertThat(onlyFault(message).message()).contains("1 byte that is no text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"02\u001a51", "\u001a2151", "0215\u00ff", "0\u001a\u001a51"})
  void quirk50_byteInThePlaceOfADigitIsNotLeftOutSilently(String watts) {
    CurrentCostMessage message = message("02151", watts);

    assertThat(message.channels()).containsOnlyKeys(1, 3);
    assertThat(message.total()).isEmpty();
    assertThat(message.faults()).extracting(Fault::kind).containsExactly(Kind.VALUE, Kind.SYNTAX);
    assertThat(message.sensor()).contains(1);
  }

  @Test
  void quirk50_severalMessagesOnALine() {
    Events events = Events.of(Samples.LIVE + Samples.IMPULSES + "\r\n" + Samples.HISTORY + "\n");

    assertThat(events.texts()).containsExactly(Samples.LIVE, Samples.IMPULSES, Samples.HISTORY);
    assertThat(events.faults()).isEmpty();
  }

  @Test
  void quirk50_fragmentBeforeAMessage() {
    String fragment = Samples.LIVE.substring(0, 120);

    Events events = Events.of(fragment, Samples.LIVE);

    assertThat(events.texts()).containsExactly(Samples.LIVE);
    assertThat(events.fault().kind()).isEqualTo(Kind.FRAMING);
    assertThat(events.fault().length()).isEqualTo(120);
    assertThat(events.fault().message()).contains("cut off by the next message");
  }

  @Test
  void quirk50_tailOfAMessageWhenListeningBeginsIsSkipped() {
    Events events = Events.of(Samples.LIVE.substring(100), "\r\n", Samples.LIVE, "\r\n");

    assertThat(events.events())
        .extracting(Events.Event::what)
        .containsExactly("skipped", "reading LIVE", "skipped");
  }

  @Test
  void quirk50_truncatedAtTheEnd() {
    Events events = Events.of(Samples.LIVE, "\r\n", Samples.LIVE.substring(0, 200));

    assertThat(events.messages()).hasSize(1);
    assertThat(events.fault().message()).contains("no </msg>");
    assertThat(events.fault().length()).isEqualTo(200);
  }

  @Test
  void quirk50_rubbishBetweenMessagesIsRejected() {
    Events events = Events.of(Samples.LIVE, "\r\n", "ru\0bb", "\r\n", Samples.LIVE);

    assertThat(events.messages()).hasSize(2);
    assertThat(events.fault().kind()).isEqualTo(Kind.FRAMING);
    assertThat(events.fault().offset()).isEqualTo(Samples.LIVE.length() + 2);
    assertThat(events.fault().length()).isEqualTo(5);
  }

  @Test
  void quirk50_missingEndIsGivenUpAtTheLimit() {
    String endless = "<msg>" + "0".repeat(20_000);

    Events events = Events.of(endless, Samples.LIVE);

    assertThat(events.texts()).containsExactly(Samples.LIVE);
    assertThat(events.faults().get(0).kind()).isEqualTo(Kind.LIMIT);
    assertThat(events.faults().get(0).length()).isEqualTo(16_384);
    assertThat(events.accounted()).isEqualTo(endless.length() + Samples.LIVE.length());
  }

  // ---- elements

  @Test
  void quirk50_impulses() {
    CurrentCostMessage message = Events.of(Samples.IMPULSES).message();

    assertThat(message.kind()).isEqualTo(SensorReading.Kind.IMPULSE);
    assertThat(message.impulses()).contains(new ImpulseCount(14768, Optional.of(1000L)));
  }

  @Test
  void quirk50_noImpulsesAUnit() {
    String text = Samples.IMPULSES.replace("<ipu>1000", "<ipu>0");

    CurrentCostMessage message = Events.of(text).message();

    assertThat(message.impulses()).contains(new ImpulseCount(14768, Optional.of(0L)));
    assertThat(message.impulses().orElseThrow().in(Unit.KILOWATT_HOUR)).isEmpty();
    assertThat(onlyFault(message).kind()).isEqualTo(Kind.VALUE);
    assertThat(onlyFault(message).message()).startsWith("0 impulses a unit");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void quirk50_oneToThreeChannels(int count) {
    String text = Samples.LIVE;
    for (int channel = 3; channel > count; channel--) {
      text = text.replaceAll("<ch" + channel + ">.*</ch" + channel + ">", "");
    }

    assertThat(Events.of(text).message().channels()).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"8:27:51, 08:27:51", "' 8:27:51', 08:27:51", "00:00:09, 00:00:09"})
  void quirk50_hourOfOneDigit(String sent, LocalTime expected) {
    CurrentCostMessage message = message("13:02:39", sent);

    assertThat(message.displayTime()).contains(expected);
    assertThat(message.meterTime().orElseThrow().raw()).isEqualTo(sent.trim());
    assertThat(message.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"25:00:00", "13:60:00", "13:02", "13:02:3x", ":02:39", "1302:39", ""})
  void quirk50_timeThatIsNone(String sent) {
    CurrentCostMessage message = message("13:02:39", sent);

    assertThat(message.displayTime()).isEmpty();
    assertThat(onlyFault(message).kind()).isEqualTo(Kind.VALUE);
    assertThat(message.total()).contains(watts("2496"));
  }

  @Test
  void quirk50_classicLayoutIsToldByItsElements() {
    CurrentCostMessage message = Events.of(Samples.CLASSIC).message();

    assertThat(message.isClassic()).isTrue();
    assertThat(message.sensor()).contains(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "-", "1.2.3", "1.", ".5", "1 2", "0x10", "9999999999999999999"})
  void quirk50_wattsThatAreNoNumber(String sent) {
    CurrentCostMessage message = message("02151", sent);

    assertThat(message.channels()).containsOnlyKeys(1, 3);
    assertThat(message.total()).isEmpty();
    Fault fault = onlyFault(message);
    assertThat(fault.kind()).isEqualTo(Kind.VALUE);
    assertThat(fault.offset()).isEqualTo(Samples.LIVE.indexOf("02151"));
    assertThat(fault.length()).isEqualTo(sent.length());
  }

  @ParameterizedTest
  @CsvSource({"-00012, -12", "00345.5, 345.5", "'  345', 345", "000000000000000000000000345, 345"})
  void quirk50_wattsOfOtherForms(String sent, String watts) {
    CurrentCostMessage message = message("02151", sent);

    assertThat(message.channels()).containsEntry(2, watts(watts));
    assertThat(message.faults()).isEmpty();
  }

  @Test
  void quirk50_sensorOfTwoDigitsIsGivenAndAFault() {
    CurrentCostMessage message = message("<sensor>1<", "<sensor>12<");

    assertThat(message.sensor()).contains(12);
    assertThat(message.channels()).hasSize(3);
    assertThat(onlyFault(message).message()).isEqualTo("sensor 12 where there are 0 to 9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<sensor>x</sensor>", "<sensor></sensor>", "<sensor/>", ""})
  void quirk50_sensorThatIsNotKnownIsNotTakenForAnother(String element) {
    CurrentCostMessage message = message("<sensor>1</sensor>", element);

    assertThat(message.sensor()).isEmpty();
    assertThat(message.channels()).hasSize(3);
    assertThat(message.measurements())
        .extracting(Object::toString)
        .containsExactly("temperature 18.7 \u00b0C");
    assertThat(onlyFault(message).kind()).isEqualTo(Kind.VALUE);
  }

  @Test
  void quirk50_elementTwice() {
    CurrentCostMessage message = message("<type>1<", "<sensor>2</sensor><type>1<");

    assertThat(message.sensor()).contains(1);
    assertThat(onlyFault(message).kind()).isEqualTo(Kind.DUPLICATE);
  }

  @Test
  void quirk50_unknownElementsDoNoHarm() {
    CurrentCostMessage message =
        message("<type>", "<batt>ok</batt><new><ch1><watts>7</watts></ch1></new><type>");

    assertThat(message.total()).contains(watts("2496"));
    assertThat(message.faults()).isEmpty();
  }

  @Test
  void quirk50_historyValuesThatCannotBeUsedAreLeftOut() {
    String text =
        Samples.HISTORY
            .replace("<h024>001.1", "<h024>x")
            .replace("<data><sensor>9</sensor>", "<data><sensor>?</sensor>");

    CurrentCostMessage message = Events.of(text).message();

    assertThat(message.history()).hasSize(1);
    assertThat(message.faults()).extracting(Fault::kind).containsOnly(Kind.VALUE).hasSize(4);
    CurrentCostMessage foreign = Events.of(Samples.HISTORY.replace("kwhr", "furlong")).message();
    assertThat(foreign.history()).isEmpty();
    assertThat(onlyFault(foreign).kind()).isEqualTo(Kind.UNIT);
  }

  @Test
  void quirk50_unitsInEveryBlock() {
    String text = Samples.HISTORY.replace("</sensor>", "</sensor><units>kwhr</units>");

    assertThat(Events.of(text).message().history()).hasSize(4);
    assertThat(Events.of(text).message().faults()).isEmpty();
  }

  // ---- what could grow

  @Test
  void quirk50_xmlBombIsRefused() {
    String entities =
        "<!DOCTYPE msg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";

    Events outside = Events.of(Samples.LIVE, entities, Samples.live("00345", "&b;"), Samples.LIVE);
    Events inside = Events.of(Samples.live("<dsb>", entities + "<dsb>"), Samples.LIVE);

    assertThat(outside.messages()).hasSize(2);
    assertThat(outside.faults()).extracting(Fault::kind).containsExactly(Kind.FRAMING, Kind.SYNTAX);
    assertThat(outside.faults().get(1).message()).contains("entities are not read");
    assertThat(inside.texts()).containsExactly(Samples.LIVE);
    assertThat(inside.fault().message()).contains("declarations are not read");
  }

  @Test
  void quirk50_deepNestingIsRefused() {
    String deep = "<a>".repeat(3_000) + "</a>".repeat(1_000);

    Events events = Events.of(Samples.live("<dsb>", deep + "<dsb>"), Samples.LIVE);

    assertThat(events.texts()).containsExactly(Samples.LIVE);
    assertThat(events.fault().message()).contains("16 elements deep");
  }

  @Test
  void quirk50_channelWithoutWattsIsAFault() {
    String text = Samples.live("<ch2><watts>02151</watts></ch2>", "<ch2></ch2>");
    CurrentCostMessage message = Events.of(text, Samples.LIVE).messages().get(0);
    assertThat(message.channels()).containsOnlyKeys(1, 3);
    assertThat(message.faults())
        .extracting(fault -> fault.message())
        .containsExactly("no <watts> in <ch2>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<msg></msg>",
        "<msg>text</msg>",
        "<msg><ch1></ch1><ch2/></msg>",
        "<msg><ch1><amps>3</amps></ch1></msg>",
        "<msg><imp><x></x></imp></msg>",
        "<msg><hist><units>kwhr</units></hist></msg>",
        "<msg><src>CC128-v0.11</src><tmpr>18.7</tmpr></msg>"
      })
  void quirk50_messageWithNothingInIt(String text) {
    Events events = Events.of(text, Samples.LIVE);

    assertThat(events.texts()).isEqualTo(List.of(Samples.LIVE));
    assertThat(events.fault().message())
        .contains("without a value of channels, impulses or history");
  }
}
