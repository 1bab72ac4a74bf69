package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.ObisObject;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Everything between the identification and the end mark is in an object or in a text that is none.
 */
class DataSetTest {

  private static D0Readout of(String... lines) {
    return Iec62056.decode(push(lines));
  }

  private static List<String> ids(D0Readout readout) {
    return readout.objects().stream().map(ObisObject::id).toList();
  }

  @Example
  void wordsAreIdentifiers() {
    D0Readout readout =
        of("F(0)C.1.0(71000001)0.3(60*m)", "C1(7)Serial No(12)1D(3)1.8.0(5*kWh)", "abc&d(e)");
    assertThat(ids(readout))
        .containsExactly("F", "C.1.0", "0.3", "C1", "Serial No", "1D", "1.8.0", "abc&d");
    assertThat(readout.unparsed()).isEmpty();
    assertThat(readout.faults()).isEmpty();
    assertThat(readout.errorRegister()).hasValue("0");
    assertThat(readout.importEnergy()).hasToString("Optional[5 kWh]");
    assertThat(readout.objects().get(4).offset())
        .isEqualTo(readout.toString().indexOf("Serial No"));
  }

  @Example
  void aHeatMeterOfFiftySetsLosesNone() {
    D0Readout readout =
        of(
            "6.8(0029.055*MWh)6.26(01589.28*m3)9.21(00010213)F(0)9.20(71000001)6.35(60*m)"
                + "9.4(088*C&082*C)6.36(01-01)6.8.1()9.1(0&1&0&-&CV&3&2.14)9.2(&&)0.0(00010213)");
    assertThat(ids(readout))
        .containsExactly(
            "6.8", "6.26", "9.21", "F", "9.20", "6.35", "9.4", "6.36", "6.8.1", "9.1", "9.2",
            "0.0");
    assertThat(readout.unparsed()).isEmpty();
  }

  @Example
  void anIdentifierHasUpToSixteenCharactersUnlessItIsACode() {
    D0Readout readout =
        of("1234567890123456(a)12345678901234567(b)1-65:128.129.130*255(c)2.8.0(1*kWh)");
    assertThat(ids(readout)).containsExactly("1234567890123456", "1-65:128.129.130*255", "2.8.0");
    assertThat(readout.unparsed()).containsExactly("12345678901234567(b)");
    assertThat(readout.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.SYNTAX);
  }

  @Example
  void behindAPieceThatCannotBeReadTheNextObjectIsFound() {
    assertThat(ids(of("x)1.8.0(1*kWh)"))).containsExactly("1.8.0");
    assertThat(of("x)1.8.0(1*kWh)").unparsed()).containsExactly("x)");
    assertThat(of("a/b(1)1.8.0(1*kWh)").unparsed()).containsExactly("a/b(1)");
    assertThat(ids(of("a/b(1)1.8.0(1*kWh)"))).containsExactly("1.8.0");
    assertThat(of("1.8.0(1*kWh) more").unparsed()).containsExactly("more");
    assertThat(of("1.8.0(1*kWh) more").importEnergy()).hasToString("Optional[1 kWh]");
    assertThat(of("(5)1.8.0(1*kWh)").unparsed()).containsExactly("(5)");
    assertThat(of("?? 1.8.0(1*kWh)").unparsed()).containsExactly("??");
    assertThat(of("?? 1.8.0(1*kWh)").importEnergy()).hasToString("Optional[1 kWh]");
    assertThat(ids(of("?? 1.8.0(1*kWh)"))).containsExactly("1.8.0");
    assertThat(of("\0\0\1771.8.0(1*kWh)").importEnergy()).hasToString("Optional[1 kWh]");
    assertThat(of("\0\0\1771.8.0(1*kWh)").unparsed()).containsExactly("\0\0\177");
  }

  /** What is in front of a parenthesis may be the rest of a code that was damaged. */
  @Example
  void theRestOfADamagedCodeIsNoCode() {
    for (char damage : "!/\1\22\177".toCharArray()) {
      D0Readout readout = of("1-0:" + damage + "1.7.0(1*W)1-0:2.7.0(3*W)");
      assertThat(ids(readout)).as("%d", (int) damage).containsExactly("1-0:2.7.0");
      assertThat(readout.unparsed()).containsExactly("1-0:" + damage + "1.7.0(1*W)");
    }
  }

  @Example
  void aParenthesisThatIsNeverClosedTakesNoMoreThanItHasTo() {
    D0Readout readout = of("1.8.0(000012.3*kWh2.8.0(000001.0*kWh)F.F(00)", "1.7.0(5*kW");
    assertThat(ids(readout)).containsExactly("1.8.0", "F.F");
    assertThat(readout.unparsed()).containsExactly("1.7.0(5*kW");
    assertThat(readout.measurements()).isEmpty();
    assertThat(readout.faults()).extracting(Fault::kind).contains(Fault.Kind.UNIT);
  }

  @Example
  void groupsOnTheNextLineDoNotTakeTheObjectBehindThem() {
    D0Readout readout = of("1.6.1(05.589*kW)", "(2401091345)1.8.0(5*kWh)");
    assertThat(ids(readout)).containsExactly("1.6.1", "1.8.0");
    assertThat(readout.objects().get(0).groups()).containsExactly("05.589*kW", "2401091345");
  }

  @Provide
  Arbitrary<String> blocks() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(
                "1.8.0(12.5*kWh)",
                "F(0)",
                "6.8*01(1*MWh)",
                "Serial No(7)",
                "(1)",
                "(",
                ")",
                "x(a(b)",
                "\r\n",
                " ",
                "/",
                "!",
                "\0",
                "12345678901234567"),
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20));
    return pieces.list().ofMaxSize(12).map(parts -> String.join("", parts));
  }

  /** Nothing is in neither, and nothing in both. */
  @Property(tries = 5000)
  void everyByteOfTheBlockIsInOneObjectOrText(@ForAll("blocks") String block) {
    byte[] pushed = push("1-0:1.8.1(1*kWh)", block);
    Events events = Events.of(pushed);
    if (events.events().get(0).what().startsWith("reading")) {
      D0Readout readout = events.readouts().get(0);
      byte[] frame = readout.frame();
      int[] places = new int[frame.length];
      int at = Bits.text(frame).indexOf("\r\n");
      Arrays.fill(places, 0, at, 1);
      for (ObisObject object : readout.objects()) {
        int end = endOf(readout, object);
        for (int i = object.offset(); i < end; i++) {
          places[i]++;
        }
      }
      for (Fault fault : readout.faults()) {
        if (fault.message().equals("a line that is no object")) {
          for (int i = 0; i < fault.length(); i++) {
            places[(int) fault.offset() + i]++;
          }
        }
      }
      for (int i = 0; i < Bits.text(frame).lastIndexOf("!"); i++) {
        boolean fill = frame[i] == '\r' || frame[i] == '\n' || frame[i] == ' ';
        assertThat(places[i]).as("byte %d of %s", i, readout).isBetween(fill ? 0 : 1, 1);
      }
      assertThat(readout.unparsed())
          .hasSameSizeAs(
              readout.faults().stream()
                  .filter(fault -> fault.message().equals("a line that is no object"))
                  .toList());
    }
  }

  /** Behind its last group, whose texts and parentheses follow each other but for blanks. */
  private static int endOf(D0Readout readout, ObisObject object) {
    String text = readout.toString();
    int at = object.offset() + object.id().length();
    for (String group : object.groups()) {
      at = text.indexOf('(' + group, at) + 1 + group.length();
    }
    return at < text.length() && text.charAt(at) == ')' ? at + 1 : at;
  }
}
