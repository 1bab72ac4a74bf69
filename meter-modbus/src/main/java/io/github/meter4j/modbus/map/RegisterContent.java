package io.github.meter4j.modbus.map;

import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Quantity;
import java.util.Optional;

/** What the words of a row say. */
sealed interface RegisterContent {

  /** A number. */
  record Number(Quantity quantity) implements RegisterContent {
    @Override
    public String toString() {
      return quantity.toString();
    }
  }

  /** A power factor with its quadrant. */
  record Factor(PowerFactor factor) implements RegisterContent {
    @Override
    public String toString() {
      return factor.toString();
    }
  }

  /** Text. */
  record Text(String text) implements RegisterContent {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A time of the meter's clock. */
  record Time(MeterTime time) implements RegisterContent {
    @Override
    public String toString() {
      return time.local().map(Object::toString).orElse(time.raw());
    }
  }

  /** The meter says that there is no value. */
  record Absent() implements RegisterContent {
    @Override
    public String toString() {
      return "absent";
    }
  }

  /** The words mean nothing that can be. */
  record Damaged(String problem) implements RegisterContent {}

  /** The number in it. */
  default Optional<Quantity> amount() {
    if (this instanceof Number number) {
      return Optional.of(number.quantity());
    }
    return this instanceof Factor factor ? Optional.of(factor.factor().value()) : Optional.empty();
  }

  /** What it says in words. */
  default Optional<String> words() {
    if (this instanceof Factor factor) {
      return factor.factor().quadrant().map(Quadrant::name);
    }
    return this instanceof Text || this instanceof Time
        ? Optional.of(toString())
        : Optional.empty();
  }
}
