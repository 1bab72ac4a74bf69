package io.github.meter4j.modbus.map;

import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A power factor and where it stands.
 *
 * @param value the factor, -1 to 1; negative in the quadrants of export where the meter signs it
 * @param quadrant the quadrant, empty where nothing tells it
 */
public record PowerFactor(Quantity value, Optional<Quadrant> quadrant) {
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /**
   * Reads the four-quadrant code of Schneider (DOCA0005EN-04, p. 109). Up to 1 in size the number
   * is the factor itself; beyond 1 the factor is what is missing to 2, in quadrant 4, and beyond -1
   * what is missing to -2, in quadrant 3. A factor of exactly 1 or -1 has no reactive power, so it
   * is in no quadrant.
   *
   * @param type which of the two codes
   * @param code the number in the register
   * @param negative whether it has a minus, which zero can have too
   * @return the factor, or empty when the number is beyond 2 in size
   */
  static Optional<PowerFactor> ofCode(RegisterType type, BigDecimal code, boolean negative) {
    BigDecimal size = code.abs();
    if (size.compareTo(TWO) > 0) {
      return Optional.empty();
    }
    int beyond = size.compareTo(ONE);
    BigDecimal factor = beyond > 0 ? TWO.subtract(size) : size;
    Optional<Quadrant> quadrant = Optional.empty();
    if (beyond > 0) {
      quadrant = Optional.of(negative ? beyond(type) : Quadrant.Q4);
    } else if (beyond < 0) {
      quadrant = Optional.of(negative ? within(type) : Quadrant.Q1);
    }
    BigDecimal signed = negative ? factor.negate() : factor;
    return Optional.of(new PowerFactor(Quantity.of(signed, Unit.NONE), quadrant));
  }

  /** The quadrant of numbers of -2 to -1. */
  private static Quadrant beyond(RegisterType type) {
    return type == RegisterType.PF4Q_LEAD ? Quadrant.Q2 : Quadrant.Q3;
  }

  /** The quadrant of numbers of -1 to 0. */
  private static Quadrant within(RegisterType type) {
    return type == RegisterType.PF4Q_LEAD ? Quadrant.Q3 : Quadrant.Q2;
  }

  /** The number in the register: the inverse of {@link #ofCode}. */
  static BigDecimal code(RegisterType type, BigDecimal factor, Optional<Quadrant> quadrant) {
    Quadrant where = quadrant.orElse(factor.signum() < 0 ? within(type) : Quadrant.Q1);
    BigDecimal size = factor.abs();
    if (where == Quadrant.Q1) {
      return size;
    }
    if (where == Quadrant.Q4) {
      return TWO.subtract(size);
    }
    return where == within(type) ? size.negate() : size.subtract(TWO);
  }

  /** The factor where import is export: half a turn away. */
  PowerFactor reversed() {
    return new PowerFactor(
        Quantity.of(value.toBigDecimal().negate(), value.unit()), quadrant.map(Quadrant::opposite));
  }

  /** Whether a code of zero has a minus: it does in the quadrant next to zero from below. */
  static boolean isMinusZero(RegisterType type, BigDecimal code, Optional<Quadrant> quadrant) {
    return code.signum() == 0 && quadrant.filter(within(type)::equals).isPresent();
  }

  /** The quadrant that the signs of active and reactive power tell, import being positive. */
  static Optional<Quadrant> quadrant(Quantity active, Quantity reactive) {
    int p = Long.signum(active.unscaled());
    int q = Long.signum(reactive.unscaled());
    if (p == 0 || q == 0) {
      return Optional.empty();
    }
    if (p > 0) {
      return Optional.of(q > 0 ? Quadrant.Q1 : Quadrant.Q4);
    }
    return Optional.of(q > 0 ? Quadrant.Q2 : Quadrant.Q3);
  }

  /** The factor and the quadrant: {@code 0.0078 Q4}. */
  @Override
  public String toString() {
    return value + quadrant.map(where -> " " + where).orElse("");
  }
}
