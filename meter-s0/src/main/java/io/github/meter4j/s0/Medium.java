package io.github.meter4j.s0;

import io.github.meter4j.reading.Dimension;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Unit;
import java.util.Optional;

/** What a meter with a pulse output counts. */
public enum Medium {
  /** Electricity, in units of energy. */
  ELECTRICITY(Kind.ACTIVE_ENERGY, Unit.KILOWATT_HOUR),
  /** Gas, in units of volume. */
  GAS(Kind.GAS_VOLUME, Unit.CUBIC_METRE),
  /** Water, in units of volume. */
  WATER(Kind.WATER_VOLUME, Unit.CUBIC_METRE),
  /** Warm water, in units of volume. */
  WARM_WATER(Kind.WARM_WATER_VOLUME, Unit.CUBIC_METRE),
  /** Heat, in units of energy. */
  HEAT(Kind.HEAT_ENERGY, Unit.KILOWATT_HOUR),
  /** Cooling, in units of energy. */
  COOLING(Kind.COOLING_ENERGY, Unit.KILOWATT_HOUR);

  private final Kind kind;
  private final Unit usual;

  Medium(Kind kind, Unit usual) {
    this.kind = kind;
    this.usual = usual;
  }

  /** The unit of most meters. */
  Unit usualUnit() {
    return usual;
  }

  /** What a unit has to measure. */
  Dimension dimension() {
    return usual.dimension();
  }

  /** What the total is called. */
  Measurand total(Direction direction) {
    return Measurand.of(kind, this == ELECTRICITY ? direction : Direction.NONE);
  }

  /** What the power is called; only that of electricity has a name. */
  Optional<Measurand> power(Direction direction) {
    return this == ELECTRICITY
        ? Optional.of(Measurand.of(Kind.ACTIVE_POWER, direction))
        : Optional.empty();
  }
}
