package io.github.meter4j.internal.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void doublesFromOneSecondToThirty() {
    BackOff steady = new BackOff(() -> 0.5);
    List<Long> seconds = Stream.generate(steady::next).limit(7).map(Duration::toSeconds).toList();
    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    steady.reset();
    assertThat(steady.next()).isEqualTo(Duration.ofSeconds(1));
    assertThat(steady.next()).isEqualTo(Duration.ofSeconds(2));
  }

  @Property
  void isOffByAFifthAtMost(
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double random,
      @ForAll @IntRange(max = 10) int tries) {
    BackOff jittering = new BackOff(() -> random);
    BackOff steady = new BackOff(() -> 0.5);
    for (int i = 0; i < tries; i++) {
      double ratio = (double) jittering.next().toNanos() / steady.next().toNanos();
      assertThat(ratio).isBetween(0.8 - 1e-6, 1.2 + 1e-6);
    }
  }
}
