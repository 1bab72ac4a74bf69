package io.github.meter4j.modbus.map;

import io.github.meter4j.codec.Nearest;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Unit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a row that measures something has to be. */
final class MeasurandRules {
  private MeasurandRules() {}

  /** What is wrong with a row of that form for a measurand. */
  static Optional<String> problem(Measurand measurand, RegisterFormat format) {
    if (!format.type().isNumber()) {
      return Optional.of("a row of type " + format.type() + " measures nothing");
    }
    if (!measurand.kind().fits(format.unit().dimension())) {
      String given =
          format.unit() == Unit.NONE
              ? measurand + " without a unit"
              : format.unit() + " is no unit of " + measurand;
      return Optional.of(given + "; it is measured in " + units(measurand.kind()));
    }
    if (measurand.direction() == Direction.NET && format.sign() == Sign.SIZE) {
      return Optional.of(measurand + " can be negative: sign=size loses the sign");
    }
    if (measurand.direction() == Direction.NET && !format.type().isSigned()) {
      return Optional.of(
          measurand + " can be negative, and " + format.type() + " cannot: it loses the sign");
    }
    return Optional.empty();
  }

  private static String units(Kind kind) {
    return Arrays.stream(Unit.values())
        .filter(unit -> kind.fits(unit.dimension()))
        .map(unit -> unit == Unit.NONE ? "nothing" : unit.symbol())
        .collect(Collectors.joining(", "));
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
