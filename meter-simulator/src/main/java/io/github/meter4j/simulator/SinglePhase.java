package io.github.meter4j.simulator;

import java.math.BigDecimal;

/**
 * What a meter with one phase measures.
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

  static SinglePhase of(Meter meter, int watts, long second) {
    long decivolts = meter.decivolts(0, watts / PHASES, second);
    int vars = Meter.vars(watts);
    return new SinglePhase(
        Long.parseLong(meter.serial()),
        watts,
        vars,
        Math.round(Math.sqrt((double) watts * watts + (double) vars * vars)),
        decivolts,
        Meter.centiamperes(watts, decivolts),
        meter.centihertz(second),
        meter.imported() / WATT_HOUR,
        meter.exported() / WATT_HOUR,
        meter.varHours());
  }

  /** The power factor in thousandths, without a sign. */
  long permille() {
    return Math.round(1_000.0 * Math.abs(watts) / voltAmperes);
  }

  /** A number with decimals as text. */
  static String decimal(long digits, int decimals) {
    return BigDecimal.valueOf(digits, decimals).toPlainString();
  }
}
