package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Edges that were told together, of a time in which nobody looked. */
class LateEdgesTest {
  private static final long MS = 1_000_000;

  private final PulseCounter counter =
      new PulseCounter(true, Duration.ofMillis(10), BigDecimal.valueOf(17), StallWatch.STALL);

  private long time;

  /** A level that holds for so long, after bounces when there are any; all told on time. */
  private void level(boolean high, long millis, int bounces) {
    counter.edge(high, time);
    for (int i = 1; i <= bounces; i++) {
      counter.edge(!high, time + i * 1_400_000 - 700_000);
      counter.edge(high, time + i * 1_400_000);
    }
    time += millis * MS;
  }

  /** So many edges come in a span, and are told when it is over. */
  private void gap(long from, long until, boolean high, int edges) {
    for (int i = 0; i < edges; i++) {
      counter.late((i % 2 == 0) == high, from, until + i * 100_000);
    }
  }

  private long countAfter(long millis) {
    return counter.at(time + millis * MS).count();
  }

  @Test
  void anOpeningThatBouncesInAGapIsNoPulse() {
    for (int i = 0; i < 20; i++) {
      level(true, 45, 3);
      level(false, 40, 3);
    }
    counter.edge(true, time);
    gap(time + 30 * MS, time + 70 * MS, false, 7);
    time += 85 * MS;
    level(true, 45, 3);
    level(false, 40, 3);

    assertThat(countAfter(0)).isEqualTo(22);
    assertThat(counter.at(time).tooFast()).isZero();
    assertThat(counter.at(time).bounces()).isEqualTo(3 * 43);
  }

  @Test
  void aClosingThatBouncesInAGapIsOnePulse() {
    for (int i = 0; i < 20; i++) {
      level(true, 45, 3);
      level(false, 40, 3);
    }
    gap(time - 15 * MS, time + 25 * MS, true, 7);
    time += 45 * MS;
    level(false, 40, 3);
    level(true, 45, 3);

    assertThat(countAfter(0)).isEqualTo(22);
  }

  @Test
  void pulsesAtTheLimitInALongGapAreAllCounted() {
    for (int i = 0; i < 20; i++) {
      level(true, 30, 0);
      level(false, 30, 0);
    }
    gap(time - 10 * MS, time + 380 * MS, true, 12); // six pulses
    time += 390 * MS;
    level(true, 30, 0);

    assertThat(countAfter(0)).isEqualTo(27);
  }

  /** Of ten seconds from pulse to pulse, as a gas meter with a reed contact. */
  @Test
  void aSlowContactThatBouncesInALongGapIsCountedOnce() {
    for (int i = 0; i < 5; i++) {
      level(true, 2_000, 3);
      level(false, 8_000, 3);
    }
    gap(time - 100 * MS, time + 300 * MS, true, 7);
    time += 2_000 * MS;
    level(false, 8_000, 3);

    assertThat(countAfter(0)).isEqualTo(6);
  }

  /** The kernel keeps 16 edges. */
  @Test
  void soManyThatOthersMayHaveBeenLostAreSaidToBe() {
    level(false, 100, 0);
    gap(time, time + 440 * MS, true, 15);
    counter.end();
    assertThat(counter.lostEdges()).isZero();
    level(false, 1_000, 0);
    gap(time, time + 460 * MS, true, 16);
    counter.end();
    assertThat(counter.lostEdges()).isEqualTo(1);
  }

  @Test
  void whatIsToldLateIsCountedWhenNoMoreCanCome() {
    level(false, 100, 0);
    gap(time, time + 40 * MS, true, 1);
    assertThat(countAfter(41)).isZero();
    assertThat(countAfter(80)).isEqualTo(1);
  }

  @Test
  void theLastOnesAreCountedAtTheEnd() {
    level(false, 100, 0);
    gap(time, time + 40 * MS, true, 1);
    counter.end();
    assertThat(countAfter(50)).isEqualTo(1);
  }
}
