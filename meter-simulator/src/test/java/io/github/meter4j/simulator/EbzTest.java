package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.iec62056.D0Readout;
import io.github.meter4j.iec62056.Iec62056;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EbzTest {
  private final Household household =
      new Household(1, Instant.parse("2026-07-02T10:30:00Z"), Profile.GERMANY);

  private static BigDecimal watts(D0Readout readout) {
    return readout.power().orElseThrow().toBigDecimal();
  }

  @Test
  void itsRegistersAreTheSumOfItsPower() {
    D0Readout before = Iec62056.decode(household.next());
    BigDecimal counted = BigDecimal.ZERO;
    D0Readout now = before;
    for (int i = 0; i < 36; i++) {
      now = Iec62056.decode(household.next());
      counted = counted.add(watts(now));
    }
    BigDecimal imported = rise(before, now, Measurand.ACTIVE_ENERGY_IMPORT);
    BigDecimal exported = rise(before, now, Measurand.ACTIVE_ENERGY_EXPORT);
    BigDecimal net = imported.subtract(exported).multiply(BigDecimal.valueOf(3_600_000));
    assertThat(net.subtract(counted).abs()).isLessThan(BigDecimal.ONE);
    assertThat(now.secondsIndex().getAsLong() - before.secondsIndex().getAsLong()).isEqualTo(36);
    assertThat(now.faults()).isEmpty();
  }

  private static BigDecimal rise(D0Readout before, D0Readout now, Measurand measurand) {
    return now.require(measurand).toBigDecimal().subtract(before.require(measurand).toBigDecimal());
  }

  @Test
  void hasTheWholeDataSet() {
    D0Readout readout = Iec62056.decode(household.next());
    assertThat(readout.objects()).hasSize(13);
    assertThat(readout.serialNumber().orElseThrow()).hasSize(14);
    assertThat(readout.statusWord()).isPresent();
    BigDecimal sum = BigDecimal.ZERO;
    for (Phase phase : new Phase[] {Phase.L1, Phase.L2, Phase.L3}) {
      sum = sum.add(readout.power(phase).orElseThrow().toBigDecimal());
      assertThat(readout.voltage(phase)).isPresent();
    }
    assertThat(sum).isEqualByComparingTo(watts(readout));
  }

  @Test
  void opensByItsAddress() throws Exception {
    try (MeterReader<?> meter = MeterReader.open("iec62056+sim:ebz?speed-of-time=1")) {
      assertThat(meter).isNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("unknown option");
    }
    try (MeterReader<?> meter = MeterReader.open("iec62056+sim:ebz")) {
      assertThat(meter.read()).isInstanceOf(D0Readout.class);
      assertThat(meter.read().require(Measurand.ACTIVE_ENERGY_IMPORT)).isNotNull();
    }
  }
}
