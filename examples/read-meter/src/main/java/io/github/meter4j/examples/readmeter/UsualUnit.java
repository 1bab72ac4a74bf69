package io.github.meter4j.examples.readmeter;

import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.util.Optional;

/**
 * The one unit in which values of a kind are shown, whichever of several a meter sends. Heat that a
 * meter counts in joules stays in them: it has no exact number of kilowatt-hours.
 */
final class UsualUnit {
  private UsualUnit() {}

  /** The unit for values in a unit. */
  static Unit of(Unit unit) {
    return switch (unit.dimension()) {
      case ENERGY -> isOfJoules(unit) ? Unit.GIGAJOULE : Unit.KILOWATT_HOUR;
      case REACTIVE_ENERGY -> Unit.KILOVAR_HOUR;
      case APPARENT_ENERGY -> Unit.KILOVOLT_AMPERE_HOUR;
      case POWER -> Unit.KILOWATT;
      case REACTIVE_POWER -> Unit.KILOVAR;
      case APPARENT_POWER -> Unit.KILOVOLT_AMPERE;
      case VOLTAGE -> Unit.VOLT;
      case CURRENT -> Unit.AMPERE;
      case CHARGE -> Unit.AMPERE_HOUR;
      case FREQUENCY -> Unit.HERTZ;
      case VOLUME -> Unit.CUBIC_METRE;
      default -> unit;
    };
  }

  private static boolean isOfJoules(Unit unit) {
    return unit == Unit.JOULE || unit == Unit.MEGAJOULE || unit == Unit.GIGAJOULE;
  }

  /** The unit for values that were not seen yet; empty where their kind does not tell it. */
  static Optional<Unit> of(Kind kind) {
    return switch (kind) {
      case ACTIVE_ENERGY -> Optional.of(Unit.KILOWATT_HOUR);
      case REACTIVE_ENERGY -> Optional.of(Unit.KILOVAR_HOUR);
      case APPARENT_ENERGY -> Optional.of(Unit.KILOVOLT_AMPERE_HOUR);
      case ACTIVE_POWER, POWER_LIMIT -> Optional.of(Unit.KILOWATT);
      case REACTIVE_POWER -> Optional.of(Unit.KILOVAR);
      case APPARENT_POWER -> Optional.of(Unit.KILOVOLT_AMPERE);
      case VOLTAGE -> Optional.of(Unit.VOLT);
      case CURRENT, CURRENT_LIMIT -> Optional.of(Unit.AMPERE);
      case FREQUENCY -> Optional.of(Unit.HERTZ);
      case PHASE_ANGLE -> Optional.of(Unit.DEGREE);
      case VOLTAGE_THD, CURRENT_THD -> Optional.of(Unit.PERCENT);
      case CHARGE -> Optional.of(Unit.AMPERE_HOUR);
      case GAS_VOLUME, WATER_VOLUME, WARM_WATER_VOLUME -> Optional.of(Unit.CUBIC_METRE);
      case TEMPERATURE -> Optional.of(Unit.CELSIUS);
      case HEAT_ENERGY, COOLING_ENERGY -> Optional.of(Unit.GIGAJOULE);
      case POWER_FACTOR, VOLTAGE_SAGS, VOLTAGE_SWELLS, POWER_FAILURES, LONG_POWER_FAILURES ->
          Optional.of(Unit.NONE);
      default -> Optional.empty();
    };
  }

  /** The same quantity in its usual unit, or in its own where that has no exact number for it. */
  static Quantity in(Quantity quantity) {
    try {
      return quantity.in(of(quantity.unit()));
    } catch (ArithmeticException e) {
      return quantity;
    }
  }
}
