package io.github.meter4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final Slots SLOTS = new Slots(1_000, Duration.ofNanos(100));

  @Test
  void theNextMomentIsAlwaysLater() {
    assertThat(SLOTS.next(1_000)).isEqualTo(1_100);
    assertThat(SLOTS.next(1_099)).isEqualTo(1_100);
    assertThat(SLOTS.next(1_450)).isEqualTo(1_500);
    assertThat(SLOTS.next(-30)).isEqualTo(0);
  }

  @Test
  void countsTheMomentsThatPassed() {
    assertThat(SLOTS.between(1_000, 1_099)).isZero();
    assertThat(SLOTS.between(1_000, 1_100)).isEqualTo(1);
    assertThat(SLOTS.between(1_001, 1_350)).isEqualTo(3);
  }

  /** No moment is lost between two spans of time, and none is counted twice. */
  @Property
  void spansAddUp(
      @ForAll @LongRange(min = -10_000, max = 10_000) long from,
      @ForAll @LongRange(max = 5_000) long first,
      @ForAll @LongRange(max = 5_000) long second) {
    long middle = from + first;
    assertThat(SLOTS.between(from, middle) + SLOTS.between(middle, middle + second))
        .isEqualTo(SLOTS.between(from, middle + second));
  }
}
