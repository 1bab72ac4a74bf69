package io.github.meter4j.modbus.map;

import io.github.meter4j.codec.Nearest;
import io.github.meter4j.reading.Dimension;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a row that measures something has to be. */
final class MeasurandRules {
  private MeasurandRules() {}

  /** What is wrong with a row of that form for a measurand. */
  static Optional<String> problem(Measurand measurand, RegisterFormat format) {
    if (!format.type().isNumber()) {
      return Optional.of("a row of type " + format.type() + " measures nothing");
    }
    Dimension given = format.unit().dimension();
    Optional<Dimension> needed = dimension(measurand.kind()).filter(wanted -> wanted != given);
    if (needed.isPresent()) {
      return Optional.of(
          measurand + " is " + needed.get() + ", and unit " + format.unit() + " is " + given);
    }
    if (measurand.direction() == Direction.NET && !format.type().isSigned()) {
      return Optional.of(
          measurand + " can be negative, and " + format.type() + " cannot: it loses the sign");
    }
    return Optional.empty();
  }

  private static Optional<Dimension> dimension(Kind kind) {
    return switch (kind) {
      case ACTIVE_ENERGY, HEAT_ENERGY, COOLING_ENERGY -> Optional.of(Dimension.ENERGY);
      case REACTIVE_ENERGY -> Optional.of(Dimension.REACTIVE_ENERGY);
      case APPARENT_ENERGY -> Optional.of(Dimension.APPARENT_ENERGY);
      case ACTIVE_POWER -> Optional.of(Dimension.POWER);
      case REACTIVE_POWER -> Optional.of(Dimension.REACTIVE_POWER);
      case APPARENT_POWER -> Optional.of(Dimension.APPARENT_POWER);
      case VOLTAGE -> Optional.of(Dimension.VOLTAGE);
      case CURRENT -> Optional.of(Dimension.CURRENT);
      case FREQUENCY -> Optional.of(Dimension.FREQUENCY);
      case POWER_FACTOR, VOLTAGE_THD, CURRENT_THD -> Optional.of(Dimension.NONE);
      case PHASE_ANGLE -> Optional.of(Dimension.ANGLE);
      case CHARGE -> Optional.of(Dimension.CHARGE);
      case GAS_VOLUME, WATER_VOLUME, WARM_WATER_VOLUME -> Optional.of(Dimension.VOLUME);
      default -> Optional.empty();
    };
  }

  static String nearest(String word) {
    Set<String> names = new TreeSet<>();
    for (Kind kind : Kind.values()) {
      for (Direction direction : Direction.values()) {
        for (Phase phase : Phase.values()) {
          names.add(Measurand.of(kind, direction).on(phase).name());
        }
      }
    }
    return Nearest.suggestion(word, names)
        + "; a name is a kind, direction, phase, tariff and statistic, as in"
        + " active_energy_import_l1_t2";
  }
}
