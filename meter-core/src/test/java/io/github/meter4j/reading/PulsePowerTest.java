package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulsePowerTest {
  private static PulsePower power(long impulses, long intervalMillis, long sinceMillis) {
    return PulsePower.of(
        impulses,
        Unit.KILOWATT_HOUR,
        Duration.ofMillis(intervalMillis),
        Duration.ofMillis(sinceMillis));
  }

  /** P = 3,600,000 / (constant × seconds), and the bound after twice the time. */
  @ParameterizedTest
  @CsvSource({
    "1000, 3600, 1000.000, 500.000",
    "1000, 60, 60000.000, 30000.000",
    "800, 10000, 450.000, 225.000",
    "2000, 1500, 1200.000, 600.000",
    "10000, 360, 1000.000, 500.000"
  })
  void isMeasuredAndThenABound(long impulses, long interval, String measured, String bound) {
    PulsePower fresh = power(impulses, interval, interval);
    PulsePower late = power(impulses, interval, 2 * interval);

    assertThat(fresh.basis()).isEqualTo(PulsePower.Basis.MEASURED);
    assertThat(fresh.value()).contains(Quantity.of(measured, Unit.WATT));
    assertThat(late.basis()).isEqualTo(PulsePower.Basis.BOUND);
    assertThat(late.value()).contains(Quantity.of(bound, Unit.WATT));
    assertThat(late).hasToString("below " + bound + " W");
  }

  @Test
  void aBoundIsRoundedUpAndAMeasuredPowerToTheNearest() {
    assertThat(power(1_000, 7_000, 0)).hasToString("514.286 W");
    assertThat(power(1_000, 11_000, 0)).hasToString("327.273 W");
    assertThat(power(1_000, 1, 11_000)).hasToString("below 327.273 W");
    assertThat(power(1_000, 1, 7_300)).hasToString("below 493.151 W");
    assertThat(power(1_000, 7_300, 0)).hasToString("493.151 W");
    assertThat(power(1_000, 1, 3_500)).hasToString("below 1028.572 W");
    assertThat(power(1_000, 3_500, 0)).hasToString("1028.571 W");
  }

  @Test
  void otherUnitsOfEnergyCountToo() {
    Duration hour = Duration.ofHours(1);

    assertThat(PulsePower.of(1, Unit.MEGAWATT_HOUR, hour, hour)).hasToString("1000000.000 W");
    assertThat(PulsePower.of(1, Unit.WATT_HOUR, hour, hour)).hasToString("1.000 W");
    assertThat(PulsePower.of(36, Unit.GIGAJOULE, hour, hour)).hasToString("7716.049 W");
  }

  @Test
  void thereIsNoneWithoutEnergyOrTime() {
    Duration second = Duration.ofSeconds(1);

    assertThat(PulsePower.of(100, Unit.CUBIC_METRE, second, second)).isEqualTo(PulsePower.none());
    assertThat(PulsePower.of(100, Unit.KILOWATT_HOUR, Duration.ZERO, second))
        .isEqualTo(PulsePower.none());
    assertThat(PulsePower.of(1, Unit.GIGAJOULE, Duration.ofNanos(1), Duration.ZERO))
        .as("more than a quantity holds")
        .isEqualTo(PulsePower.none());
    assertThat(PulsePower.none()).hasToString("no power");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PulsePower.of(0, Unit.KILOWATT_HOUR, second, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PulsePower(PulsePower.Basis.BOUND, Optional.empty()));
  }
}
