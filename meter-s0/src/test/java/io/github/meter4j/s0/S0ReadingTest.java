package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.output.ReadingJson;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.PulseGap;
import io.github.meter4j.reading.PulseQuality;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S0ReadingTest {
  private static final Instant AT = Instant.parse("2026-07-01T10:00:00Z");

  private static S0Reading reading(S0Meter meter, PulseQuality quality) {
    return new S0Reading(
        AT,
        meter,
        Quantity.of("1.5", meter.unit()),
        12_345,
        Optional.of(Duration.ofMillis(3_600)),
        Optional.of(Duration.ofNanos(7_200_000_001L)),
        quality,
        "s0:gpio17");
  }

  @Test
  void isWrittenAsJson() {
    PulseQuality quality =
        new PulseQuality(
            AT.minusSeconds(60),
            true,
            2,
            Optional.of(
                new PulseGap(PulseGap.Cause.KILLED, AT.minusSeconds(9), AT.minusSeconds(5))),
            3,
            Optional.of("the disk is full"));
    S0Meter third = new S0Meter("x", 3, Unit.KILOWATT_HOUR, Medium.ELECTRICITY, Direction.EXPORT);

    assertThat(ReadingJson.of(reading(third, quality)))
        .isEqualTo(
            "{\"source\":\"s0:gpio17\",\"receivedAt\":\"2026-07-01T10:00:00Z\",\"pulses\":{"
                + "\"count\":\"12345\",\"perUnit\":\"3\",\"offset\":\"1.5\","
                + "\"total\":\"4116.500000000\",\"unit\":\"kWh\",\"exact\":true,"
                + "\"interval\":\"3.6\",\"sinceLastPulse\":\"7.200000001\","
                + "\"power\":\"166666.667\",\"powerBasis\":\"bound\",\"quality\":{"
                + "\"since\":\"2026-07-01T09:59:00Z\",\"kept\":true,\"atLeast\":true,"
                + "\"gaps\":\"2\",\"lastGap\":{\"cause\":\"killed\","
                + "\"from\":\"2026-07-01T09:59:51Z\",\"until\":\"2026-07-01T09:59:55Z\"},"
                + "\"rejected\":\"3\",\"problem\":\"the disk is full\"}},"
                + "\"integrity\":\"ABSENT\",\"meterTime\":null,\"measurements\":["
                + "{\"name\":\"active_energy_export\",\"obis\":null,\"channel\":0,"
                + "\"value\":\"4116.500000000\",\"unit\":\"kWh\",\"at\":null},"
                + "{\"name\":\"active_power_export\",\"obis\":null,\"channel\":0,"
                + "\"value\":\"166666.667\",\"unit\":\"W\",\"at\":null}],\"faults\":[]}");
  }

  @Test
  void saysWhatEveryReadingSays() {
    PulseQuality quality = new PulseQuality(AT, false, 0, Optional.empty(), 0, Optional.empty());
    S0Meter water = new S0Meter("x", 10, Unit.LITRE, Medium.WATER, Direction.IMPORT);
    S0Reading reading = reading(water, quality);

    assertThat(reading.require(Measurand.WATER_VOLUME)).hasToString("1236.0 l");
    assertThat(reading.measurements()).hasSize(1);
    assertThat(reading.quality().isAtLeast()).isFalse();
    assertThat(reading.receivedAt()).contains(AT);
    assertThat(reading.meterTime()).isEmpty();
    assertThat(reading.integrity()).isEqualTo(Integrity.ABSENT);
    assertThat(reading.frame()).isEmpty();
    assertThat(reading.faults()).isEmpty();
  }

  private static S0Reading counted(S0Meter meter, Duration sinceLastPulse) {
    return new S0Reading(
        AT,
        meter,
        Quantity.of("13756.570", meter.unit()),
        250,
        Optional.of(Duration.ofMillis(3_600)),
        Optional.of(sinceLastPulse),
        new PulseQuality(AT, true, 0, Optional.empty(), 0, Optional.empty()),
        "");
  }

  private static S0Meter electricity(Direction direction) {
    return new S0Meter("x", 1000, Unit.KILOWATT_HOUR, Medium.ELECTRICITY, direction);
  }

  @Test
  void theCountOfAnElectricityMeterIsItsTotal() {
    S0Reading taken = counted(electricity(Direction.IMPORT), Duration.ofSeconds(1));
    assertThat(taken.totalImport()).hasToString("Optional[13756.820 kWh]");
    assertThat(taken.totalExport()).isEmpty();
    assertThat(taken.netPower()).hasToString("Optional[1000.000 W]");

    S0Reading given = counted(electricity(Direction.EXPORT), Duration.ofSeconds(1));
    assertThat(given.totalImport()).isEmpty();
    assertThat(given.totalExport()).hasToString("Optional[13756.820 kWh]");
    assertThat(given.netPower()).hasToString("Optional[-1000.000 W]");
  }

  @Test
  void aPowerThatIsOnlyKnownToBeBelowABoundIsNoNetPower() {
    S0Reading reading = counted(electricity(Direction.IMPORT), Duration.ofSeconds(36));
    assertThat(reading.require(Measurand.ACTIVE_POWER_IMPORT)).hasToString("100.000 W");
    assertThat(reading.netPower()).isEmpty();
    assertThat(reading.totalImport()).isPresent();
  }

  @Test
  void gasIsNoImport() {
    S0Meter gas = new S0Meter("x", 100, Unit.CUBIC_METRE, Medium.GAS, Direction.IMPORT);
    S0Reading reading = counted(gas, Duration.ofSeconds(1));
    assertThat(reading.totalImport()).isEmpty();
    assertThat(reading.netPower()).isEmpty();
  }
}
