package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImpulseCountTest {
  private static Optional<Quantity> kilowattHours(long count, Long perUnit) {
    return new ImpulseCount(count, Optional.ofNullable(perUnit)).in(Unit.KILOWATT_HOUR);
  }

  @Test
  void isExactWhereItCanBe() {
    assertThat(kilowattHours(14_768, 1_000L)).contains(Quantity.of("14.768", Unit.KILOWATT_HOUR));
    assertThat(kilowattHours(12_345, 800L)).contains(Quantity.of("15.43125", Unit.KILOWATT_HOUR));
  }

  @Test
  void isAbsentWhereItWouldBeRoundedOrGuessed() {
    assertThat(kilowattHours(1, 600L)).isEmpty();
    assertThat(kilowattHours(1, 0L)).isEmpty();
    assertThat(kilowattHours(1, null)).isEmpty();
  }
}
