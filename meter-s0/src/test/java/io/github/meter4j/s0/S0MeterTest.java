package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S0MeterTest {
  static S0Meter electricity(long impulses) {
    return new S0Meter("test", impulses, Unit.KILOWATT_HOUR, Medium.ELECTRICITY, Direction.IMPORT);
  }

  private static Quantity kilowattHours(String digits) {
    return Quantity.of(digits, Unit.KILOWATT_HOUR);
  }

  @Test
  void aThousandPulsesAreOneKilowattHour() {
    S0Meter.Total total = electricity(1_000).total(kilowattHours("0"), 1_000);

    assertThat(total.exact()).isTrue();
    assertThat(total.quantity()).isEqualTo(kilowattHours("1.000"));
    assertThat(total.quantity()).isEqualByComparingTo(new Quantity(1, 0, Unit.KILOWATT_HOUR));
  }

  /** A sum of a thousand doubles of 0.001 is 1.0000000000000007. */
  @Test
  void everyOneOfAThousandPulsesIsExact() {
    for (int i = 0; i <= 1_000; i++) {
      assertThat(electricity(1_000).total(kilowattHours("13756.570"), i).quantity())
          .isEqualTo(new Quantity(13_756_570 + i, 3, Unit.KILOWATT_HOUR));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "800, 12345, 0, 15.43125, true",
    "800, 1, 0, 0.00125, true",
    "640, 1, 0, 0.0015625, true",
    "1, 7, 13756.570, 13763.570, true",
    "3, 1, 0, 0.333333333, false",
    "3, 2, 1.5, 2.166666666, false",
    "3, 3, 0, 1.000000000, true",
    "600, 599, 0, 0.998333333, false",
    "1000000000, 1, 0, 0.000000001, true"
  })
  void theTotalIsExactOrRoundedDown(
      long impulses, long count, String offset, String total, boolean exact) {
    S0Meter.Total actual = electricity(impulses).total(kilowattHours(offset), count);

    assertThat(actual.quantity()).isEqualTo(kilowattHours(total));
    assertThat(actual.exact()).isEqualTo(exact);
  }

  @Test
  void gasAndWaterAreCountedInTheirUnits() {
    S0Meter gas = new S0Meter("gas", 100, Unit.CUBIC_METRE, Medium.GAS, Direction.IMPORT);

    assertThat(gas.total(Quantity.of("5120.43", Unit.CUBIC_METRE), 1).quantity())
        .hasToString("5120.44 m3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new S0Meter("x", 100, Unit.CUBIC_METRE, Medium.ELECTRICITY, Direction.IMPORT))
        .withMessageContaining("medium=gas");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new S0Meter("x", 1, Unit.LITRE, Medium.WATER, Direction.EXPORT));
    assertThatIllegalArgumentException().isThrownBy(() -> electricity(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new S0Meter("a\nb", 1, Unit.LITRE, Medium.WATER, Direction.IMPORT));
  }
}
