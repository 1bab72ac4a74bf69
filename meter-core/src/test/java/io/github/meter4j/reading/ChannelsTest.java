package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** One measurand on several channels: a gas meter that was replaced and still answers. */
class ChannelsTest {
  private static final String DEAD = "0-1:24.2.1(2017-03-01T10:00:00Z)(4321.000*m3)";
  private static final String LIVE = "0-2:24.2.1(2026-12-01T10:00:00Z)(12.345*m3)";

  @Test
  void theNewestTimeStampWins() {
    assertThat(TestReadout.of(DEAD, LIVE).get(Measurand.GAS_VOLUME))
        .hasToString("Optional[12.345 m3]");
    assertThat(TestReadout.of(LIVE, DEAD).get(Measurand.GAS_VOLUME))
        .hasToString("Optional[12.345 m3]");
    assertThat(TestReadout.of(DEAD, LIVE).require(Measurand.GAS_VOLUME)).hasToString("12.345 m3");
  }

  @Test
  void theNewestOfThreeWinsAlsoWhereTheOthersAreEqual() {
    TestReadout reading = TestReadout.of(DEAD, "0-3:24.2.1(2017-03-01T10:00:00Z)(1*m3)", LIVE);
    assertThat(reading.get(Measurand.GAS_VOLUME)).hasToString("Optional[12.345 m3]");
  }

  @Test
  void aChannelCanBeAskedFor() {
    TestReadout reading = TestReadout.of(DEAD, LIVE);
    assertThat(reading.get(Measurand.GAS_VOLUME, 1)).hasToString("Optional[4321.000 m3]");
    assertThat(reading.get(Measurand.GAS_VOLUME, 2)).hasToString("Optional[12.345 m3]");
    assertThat(reading.get(Measurand.GAS_VOLUME, 3)).isEmpty();
    assertThat(reading.get(Measurand.WATER_VOLUME, 1)).isEmpty();
  }

  @Test
  void equalStampsTellNothing() {
    TestReadout reading =
        TestReadout.of(
            "0-1:24.2.1(2026-12-01T10:00:00Z)(1*m3)", "0-4:24.2.1(2026-12-01T10:00:00Z)(2*m3)");
    assertThat(reading.get(Measurand.GAS_VOLUME)).isEmpty();
    assertThatThrownBy(() -> reading.require(Measurand.GAS_VOLUME))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage(
            "gas_volume is on channels 1, 4, and their time stamps do not tell which of them is"
                + " live; ask for one of them, as in get(measurand, 1)");
  }

  @Test
  void aMissingStampTellsNothing() {
    assertThat(TestReadout.of("0-1:24.2.1(1*m3)", LIVE).get(Measurand.GAS_VOLUME)).isEmpty();
    assertThat(TestReadout.of(LIVE, "0-1:24.2.1(1*m3)").get(Measurand.GAS_VOLUME)).isEmpty();
    assertThat(
            TestReadout.of("1-0:1.8.0(1*kWh)", "1-1:1.8.0(1*kWh)")
                .get(Measurand.ACTIVE_ENERGY_IMPORT))
        .isEmpty();
  }

  @Test
  void localTimesDecideWhereTheyAreMoreThanAnHourApart() {
    String early = "0-1:24.2.1(2026-10-25T02:10:00)(1*m3)";
    assertThat(
            TestReadout.of(early, "0-2:24.2.1(2026-10-25T03:10:00)(2*m3)")
                .get(Measurand.GAS_VOLUME))
        .isEmpty();
    assertThat(
            TestReadout.of(early, "0-2:24.2.1(2026-10-25T03:10:01)(2*m3)")
                .get(Measurand.GAS_VOLUME))
        .hasToString("Optional[2 m3]");
  }

  @Test
  void ofOneChannelTheFirstValueCounts() {
    TestReadout reading =
        TestReadout.of(
            "0-2:24.2.1(2026-12-01T09:00:00Z)(1*m3)",
            "0-2:24.2.1(2026-12-01T10:00:00Z)(2*m3)",
            DEAD);
    assertThat(reading.get(Measurand.GAS_VOLUME)).hasToString("Optional[1 m3]");
    assertThat(reading.get(Measurand.GAS_VOLUME, 2)).hasToString("Optional[1 m3]");
  }

  @Test
  void aMeterThatNumbersItsOwnRegistersOneIsRead() {
    assertThat(TestReadout.of("1-1:1.8.0(7*kWh)").get(Measurand.ACTIVE_ENERGY_IMPORT))
        .hasToString("Optional[7 kWh]");
  }

  @Test
  void whatWasNotSentIsNamedInTheMessage() {
    TestReadout reading = TestReadout.of("1-0:1.7.0(0.5*kW)", LIVE, DEAD);
    assertThat(reading.get(Measurand.FREQUENCY)).isEmpty();
    assertThatThrownBy(() -> reading.require(Measurand.FREQUENCY))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("this reading has no frequency; it has active_power_import, gas_volume");
  }
}
