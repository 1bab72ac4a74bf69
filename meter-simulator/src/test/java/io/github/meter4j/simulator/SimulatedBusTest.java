package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated Modbus meters by their addresses, through a socket. */
@Timeout(30)
class SimulatedBusTest {
  private static final String START = "start=2026-07-02T10:00:00Z";

  private static BigDecimal watts(Reading reading) {
    Quantity power = reading.require(Measurand.ACTIVE_POWER_NET);
    return power.in(Unit.WATT).toBigDecimal();
  }

  private static BigDecimal netWattHours(Reading reading) {
    Quantity imported = reading.require(Measurand.ACTIVE_ENERGY_IMPORT).in(Unit.WATT_HOUR);
    Quantity exported = reading.require(Measurand.ACTIVE_ENERGY_EXPORT).in(Unit.WATT_HOUR);
    return imported.minus(exported).toBigDecimal();
  }

  /** At a thousand seconds a second the counters run, in the direction of the power. */
  @ParameterizedTest
  @CsvSource({
    "dds238+sim:dds238, 9",
    "iem2150+sim:iem2150, 10",
    "sdm120+sim:sdm120, 12",
    "sdm630+sim:sdm630, 50"
  })
  void livesAndCounts(String address, int values) throws Exception {
    try (MeterReader<Reading> meter =
        MeterReader.open(address + '?' + START + "&rate=1000&interval=50ms")) {
      ModbusSnapshot first = (ModbusSnapshot) meter.read();
      assertThat(first.faults()).isEmpty();
      assertThat(first.measurements()).hasSizeGreaterThanOrEqualTo(values);
      assertThat(watts(first)).isNegative(); // ten o'clock in July
      ModbusSnapshot last = first;
      while (netWattHours(first).subtract(netWattHours(last)).intValueExact() < 1_000) {
        last = (ModbusSnapshot) meter.read();
        assertThat(last.faults()).isEmpty();
      }
      assertThat(last.require(Measurand.ACTIVE_ENERGY_EXPORT))
          .isGreaterThan(first.require(Measurand.ACTIVE_ENERGY_EXPORT));
    }
  }

  @Test
  void bothMetersOfAHouseSayTheSame() throws Exception {
    try (MeterReader<Reading> dds = MeterReader.open("dds238+sim:dds238?" + START);
        MeterReader<Reading> iem = MeterReader.open("iem2150+sim:iem2150?" + START)) {
      Reading first = dds.read();
      Reading second = iem.read();

      assertThat(netWattHours(second).subtract(netWattHours(first)).abs())
          .isLessThan(BigDecimal.valueOf(40));
    }
  }

  /** Each phase counts for itself, so only the difference of import and export is the same. */
  @Test
  void aMeterWithThreePhasesCountsTheSameNetEnergy() throws Exception {
    String options = '?' + START + "&rate=1000&interval=50ms";
    try (MeterReader<Reading> one = MeterReader.open("sdm120+sim:sdm120" + options);
        MeterReader<Reading> three = MeterReader.open("sdm630+sim:sdm630" + options)) {
      Reading firstOfThree = three.read();
      Reading first = one.read();
      Reading last = one.read();
      while (netWattHours(first).subtract(netWattHours(last)).intValue() < 1_000) {
        last = one.read();
      }
      Reading lastOfThree = three.read();

      // each was read at a second of its own, of which a thousand pass in one of ours
      assertThat(netWattHours(lastOfThree).subtract(netWattHours(firstOfThree)))
          .isBetween(BigDecimal.valueOf(-3_000), BigDecimal.valueOf(-800));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dds238+sim:dds238, 17",
    "iem2150+sim:iem2150, 1",
    "sdm120+sim:sdm120, 3",
    "sdm630+sim:sdm630, 247"
  })
  void hasTheNumberThatTheDriverAsksFor(String address, int unit) throws Exception {
    try (MeterReader<Reading> meter = MeterReader.open(address + '?' + START + "&unit=" + unit)) {
      assertThat(meter.read().faults()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"dds238, 1", "iem2150, 2", "sdm120, 3", "sdm630, 4"})
  void hasABusWithAllOfThem(String driver, int unit) throws Exception {
    try (MeterReader<Reading> meter =
        MeterReader.open(driver + "+sim:rs485?" + START + "&unit=" + unit)) {
      Reading reading = meter.read();

      assertThat(reading.faults()).isEmpty();
      assertThat(watts(reading)).isNegative();
    }
  }

  @Test
  void theMetersOfTheBusIdentifyThemselvesAsTheRealOnesDo() throws Exception {
    try (ModbusBus bus = ModbusBus.open("modbus+sim:rs485?" + START)) {
      assertThat(bus.unit(1).read(RegisterTable.HOLDING, 0x0C, 1).word(0x0C))
          .isBetween(2_000, 2_500);
      assertThat(bus.unit(2).identification()).containsEntry(5, "iEM2150");
      assertThat(bus.unit(3).read(RegisterTable.INPUT, 0, 2).word(0)).isBetween(0x4340, 0x437F);
    }
  }

  @Test
  void takesANewNumber() throws Exception {
    try (ModbusBus bus = ModbusBus.open("modbus+sim:dds238?" + START)) {
      bus.unit(1).write(0x15, 0x0501);

      assertThat(bus.unit(5).read(RegisterTable.HOLDING, 0x15, 1).word(0x15)).isEqualTo(0x0501);
      assertThat(bus.unit(0).read(RegisterTable.HOLDING, 0x15, 1).word(0x15)).isEqualTo(0x0501);
    }
  }
}
