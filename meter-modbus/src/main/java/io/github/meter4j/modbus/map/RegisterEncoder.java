package io.github.meter4j.modbus.map;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;

/** Values into words: the inverse of {@link RegisterDecoder}, for simulators and tests. */
final class RegisterEncoder {
  static final String ABSENT = "absent";

  private RegisterEncoder() {}

  static int[] encode(RegisterFormat format, String text) {
    if (text.equals(ABSENT)) {
      return absent(format);
    }
    int[] words =
        switch (format.type()) {
          case U16, S16, U32, S32, U64, S64 -> whole(format, number(format, text));
          case FLOAT32 -> words(Float.floatToIntBits(ratio(format, text).floatValue()), 2);
          case FLOAT64 -> words(Double.doubleToLongBits(ratio(format, text).doubleValue()), 4);
          case PF4Q, PF4Q_LEAD -> factor(format, text);
          case TEXT -> text(format, text);
          case DATETIME -> time(text);
        };
    return format.order().apply(words);
  }

  /** The unit may stand behind the number if it is the one of the row. */
  private static BigDecimal number(RegisterFormat format, String text) {
    String unit = ' ' + format.unit().symbol();
    boolean named = unit.length() > 1 && text.endsWith(unit);
    String digits = named ? text.substring(0, text.length() - unit.length()) : text;
    BigDecimal number = decimal(digits);
    return format.sign() == Sign.EXPORT ? number.negate() : number;
  }

  private static BigDecimal decimal(String digits) {
    try {
      return new BigDecimal(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: \"" + digits + '"', e);
    }
  }

  private static BigDecimal ratio(RegisterFormat format, String text) {
    return number(format, text).divide(format.scale(), MathContext.DECIMAL128);
  }

  private static int[] whole(RegisterFormat format, BigDecimal number) {
    BigDecimal[] parts = number.divideAndRemainder(format.scale());
    if (parts[1].signum() != 0) {
      throw new IllegalArgumentException(
          number.toPlainString() + " is no multiple of " + format.scale().toPlainString());
    }
    BigInteger value = parts[0].toBigIntegerExact();
    int bits = 16 * format.words();
    boolean signed = format.type().isSigned();
    BigInteger end = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
    BigInteger least = signed ? end.negate() : BigInteger.ZERO;
    if (value.compareTo(least) < 0 || value.compareTo(end) >= 0) {
      throw new IllegalArgumentException(
          number.toPlainString() + " does not fit in " + format.type());
    }
    return words(value.longValue(), format.words());
  }

  private static int[] factor(RegisterFormat format, String text) {
    RegisterType type = format.type();
    boolean reversed = format.sign() == Sign.EXPORT;
    String[] parts = text.split(" ", 2);
    Optional<Quadrant> quadrant =
        parts.length == 2 ? Optional.of(Quadrant.valueOf(parts[1])) : Optional.empty();
    quadrant = reversed ? quadrant.map(Quadrant::opposite) : quadrant;
    BigDecimal factor = reversed ? decimal(parts[0]).negate() : decimal(parts[0]);
    if (factor.abs().compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("a power factor is -1 to 1, not " + text);
    }
    BigDecimal code = PowerFactor.code(type, factor, quadrant);
    boolean minusZero = PowerFactor.isMinusZero(type, code, quadrant);
    return words(minusZero ? Integer.MIN_VALUE : Float.floatToIntBits(code.floatValue()), 2);
  }

  private static int[] text(RegisterFormat format, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 2 * format.words()) {
      throw new IllegalArgumentException("longer than " + format.words() + " words: " + text);
    }
    return pairs(Arrays.copyOf(bytes, 2 * format.words()));
  }

  private static int[] time(String text) {
    try {
      return SchneiderTime.encode(LocalDateTime.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no date and time: " + text, e);
    }
  }

  private static int[] absent(RegisterFormat format) {
    if (!format.absent().isEmpty()) {
      return format.absent().get(0).stream().mapToInt(Integer::intValue).toArray();
    }
    int[] words =
        switch (format.type()) {
          case FLOAT32, PF4Q, PF4Q_LEAD -> words(Float.floatToIntBits(Float.NaN), 2);
          case FLOAT64 -> words(Double.doubleToLongBits(Double.NaN), 4);
          case TEXT -> new int[format.words()];
          case DATETIME -> new int[] {0xffff, 0xffff, 0xffff, 0xffff};
          default -> throw new IllegalArgumentException("the map has no words for an absent value");
        };
    return format.order().apply(words);
  }

  private static int[] words(long bits, int count) {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = (int) (bits >>> 16 * (count - 1 - i)) & 0xffff;
    }
    return words;
  }

  private static int[] pairs(byte[] bytes) {
    int[] words = new int[bytes.length / 2];
    for (int i = 0; i < words.length; i++) {
      words[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    return words;
  }
}
