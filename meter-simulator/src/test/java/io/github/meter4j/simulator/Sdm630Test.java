package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.meter4j.MeterReader;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.simulator.modbus.SlaveServer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated SDM630 as the map of meter-modbus reads it. */
@Timeout(60)
class Sdm630Test {
  private static final Instant MORNING = Instant.parse("2026-04-15T05:00:00Z");
  private static final Phase[] PHASES = {Phase.L1, Phase.L2, Phase.L3};
  private static final Measurand COMBINED = named("active_energy_combined");
  private static final Measurand[] SUMS = {
    Measurand.ACTIVE_POWER_NET,
    named("apparent_power"),
    named("reactive_power_net"),
    Measurand.ACTIVE_ENERGY_IMPORT,
    Measurand.ACTIVE_ENERGY_EXPORT,
    COMBINED,
    named("reactive_energy_import"),
    named("reactive_energy_combined")
  };

  private final AtomicReference<Instant> time = new AtomicReference<>(MORNING);
  private final Household household = new Household(1, MORNING);
  private SlaveServer server;
  private MeterReader<?> meter;

  @BeforeEach
  void open() throws Exception {
    server = SlaveServer.tcp(new HouseholdSlave(household, time::get).sdm630(3).slave(), 0);
    meter = MeterReader.open("sdm630+tcp://127.0.0.1:" + server.port() + "?unit=3&interval=10ms");
  }

  @AfterEach
  void close() {
    meter.close();
    server.close();
  }

  private static Measurand named(String name) {
    return Measurand.named(name).orElseThrow();
  }

  private ModbusSnapshot read() throws Exception {
    ModbusSnapshot snapshot = (ModbusSnapshot) meter.read();
    assertThat(snapshot.faults()).isEmpty();
    return snapshot;
  }

  private static BigDecimal value(ModbusSnapshot snapshot, Measurand measurand) {
    return snapshot.require(measurand).toBigDecimal();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3_600, 7 * 3_600, 12 * 3_600, 20 * 3_600, 86_400, 40 * 86_400})
  void whatIsSaidOfAllPhasesIsTheSumOfTheThree(long later) throws Exception {
    time.set(MORNING.plusSeconds(later));
    ModbusSnapshot now = read();

    for (Measurand measurand : SUMS) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Phase phase : PHASES) {
        sum = sum.add(value(now, measurand.on(phase)));
      }
      assertThat(value(now, measurand)).as(measurand.toString()).isEqualByComparingTo(sum);
    }
    for (Phase phase : PHASES) {
      assertThat(value(now, COMBINED.on(phase)))
          .isEqualByComparingTo(
              value(now, Measurand.ACTIVE_ENERGY_IMPORT.on(phase))
                  .add(value(now, Measurand.ACTIVE_ENERGY_EXPORT.on(phase))));
    }
  }

  /** From dawn to noon, so that every phase goes from import to export. */
  @Test
  void theRegistersOfAPhaseAreTheSumOfItsPower() throws Exception {
    ModbusSnapshot first = read();
    long[] imported = new long[PHASES.length];
    long[] exported = new long[PHASES.length];
    long[] vars = new long[PHASES.length];
    for (int second = 1; second <= 7 * 3_600; second++) {
      household.skipTo(MORNING.plusSeconds(second));
      for (int phase = 0; phase < PHASES.length; phase++) {
        SinglePhase now = household.phases().get(phase);
        imported[phase] += Math.max(0, now.watts());
        exported[phase] += Math.max(0, -now.watts());
        vars[phase] += now.vars();
      }
    }
    time.set(MORNING.plusSeconds(7 * 3_600));
    ModbusSnapshot last = read();

    for (int phase = 0; phase < PHASES.length; phase++) {
      assertRise(first, last, Measurand.ACTIVE_ENERGY_IMPORT.on(PHASES[phase]), imported[phase]);
      assertRise(first, last, Measurand.ACTIVE_ENERGY_EXPORT.on(PHASES[phase]), exported[phase]);
      assertRise(first, last, named("reactive_energy_import").on(PHASES[phase]), vars[phase]);
    }
    assertThat(IntStream.range(0, 3).mapToLong(phase -> imported[phase]).sum()).isPositive();
    assertThat(IntStream.range(0, 3).mapToLong(phase -> exported[phase]).sum()).isPositive();
  }

  private static void assertRise(
      ModbusSnapshot first, ModbusSnapshot last, Measurand measurand, long unitSeconds) {
    BigDecimal rise = value(last, measurand).subtract(value(first, measurand));
    assertThat(rise.scaleByPowerOfTen(3).doubleValue())
        .as(measurand.toString())
        .isCloseTo(unitSeconds / 3_600.0, within(1.0));
  }

  @Test
  void currentsVoltagesAndFactorsFitThePower() throws Exception {
    time.set(MORNING.plusSeconds(8 * 3_600));
    ModbusSnapshot now = read();

    for (Phase phase : PHASES) {
      double volts = value(now, Measurand.VOLTAGE.on(phase)).doubleValue();
      double amperes = value(now, Measurand.CURRENT.on(phase)).doubleValue();
      double watts = value(now, Measurand.ACTIVE_POWER_NET.on(phase)).doubleValue();
      double voltAmperes = value(now, named("apparent_power").on(phase)).doubleValue();
      double factor = value(now, Measurand.POWER_FACTOR.on(phase)).doubleValue();
      assertThat(volts).isBetween(207.0, 253.0);
      assertThat(volts * amperes).isCloseTo(voltAmperes, within(2.5));
      assertThat(factor * voltAmperes).isCloseTo(watts, within(voltAmperes / 1_000 + 1));
    }
    double between = value(now, named("voltage_l1_l2")).doubleValue();
    assertThat(between).isCloseTo(230 * Math.sqrt(3), within(25.0));
    assertThat(now.get(named("active_power_net_average"))).isEmpty();
  }

  /** Beside the other meters it counts more in both directions, by the same amount. */
  @Test
  void theNetEnergyIsThatOfTheMeterThatAddsThePhasesFirst() {
    SinglePhase before = household.singlePhase();
    long[] phasesBefore = sums();
    household.skipTo(MORNING.plusSeconds(30 * 86_400));
    SinglePhase after = household.singlePhase();
    long[] phasesAfter = sums();

    long imported = phasesAfter[0] - phasesBefore[0];
    long exported = phasesAfter[1] - phasesBefore[1];
    long net = after.imported() - before.imported() - (after.exported() - before.exported());
    assertThat(imported - exported).isCloseTo(net, within(8L));
    assertThat(imported).isGreaterThan(after.imported() - before.imported());
  }

  private long[] sums() {
    return new long[] {
      household.phases().stream().mapToLong(SinglePhase::imported).sum(),
      household.phases().stream().mapToLong(SinglePhase::exported).sum()
    };
  }
}
