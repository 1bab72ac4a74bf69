package io.github.meter4j.modbus.map;

import io.github.meter4j.modbus.map.RegisterContent.Absent;
import io.github.meter4j.modbus.map.RegisterContent.Damaged;
import io.github.meter4j.modbus.map.RegisterContent.Factor;
import io.github.meter4j.modbus.map.RegisterContent.Number;
import io.github.meter4j.modbus.map.RegisterContent.Text;
import io.github.meter4j.modbus.map.RegisterContent.Time;
import io.github.meter4j.reading.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Words into values. */
final class RegisterDecoder {
  private RegisterDecoder() {}

  static RegisterContent decode(RegisterFormat format, int[] wire) {
    List<Integer> read = Arrays.stream(wire).boxed().toList();
    if (format.absent().contains(read)) {
      return new Absent();
    }
    int[] words = format.order().apply(wire);
    return switch (format.type()) {
      case U16, U32, U64 -> number(format, new BigDecimal(new BigInteger(1, bytes(words))));
      case S16, S32, S64 -> number(format, new BigDecimal(new BigInteger(bytes(words))));
      case FLOAT32, PF4Q, PF4Q_LEAD -> float32(format, Float.intBitsToFloat((int) bits(words)));
      case FLOAT64 -> float64(format, Double.longBitsToDouble(bits(words)));
      case TEXT -> text(bytes(words));
      case DATETIME -> time(words);
    };
  }

  private static RegisterContent float32(RegisterFormat format, float value) {
    if (Float.isNaN(value)) {
      return new Absent();
    }
    if (Float.isInfinite(value)) {
      return new Damaged("infinite");
    }
    BigDecimal decimal = ExactFloat.decimal(value);
    if (format.type() == RegisterType.FLOAT32) {
      return number(format, decimal);
    }
    boolean negative = Float.floatToRawIntBits(value) < 0;
    return PowerFactor.ofCode(format.type(), trimmed(decimal), negative)
        .map(factor -> format.sign() == Sign.EXPORT ? factor.reversed() : factor)
        .<RegisterContent>map(Factor::new)
        .orElseGet(() -> new Damaged("no power factor: " + decimal + " is beyond 2"));
  }

  private static RegisterContent float64(RegisterFormat format, double value) {
    if (Double.isNaN(value)) {
      return new Absent();
    }
    return Double.isInfinite(value)
        ? new Damaged("infinite")
        : number(format, ExactFloat.decimal(value));
  }

  private static RegisterContent number(RegisterFormat format, BigDecimal raw) {
    BigDecimal value = raw.multiply(format.scale());
    if (format.sign() == Sign.EXPORT) {
      value = value.negate();
    } else if (format.sign() == Sign.SIZE) {
      value = value.abs();
    }
    if (format.type().isFloat()) {
      value = trimmed(value);
    }
    try {
      return new Number(Quantity.of(value, format.unit()));
    } catch (IllegalArgumentException e) {
      return new Damaged(e.getMessage());
    }
  }

  /** A float can be smaller than any unit makes sense of: what is behind 18 decimals is dropped. */
  private static BigDecimal trimmed(BigDecimal value) {
    BigDecimal shorter =
        value.scale() > Quantity.MAX_SCALE
            ? value.setScale(Quantity.MAX_SCALE, RoundingMode.HALF_EVEN)
            : value;
    BigDecimal plain = shorter.signum() == 0 ? BigDecimal.ZERO : shorter.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  private static RegisterContent text(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == 0 || bytes[end - 1] == ' ')) {
      end--;
    }
    if (end == 0) {
      return new Absent();
    }
    try {
      return new Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end)).toString());
    } catch (CharacterCodingException e) {
      return new Damaged("no text in UTF-8");
    }
  }

  private static RegisterContent time(int[] words) {
    return Arrays.stream(words).allMatch(word -> word == 0xffff)
        ? new Absent()
        : new Time(SchneiderTime.decode(words));
  }

  static byte[] bytes(int[] words) {
    byte[] bytes = new byte[2 * words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[2 * i] = (byte) (words[i] >>> 8);
      bytes[2 * i + 1] = (byte) words[i];
    }
    return bytes;
  }

  private static long bits(int[] words) {
    long bits = 0;
    for (int word : words) {
      bits = bits << 16 | word;
    }
    return bits;
  }
}
