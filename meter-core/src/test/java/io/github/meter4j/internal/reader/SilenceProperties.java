package io.github.meter4j.internal.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SilenceProperties {
  private static Silence learning() {
    return new Silence(Optional.empty(), Optional.empty());
  }

  /** The clock counts from anywhere, and wraps. */
  @Property
  void doesNotDependOnWhereTheClockStands(
      @ForAll long start, @ForAll @IntRange(min = 2, max = 4320) int seconds) {
    Silence silence = learning();
    for (int i = 0; i < 3; i++) {
      silence.reading(start + i * Duration.ofSeconds(seconds).toNanos());
    }
    assertThat(silence.limit()).isEqualTo(Duration.ofSeconds(Math.max(10, 5L * seconds)));
  }

  @Property
  void isAlwaysWithinItsBounds(@ForAll @LongRange(min = 0) long[] nanos) {
    Silence silence = learning();
    long now = 0;
    for (long pause : nanos) {
      now += pause;
      silence.reading(now);
      assertThat(silence.limit()).isBetween(Silence.LEAST, Silence.MOST);
    }
  }
}
