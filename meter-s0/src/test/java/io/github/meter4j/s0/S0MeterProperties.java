package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class S0MeterProperties {
  @Property
  void theTotalIsTheFraction(
      @ForAll @LongRange(min = 1, max = S0Meter.MAX_IMPULSES) long impulses,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long count) {
    S0Meter.Total total =
        S0MeterTest.electricity(impulses).total(Quantity.of("0", Unit.KILOWATT_HOUR), count);
    BigDecimal back = total.quantity().toBigDecimal().multiply(BigDecimal.valueOf(impulses));

    // exact: count = total × constant; otherwise less than a unit of the last decimal is missing
    assertThat(back.compareTo(BigDecimal.valueOf(count)) == 0).isEqualTo(total.exact());
    assertThat(total.quantity().toBigDecimal())
        .isEqualByComparingTo(
            BigDecimal.valueOf(count)
                .divide(
                    BigDecimal.valueOf(impulses), total.quantity().scale(), RoundingMode.FLOOR));
  }
}
