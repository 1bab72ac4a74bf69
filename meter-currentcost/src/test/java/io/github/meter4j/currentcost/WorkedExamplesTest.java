package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.output.ReadingJson;
import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.HistoryValue.Store;
import io.github.meter4j.reading.ImpulseCount;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.SensorReading.Kind;
import io.github.meter4j.reading.Unit;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The messages of the documents, byte for byte in both directions. */
class WorkedExamplesTest {
  private static final Quantity NOTHING = kilowattHours("0.0");

  private static CurrentCostMessage decode(String text) {
    return CurrentCost.decode(Events.bytes(text));
  }

  private static Quantity watts(long watts) {
    return new Quantity(watts, 0, Unit.WATT);
  }

  private static Quantity celsius(String degrees) {
    return Quantity.of(degrees, Unit.CELSIUS);
  }

  private static Quantity kilowattHours(String energy) {
    return Quantity.of(energy, Unit.KILOWATT_HOUR);
  }

  private static HistoryValue hours(int sensor, int age, String energy) {
    return new HistoryValue(sensor, Store.HOURS, age, kilowattHours(energy));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void readsTheLiveMessage() {
    CurrentCostMessage message = decode(Samples.LIVE);

    assertThat(message.kind()).isEqualTo(Kind.LIVE);
    assertThat(message.device()).contains("CC128-v0.11");
    assertThat(message.firmware()).contains("0.11");
    assertThat(message.isClassic()).isFalse();
    assertThat(message.daysSinceBirth()).contains(89);
    assertThat(message.displayTime()).contains(LocalTime.of(13, 2, 39));
    assertThat(message.meterTime().orElseThrow().raw()).isEqualTo("13:02:39");
    assertThat(message.meterTime().orElseThrow().instant()).isEmpty();
    assertThat(message.temperature()).contains(celsius("18.7"));
    assertThat(message.fahrenheit()).isEmpty();
    assertThat(message.sensor()).contains(1);
    assertThat(message.radioId()).contains("01234");
    assertThat(message.type()).contains(1);
    assertThat(message.channels()).isEqualTo(Map.of(1, watts(345), 2, watts(2151), 3, watts(0)));
    assertThat(message.channels().keySet()).containsExactly(1, 2, 3);
    assertThat(message.total()).contains(watts(2496));
    assertThat(message.impulses()).isEmpty();
    assertThat(message.history()).isEmpty();
    assertThat(message.faults()).isEmpty();
    assertThat(message.integrity()).isEqualTo(Integrity.ABSENT);
    assertThat(message.receivedAt()).isEmpty();
    assertThat(message.frame()).isEqualTo(Events.bytes(Samples.LIVE));
  }

  @Test
  void measuresTheTemperatureAndEachClampOnTheChannelOfTheSensor() {
    CurrentCostMessage message = decode(Samples.LIVE);

    assertThat(message.measurements())
        .extracting(m -> m + " on " + m.channel())
        .containsExactly(
            "temperature 18.7 \u00b0C on 0",
            "active_power_l1 345 W on 1",
            "active_power_l2 2151 W on 1",
            "active_power_l3 0 W on 1");
    String single = Samples.LIVE.replaceAll("<ch[23]>.*</ch3>", "");
    assertThat(decode(single).measurements())
        .extracting(Object::toString)
        .containsExactly("temperature 18.7 \u00b0C", "active_power 345 W");
  }

  @Test
  void readsTheMessageOfImpulses() {
    CurrentCostMessage message = decode(Samples.IMPULSES);

    assertThat(message.kind()).isEqualTo(Kind.IMPULSE);
    assertThat(message.type()).contains(2);
    assertThat(message.sensor()).contains(0);
    assertThat(message.impulses()).contains(new ImpulseCount(14768, Optional.of(1000L)));
    assertThat(message.impulses().orElseThrow().in(Unit.KILOWATT_HOUR))
        .contains(kilowattHours("14.768"));
    assertThat(message.channels()).isEmpty();
    assertThat(message.total()).isEmpty();
    assertThat(message.faults()).isEmpty();
  }

  @Test
  void readsTheHistory() {
    CurrentCostMessage message = decode(Samples.HISTORY);

    assertThat(message.kind()).isEqualTo(Kind.HISTORY);
    assertThat(message.sensor()).isEmpty();
    assertThat(message.type()).contains(1);
    assertThat(message.history())
        .containsExactly(
            hours(0, 24, "1.1"), hours(0, 22, "0.9"), hours(9, 24, "0.0"), hours(9, 22, "0.0"));
    assertThat(message.measurements()).isEmpty();
    assertThat(message.faults()).isEmpty();
  }

  @Test
  void readsTheClassic() {
    CurrentCostMessage message = decode(Samples.CLASSIC_WITH_HISTORY);

    assertThat(message.kind()).isEqualTo(Kind.LIVE);
    assertThat(message.isClassic()).isTrue();
    assertThat(message.device()).contains("CC02");
    assertThat(message.firmware()).contains("1.06");
    assertThat(message.sensor()).contains(0);
    assertThat(message.radioId()).contains("00077");
    assertThat(message.displayTime()).contains(LocalTime.of(23, 14, 57));
    assertThat(message.meterTime().orElseThrow().raw()).isEqualTo("23:14:57");
    assertThat(message.total()).contains(watts(365));
    assertThat(message.history())
        .extracting(value -> value.store().letter() + value.age() + ' ' + value.quantity())
        .containsExactly("h2 0.0 kWh", "h4 2.1 kWh", "d1 10 kWh", "m1 1 kWh", "y1 10 kWh");
    assertThat(message.history()).allMatch(value -> message.period(value).isEmpty());
    assertThat(message.faults()).isEmpty();
  }

  @Test
  void writesTheLiveMessage() {
    CurrentCostEncoder encoder = CurrentCostEncoder.of("CC128-v0.11", 89, LocalTime.of(13, 2, 39));
    CurrentCostEncoder.Sensor sensor = new CurrentCostEncoder.Sensor(1, "01234", 1);

    byte[] message = encoder.live(sensor, celsius("18.7"), List.of(345, 2151, 0));

    assertThat(text(message)).isEqualTo(Samples.LIVE);
  }

  @Test
  void writesTheMessageOfImpulses() {
    CurrentCostEncoder encoder = CurrentCostEncoder.of("CC128-v1.48", 12, LocalTime.of(0, 0, 9));
    CurrentCostEncoder.Sensor sensor = new CurrentCostEncoder.Sensor(0, "01039", 2);

    byte[] message = encoder.impulses(sensor, celsius("21.0"), 14768, 1000);

    assertThat(text(message)).isEqualTo(Samples.IMPULSES);
  }

  @Test
  void writesTheHistory() {
    CurrentCostEncoder encoder = CurrentCostEncoder.of("CC128-v0.11", 89, LocalTime.of(13, 10, 50));
    List<HistoryValue> values =
        List.of(
            hours(0, 24, "1.1"),
            hours(0, 22, "0.9"),
            new HistoryValue(9, Store.HOURS, 24, NOTHING),
            new HistoryValue(9, Store.HOURS, 22, NOTHING));

    assertThat(text(encoder.history(32, values))).isEqualTo(Samples.HISTORY);
  }

  @Test
  void writesATemperatureBelowTenWithABlank() {
    CurrentCostEncoder encoder = CurrentCostEncoder.of("CC128-v0.11", 1, LocalTime.NOON);
    CurrentCostEncoder.Sensor sensor = new CurrentCostEncoder.Sensor(0, "00077", 1);

    byte[] message = encoder.live(sensor, Quantity.of("9.8", Unit.FAHRENHEIT), List.of(1));

    assertThat(text(message)).contains("<tmprF> 9.8</tmprF>");
    assertThat(CurrentCost.decode(message).temperature())
        .contains(Quantity.of("9.8", Unit.FAHRENHEIT));
  }

  @Test
  void writesNothingThatADisplayCouldNotSend() {
    CurrentCostEncoder encoder = CurrentCostEncoder.of("CC128-v0.11", 1, LocalTime.NOON);
    CurrentCostEncoder.Sensor sensor = new CurrentCostEncoder.Sensor(0, "00077", 1);
    Quantity warm = celsius("20.0");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.live(sensor, warm, List.of(-1)))
        .withMessageContaining("watts cannot be sent: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.live(sensor, warm, List.of(1, 2, 3, 4)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.live(sensor, watts(1), List.of(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CurrentCostEncoder.Sensor(10, "00077", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurrentCostEncoder.of("<src>", 1, LocalTime.NOON));
  }

  @Test
  void isWrittenAsJson() {
    assertThat(ReadingJson.of(decode(Samples.LIVE)))
        .startsWith(
            "{\"source\":\"\",\"receivedAt\":null,\"kind\":\"live\",\"device\":\"CC128-v0.11\","
                + "\"sensor\":1,\"radioId\":\"01234\",\"type\":1,"
                + "\"channels\":{\"1\":\"345\",\"2\":\"2151\",\"3\":\"0\"},"
                + "\"temperature\":{\"value\":\"18.7\",\"unit\":\"\\u00b0C\"},"
                + "\"integrity\":\"ABSENT\"");
  }

  @Test
  void theNetPowerOfTheHouseIsThatOfAllClampsOfSensorZero() {
    String house = Samples.LIVE.replace("<sensor>1<", "<sensor>0<");
    assertThat(decode(house).netPower()).contains(watts(2496));
    assertThat(decode(house.replaceAll("<ch[23]>.*</ch3>", "")).netPower()).contains(watts(345));
    assertThat(decode(Samples.CLASSIC).netPower()).contains(watts(365));
  }

  @Test
  void noApplianceIsTakenForTheHouse() {
    assertThat(decode(Samples.LIVE).netPower()).isEmpty();
    String unknown = Samples.LIVE.replace("<sensor>1</sensor>", "");
    assertThat(decode(unknown).total()).isPresent();
    assertThat(decode(unknown).netPower()).isEmpty();
  }

  @Test
  void aClampThatCannotBeReadLeavesNoNetPower() {
    String house = Samples.LIVE.replace("<sensor>1<", "<sensor>0<").replace("02151", "0x151");
    assertThat(decode(house).channels()).hasSize(2);
    assertThat(decode(house).netPower()).isEmpty();
  }

  @Test
  void aDisplayCountsNoEnergyOfTheMeter() {
    for (String sample : Samples.ALL) {
      assertThat(decode(sample).totalImport()).isEmpty();
      assertThat(decode(sample).totalExport()).isEmpty();
    }
    assertThat(decode(Samples.IMPULSES).netPower()).isEmpty();
    assertThat(decode(Samples.HISTORY).netPower()).isEmpty();
  }
}
