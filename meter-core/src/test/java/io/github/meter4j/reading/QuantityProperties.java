package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class QuantityProperties {
  record Pair(Unit from, Unit to) {}

  @Provide
  Arbitrary<Pair> unitsOfOneDimension() {
    List<Pair> pairs =
        Arrays.stream(Unit.values())
            .flatMap(from -> Arrays.stream(Unit.values()).map(to -> new Pair(from, to)))
            .filter(pair -> pair.from().dimension() == pair.to().dimension())
            .toList();
    return Arbitraries.of(pairs);
  }

  @Provide
  Arbitrary<Quantity> quantities() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.integers().between(0, Quantity.MAX_SCALE),
            Arbitraries.of(Unit.class))
        .as(Quantity::new);
  }

  @Property
  void textRoundTrips(@ForAll("quantities") Quantity quantity) {
    assertThat(quantity.digits()).matches("-?\\d+(\\.\\d+)?");
    assertThat(Quantity.of(quantity.digits(), quantity.unit())).isEqualTo(quantity);
    assertThat(Quantity.of(quantity.toBigDecimal(), quantity.unit())).isEqualTo(quantity);
  }

  @Property
  void convertingThereAndBackKeepsTheValue(
      @ForAll("unitsOfOneDimension") Pair units,
      @ForAll int unscaled,
      @ForAll @IntRange(max = 6) int scale) {
    Quantity quantity = new Quantity(unscaled, scale, units.from());
    try {
      Quantity there = quantity.in(units.to());
      assertThat(there.unit()).isEqualTo(units.to());
      assertThat(there).isEqualByComparingTo(quantity);
      assertThat(there.in(units.from())).isEqualByComparingTo(quantity);
    } catch (ArithmeticException e) {
      // only watt-hours divide by something else than 2 and 5: 3600 has a 9 in it
      assertThat(units.from().dimension()).isIn(Dimension.ENERGY, Dimension.TIME);
      assertThat(e).hasMessageContaining("is no finite decimal in");
    }
  }

  @Property
  void orderIsThatOfTheValues(
      @ForAll("unitsOfOneDimension") Pair units, @ForAll long one, @ForAll long other) {
    Quantity left = new Quantity(one, 3, units.from());
    Quantity right = new Quantity(other, 3, units.to());
    BigDecimal a = inBaseTimesThousand(left);
    BigDecimal b = inBaseTimesThousand(right);
    assertThat(Integer.signum(left.compareTo(right))).isEqualTo(a.compareTo(b));
    assertThat(Integer.signum(right.compareTo(left))).isEqualTo(b.compareTo(a));
  }

  private static BigDecimal inBaseTimesThousand(Quantity quantity) {
    long factor = 1000 * quantity.unit().numerator() / quantity.unit().denominator();
    return quantity.toBigDecimal().multiply(BigDecimal.valueOf(factor));
  }

  @Property
  void whatIsAddedCanBeSubtracted(@ForAll("quantities") Quantity one, @ForAll long unscaled) {
    Quantity other = new Quantity(unscaled, 3, one.unit());
    try {
      assertThat(one.plus(other).minus(other)).isEqualByComparingTo(one);
    } catch (ArithmeticException e) {
      assertThat(e).hasMessageContaining("more digits than a quantity holds");
    }
  }

  @Property
  void unitsOfTwoDimensionsNeverMix(@ForAll Unit one, @ForAll Unit other) {
    Quantity quantity = new Quantity(1, 0, one);
    if (one.dimension() != other.dimension()) {
      assertThatThrownBy(() -> quantity.in(other)).isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThat(quantity.compareTo(new Quantity(1, 0, one))).isZero();
    }
  }
}
