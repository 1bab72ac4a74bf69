package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reading.Dimension;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.SensorReading;
import io.github.meter4j.reading.Unit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Net power and totals of every kind of meter, in three lines and without a cast. */
@Timeout(30)
class DerivedValuesTest {
  private static final String NOON = "start=2026-07-02T11:00:00Z";

  private static Reading read(String address) throws Exception {
    try (MeterReader<Reading> meter = MeterReader.open(address)) {
      return meter.read();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dsmr+sim:household?profile=belgium&",
        "dsmr+sim:household?profile=netherlands&",
        "iec62056+sim:ebz?",
        "dds238+sim:dds238?",
        "iem2150+sim:iem2150?",
        "sdm120+sim:rs485?unit=3&"
      })
  void aMeterOfAHouseWithPanelsGivesAtNoonAndHasCountedBothDirections(String address)
      throws Exception {
    Reading reading = read(address + NOON);
    Quantity net = reading.netPower().orElseThrow();
    assertThat(net.unit().dimension()).isEqualTo(Dimension.POWER);
    assertThat(net.unscaled()).isNegative();
    for (Quantity total :
        new Quantity[] {reading.totalImport().orElseThrow(), reading.totalExport().orElseThrow()}) {
      assertThat(total.unit().dimension()).isEqualTo(Dimension.ENERGY);
      assertThat(total.unscaled()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"belgium", "netherlands"})
  void theTotalsOfATelegramAreTheSumOfItsTariffs(String profile) throws Exception {
    Reading reading = read("dsmr+sim:household?profile=" + profile + '&' + NOON);
    assertThat(reading.get(Measurand.ACTIVE_ENERGY_IMPORT)).isEmpty();
    assertThat(reading.totalImport())
        .contains(
            reading
                .require(Measurand.ACTIVE_ENERGY_IMPORT.tariff(1))
                .plus(reading.require(Measurand.ACTIVE_ENERGY_IMPORT.tariff(2))));
    assertThat(reading.netPower())
        .contains(
            reading
                .require(Measurand.ACTIVE_POWER_IMPORT)
                .minus(reading.require(Measurand.ACTIVE_POWER_EXPORT)));
  }

  @Test
  void aDisplayHasThePowerOfTheHouseAndNoneForAppliances() throws Exception {
    try (MeterReader<Reading> meter =
        MeterReader.open("cc128+sim:display?rate=1000&start=2026-07-02T12:50")) {
      int[] seen = new int[2];
      meter
          .readings()
          .limit(10)
          .map(SensorReading.class::cast)
          .filter(message -> message.sensor().isPresent())
          .forEach(
              message -> {
                boolean house = message.sensor().get() == 0 && message.total().isPresent();
                seen[house ? 0 : 1]++;
                assertThat(message.netPower())
                    .isEqualTo(house ? message.total() : Optional.empty());
                assertThat(message.totalImport()).isEmpty();
              });
      assertThat(seen).doesNotContain(0);
    }
  }

  @Test
  void pulsesAreTheTotalOfTheirMeter() throws Exception {
    try (MeterReader<Reading> meter =
        MeterReader.open("s0+sim:36000W?impulses=1000&pulses=10&offset=13756.570")) {
      Reading last = meter.readings().reduce((first, second) -> second).orElseThrow();
      assertThat(last.totalImport().orElseThrow().in(Unit.KILOWATT_HOUR))
          .hasToString("13756.580 kWh");
      assertThat(last.totalExport()).isEmpty();
    }
  }
}
