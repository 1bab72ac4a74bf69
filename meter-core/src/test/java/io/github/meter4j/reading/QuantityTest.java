package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  private static Quantity of(String digits, Unit unit) {
    return Quantity.of(digits, unit);
  }

  @ParameterizedTest
  @CsvSource({
    "000004.420, 4.420",
    "0, 0",
    "-0.638, -0.638",
    "+7, 7",
    ".5, 0.5",
    "5., 5",
    "-000.000, 0.000",
    "0.000000000000000001, 0.000000000000000001",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "000000000000000000000000000000001, 1"
  })
  void keepsTheDigitsThatWereSent(String sent, String printed) {
    assertThat(of(sent, Unit.NONE).digits()).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "1,5",
        "1e3",
        "1E999999999",
        "1e-999999999",
        "0x10",
        "NaN",
        " 1",
        "1 ",
        "--1",
        "\u0661",
        "1.2.3"
      })
  @Timeout(2)
  void refusesWhatIsNoDecimalNumber(String text) {
    assertThatThrownBy(() -> of(text, Unit.VOLT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a decimal number: \"" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "0.0000000000000000001",
        "1.0000000000000000000"
      })
  void refusesMoreDigitsThanItHolds(String text) {
    assertThatThrownBy(() -> of(text, Unit.VOLT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more digits than a quantity holds");
  }

  @Test
  @Timeout(2)
  void refusesHugeExponentsWithoutWritingThemOut() {
    assertThat(Quantity.of(new BigDecimal("12E3"), Unit.WATT)).hasToString("12000 W");
    for (String huge : List.of("1E999999999", "1E-999999999", "0E999999999", "1E19")) {
      assertThatThrownBy(() -> Quantity.of(new BigDecimal(huge), Unit.WATT))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Quantity(1, -1, Unit.WATT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Quantity(1, 19, Unit.WATT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNumberAndSymbol() {
    assertThat(of("4.420", Unit.KILOWATT_HOUR)).hasToString("4.420 kWh");
    assertThat(of("3", Unit.NONE)).hasToString("3");
    assertThat(of("-21.5", Unit.CELSIUS)).hasToString("-21.5 °C");
    assertThat(of("0.638", Unit.KILOWATT).toDouble()).isEqualTo(0.638);
  }

  @Test
  void equalityIsByRepresentationAndOrderByValue() {
    assertThat(of("1.0", Unit.VOLT)).isNotEqualTo(of("1.00", Unit.VOLT));
    assertThat(of("1.0", Unit.VOLT)).isEqualByComparingTo(of("1.00", Unit.VOLT));
    assertThat(of("638", Unit.WATT)).isEqualByComparingTo(of("0.638", Unit.KILOWATT));
    assertThat(of("230", Unit.MILLIVOLT)).isLessThan(of("0.2301", Unit.VOLT));
    assertThat(of("230", Unit.MILLIVOLT)).isLessThan(of("1", Unit.KILOVOLT));
    assertThat(of("-5", Unit.MILLIAMPERE)).isGreaterThan(of("-1", Unit.AMPERE));
    assertThat(of("0.001", Unit.KILOAMPERE)).isEqualByComparingTo(of("1000", Unit.MILLIAMPERE));
    assertThat(of("1", Unit.GIGAJOULE)).isGreaterThan(of("277.7", Unit.KILOWATT_HOUR));
    assertThat(of("1", Unit.GIGAJOULE)).isLessThan(of("277.8", Unit.KILOWATT_HOUR));
    assertThat(of("9223372036854775807", Unit.MEGAWATT_HOUR))
        .isGreaterThan(of("9223372036854775807", Unit.JOULE));
    assertThat(of("50", Unit.PERCENT)).isEqualByComparingTo(of("0.5", Unit.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "0.638, KILOWATT, WATT, 638.000 W",
    "1, KILOWATT_HOUR, JOULE, 3600000 J",
    "9, GIGAJOULE, MEGAWATT_HOUR, 2.5 MWh",
    "-12.5, LITRE, CUBIC_METRE, -0.0125 m3",
    "90, MINUTE, HOUR, 1.5 h",
    "230123, MILLIVOLT, KILOVOLT, 0.230123 kV",
    "9999999999999.999, KILOWATT_HOUR, WATT_HOUR, 9999999999999999 Wh"
  })
  void convertsExactly(String digits, Unit from, Unit to, String printed) {
    assertThat(of(digits, from).in(to)).hasToString(printed);
  }

  @Test
  void saysWhenAConversionIsNoFiniteDecimal() {
    assertThatThrownBy(() -> of("1", Unit.GIGAJOULE).in(Unit.KILOWATT_HOUR))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("1 GJ is no finite decimal in kWh");
    assertThatThrownBy(() -> of("9223372036854775807", Unit.MEGAWATT).in(Unit.WATT))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("more digits");
  }

  @Test
  void refusesToMixDimensions() {
    Quantity power = of("1", Unit.KILOWATT);
    Quantity energy = of("1", Unit.KILOWATT_HOUR);
    assertThatThrownBy(() -> power.in(Unit.KILOVAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kW measures POWER, kvar measures REACTIVE_POWER");
    assertThatThrownBy(() -> power.plus(energy)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> power.minus(energy)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> power.compareTo(energy)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of("1", Unit.CELSIUS).in(Unit.FAHRENHEIT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addsAndSubtractsInItsOwnUnit() {
    Quantity register = of("000123.456", Unit.KILOWATT_HOUR);
    assertThat(register.plus(of("44", Unit.WATT_HOUR))).hasToString("123.500 kWh");
    assertThat(register.minus(of("123.457", Unit.KILOWATT_HOUR))).hasToString("-0.001 kWh");
    Quantity most = of("9223372036854775807", Unit.WATT);
    assertThatThrownBy(() -> most.plus(of("1", Unit.WATT)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("more digits than a quantity holds");
    assertThatThrownBy(() -> of("-9223372036854775808", Unit.WATT).minus(of("1", Unit.WATT)))
        .isInstanceOf(ArithmeticException.class);
    assertThat(most.plus(of("0.000", Unit.WATT))).isEqualTo(most);
    assertThatThrownBy(() -> register.plus(of("1", Unit.JOULE)))
        .isInstanceOf(ArithmeticException.class);
  }
}
