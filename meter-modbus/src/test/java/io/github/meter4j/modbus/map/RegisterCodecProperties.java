package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.modbus.map.RegisterContent.Absent;
import io.github.meter4j.modbus.map.RegisterContent.Damaged;
import io.github.meter4j.modbus.map.RegisterContent.Number;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RegisterCodecProperties {
  private static RegisterFormat format(RegisterType type, WordOrder order, String scale) {
    return format(type, order, scale, Sign.PLAIN);
  }

  private static RegisterFormat format(
      RegisterType type, WordOrder order, String scale, Sign sign) {
    int words = type.words();
    return new RegisterFormat(
        type, words, order, new BigDecimal(scale), Unit.WATT, sign, List.of());
  }

  @Provide
  Arbitrary<RegisterType> wholes() {
    return Arbitraries.of(
        RegisterType.U16,
        RegisterType.S16,
        RegisterType.U32,
        RegisterType.S32,
        RegisterType.U64,
        RegisterType.S64);
  }

  @Provide
  Arbitrary<String> scales() {
    return Arbitraries.of("1", "0.1", "0.01", "0.001", "10", "100", "0.25", "-1", "-0.01");
  }

  /** Every value that fits goes to words and comes back, digit by digit. */
  @Property
  void wholeNumbersComeBack(
      @ForAll("wholes") RegisterType type,
      @ForAll WordOrder order,
      @ForAll("scales") String scale,
      @ForAll Sign sign,
      @ForAll long random) {
    RegisterFormat format = format(type, order, scale, sign);
    int bits = 16 * type.words();
    BigInteger raw = BigInteger.valueOf(random).shiftRight(64 - bits);
    if (!type.isSigned()) {
      raw = raw.mod(BigInteger.ONE.shiftLeft(bits));
    }
    BigDecimal value = new BigDecimal(raw).multiply(new BigDecimal(scale));
    if (sign == Sign.EXPORT) {
      value = value.negate();
    }
    Assume.that(sign != Sign.SIZE || value.signum() >= 0); // the sign does not come back
    Assume.that(value.unscaledValue().bitLength() < 64);
    String text = value.toPlainString();
    int[] words = RegisterEncoder.encode(format, text);
    assertThat(words).hasSize(type.words());
    RegisterContent decoded = RegisterDecoder.decode(format, words);
    assertThat(decoded).isEqualTo(new Number(Quantity.of(value, Unit.WATT)));
    assertThat(RegisterEncoder.encode(format, decoded.toString())).isEqualTo(words);
  }

  /** The bytes of each order, said in another way. */
  @Property
  void ordersAreWhatTheirNamesSay(@ForAll int value) {
    int[] bytes = new int[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = value >>> 24 - 8 * i & 0xff;
    }
    for (WordOrder order : WordOrder.values()) {
      int[] wire = new int[2];
      for (int i = 0; i < 2; i++) {
        int high = bytes[order.name().charAt(2 * i) - 'A'];
        int low = bytes[order.name().charAt(2 * i + 1) - 'A'];
        wire[i] = high << 8 | low;
      }
      RegisterContent decoded = RegisterDecoder.decode(format(RegisterType.S32, order, "1"), wire);
      assertThat(decoded).isEqualTo(new Number(new Quantity(value, 0, Unit.WATT)));
    }
  }

  @Property
  void fourWordsInTheLastOrderAreLittleEndian(@ForAll long value) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    int[] wire = new int[4];
    for (int i = 0; i < 4; i++) {
      wire[i] = (bytes.get(2 * i) & 0xff) << 8 | bytes.get(2 * i + 1) & 0xff;
    }
    assertThat(RegisterDecoder.decode(format(RegisterType.S64, WordOrder.DCBA, "1"), wire))
        .isEqualTo(new Number(new Quantity(value, 0, Unit.WATT)));
  }

  /** The decimal of a float is that float again, and no decimal of fewer digits nearby is. */
  @Property
  void floatsAreTheShortestDecimalThatIsStillThem(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    Assume.that(Float.isFinite(value));
    BigDecimal decimal = ExactFloat.decimal(value);
    assertThat(decimal.floatValue()).isEqualTo(value == 0 ? 0f : value);
    int digits = decimal.stripTrailingZeros().precision();
    assertThat(digits).isLessThanOrEqualTo(9);
    if (digits > 1) {
      BigDecimal shorter =
          new BigDecimal(value)
              .round(new java.math.MathContext(digits - 1, java.math.RoundingMode.HALF_EVEN));
      assertThat(shorter.floatValue()).isNotEqualTo(value);
    }
  }

  @Property
  void doublesAreADecimalThatIsStillThem(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    Assume.that(Double.isFinite(value));
    BigDecimal decimal = ExactFloat.decimal(value);
    assertThat(decimal.doubleValue()).isEqualTo(value == 0 ? 0d : value);
    assertThat(decimal.stripTrailingZeros().precision()).isLessThanOrEqualTo(17);
  }

  @Property
  void floatsComeBack(
      @ForAll @IntRange(min = -9_999_999, max = 9_999_999) int unscaled,
      @ForAll @IntRange(max = 6) int decimals,
      @ForAll WordOrder order) {
    BigDecimal value = BigDecimal.valueOf(unscaled, decimals);
    for (RegisterType type : List.of(RegisterType.FLOAT32, RegisterType.FLOAT64)) {
      RegisterFormat format = format(type, order, "1");
      int[] words = RegisterEncoder.encode(format, value.toPlainString());
      Quantity decoded = RegisterDecoder.decode(format, words).amount().orElseThrow();
      assertThat(decoded.toBigDecimal()).isEqualByComparingTo(value);
    }
  }

  /** Random words never throw, whatever they are read as. */
  @Property
  void anyWordsSaySomething(
      @ForAll @Size(4) int[] random,
      @ForAll RegisterType type,
      @ForAll WordOrder order,
      @ForAll("scales") String scale) {
    int count = type.words() == 0 ? 4 : type.words();
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = random[i] & 0xffff;
    }
    RegisterFormat format =
        new RegisterFormat(
            type,
            count,
            order,
            type.isNumber() && !type.isFactor() ? new BigDecimal(scale) : BigDecimal.ONE,
            Unit.NONE,
            Sign.PLAIN,
            List.of());
    RegisterContent content = RegisterDecoder.decode(format, words);
    boolean says =
        content.amount().isPresent()
            || content.words().isPresent()
            || content instanceof Absent
            || content instanceof Damaged;
    assertThat(says).isTrue();
  }

  /** Two zeros apart, every number of the code is a factor and a quadrant, and the way back. */
  @Property
  void powerFactorsComeBack(@ForAll @IntRange(min = -2000, max = 2000) int thousandths) {
    for (RegisterType type : List.of(RegisterType.PF4Q, RegisterType.PF4Q_LEAD)) {
      BigDecimal code = BigDecimal.valueOf(thousandths, 3);
      PowerFactor factor = PowerFactor.ofCode(type, code, code.signum() < 0).orElseThrow();
      assertThat(factor.value().toBigDecimal().abs()).isLessThanOrEqualTo(BigDecimal.ONE);
      BigDecimal again = PowerFactor.code(type, factor.value().toBigDecimal(), factor.quadrant());
      assertThat(again).isEqualByComparingTo(code);
      assertThat(factor.quadrant().isPresent()).isEqualTo(Math.abs(thousandths) != 1000);
    }
  }

  @Example
  void aNumberThatDoesNotFitIsRefused() {
    assertRefused(RegisterType.U16, "0.1", "6553.6", "does not fit");
    assertRefused(RegisterType.U16, "1", "-1", "does not fit");
    assertRefused(RegisterType.S16, "1", "32768", "does not fit");
    assertRefused(RegisterType.U16, "0.1", "1.25", "no multiple of 0.1");
    assertRefused(RegisterType.U32, "1", "12 V", "not a number");
    assertRefused(RegisterType.U32, "1", "absent", "no words for an absent value");
    assertRefused(RegisterType.PF4Q, "1", "1.5", "a power factor is -1 to 1");
  }

  private static void assertRefused(RegisterType type, String scale, String value, String message) {
    assertThatThrownBy(() -> RegisterEncoder.encode(format(type, WordOrder.ABCD, scale), value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Example
  void aNumberTooLongForAQuantityIsNoValue() {
    RegisterContent decoded =
        RegisterDecoder.decode(
            format(RegisterType.U64, WordOrder.ABCD, "1"),
            new int[] {0xffff, 0xffff, 0xffff, 0xfffe});
    assertThat(decoded).isInstanceOf(Damaged.class);
    assertThat(
            RegisterDecoder.decode(
                format(RegisterType.FLOAT32, WordOrder.ABCD, "1"), new int[] {0x7f7f, 0xffff}))
        .isInstanceOf(Damaged.class);
  }

  /** 1e-25 A: the noise of a meter without a load. */
  @Example
  void aNumberTooSmallForAQuantityIsRounded() {
    RegisterFormat format = format(RegisterType.FLOAT32, WordOrder.ABCD, "1");
    int[] tiny = RegisterEncoder.encode(format, "1e-25");
    assertThat(RegisterDecoder.decode(format, tiny)).hasToString("0 W");
    int[] small = RegisterEncoder.encode(format, "1e-18");
    assertThat(RegisterDecoder.decode(format, small)).hasToString("0.000000000000000001 W");
  }
}
