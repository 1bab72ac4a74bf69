package io.github.meter4j.simulator;

import java.math.BigDecimal;

/**
 * What a meter with one phase measures, or one with three phases on one of them.
 *
 * @param serial its number
 * @param watts active power, negative into the grid
 * @param vars reactive power
 * @param voltAmperes apparent power
 * @param decivolts tenths of a volt
 * @param centiamperes hundredths of an ampere
 * @param centihertz hundredths of a hertz
 * @param imported active energy from the grid in Wh
 * @param exported active energy into the grid in Wh
 * @param varHours reactive energy
 */
record SinglePhase(
    long serial,
    int watts,
    int vars,
    long voltAmperes,
    long decivolts,
    long centiamperes,
    int centihertz,
    long imported,
    long exported,
    long varHours) {
  private static final int PHASES = 3;
  private static final int WATT_HOUR = 100_000;

  /** All of the house on one phase. */
  static SinglePhase of(Meter meter, int watts, long second) {
    long decivolts = meter.decivolts(0, watts / PHASES, second);
    return of(
        meter,
        watts,
        decivolts,
        second,
        meter.imported() / WATT_HOUR,
        meter.exported() / WATT_HOUR,
        meter.varHours());
  }

  /** One of the three phases. */
  static SinglePhase of(Meter meter, House house, int phase, long second) {
    int watts = house.watts(phase);
    PhaseRegisters counted = meter.phase(phase);
    return of(
        meter,
        watts,
        meter.decivolts(phase, watts, second),
        second,
        counted.importedWattHours(),
        counted.exportedWattHours(),
        counted.varHours());
  }

  private static SinglePhase of(
      Meter meter,
      int watts,
      long decivolts,
      long second,
      long imported,
      long exported,
      long varHours) {
    int vars = Meter.vars(watts);
    return new SinglePhase(
        Long.parseLong(meter.serial()),
        watts,
        vars,
        Math.round(Math.sqrt((double) watts * watts + (double) vars * vars)),
        decivolts,
        Meter.centiamperes(watts, decivolts),
        meter.centihertz(second),
        imported,
        exported,
        varHours);
  }

  /** The power factor in thousandths, without a sign. */
  long permille() {
    return permille(watts, voltAmperes);
  }

  static long permille(long watts, long voltAmperes) {
    return Math.round(1_000.0 * Math.abs(watts) / voltAmperes);
  }

  /** By how many tenths of a degree the current lags: more than 900 for power into the grid. */
  long decidegrees() {
    return decidegrees(watts, vars);
  }

  static long decidegrees(long watts, long vars) {
    return Math.round(10 * StrictMath.toDegrees(StrictMath.atan2(vars, watts)));
  }

  /** A number with decimals as text. */
  static String decimal(long digits, int decimals) {
    return BigDecimal.valueOf(digits, decimals).toPlainString();
  }
}
