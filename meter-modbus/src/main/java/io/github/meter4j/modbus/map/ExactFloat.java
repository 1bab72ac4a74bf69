package io.github.meter4j.modbus.map;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Binary fractions as decimals: rounded to the fewest digits that are still the same binary number.
 * {@code Float.toString} means the same and does not always do it before JDK 19 (JDK-4511638).
 */
final class ExactFloat {
  private static final int FLOAT_DIGITS = 9;
  private static final int DOUBLE_DIGITS = 17;

  private ExactFloat() {}

  static BigDecimal decimal(float value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < FLOAT_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.floatValue() == value) {
        return plain(rounded);
      }
    }
    return plain(exact.round(new MathContext(FLOAT_DIGITS, RoundingMode.HALF_EVEN)));
  }

  static BigDecimal decimal(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < DOUBLE_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return plain(rounded);
      }
    }
    return plain(exact.round(new MathContext(DOUBLE_DIGITS, RoundingMode.HALF_EVEN)));
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
