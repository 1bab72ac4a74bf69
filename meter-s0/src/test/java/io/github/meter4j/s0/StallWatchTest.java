package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StallWatchTest {
  private static final long MS = 1_000_000;

  private long now;
  private int looks;
  private final Runnable input = () -> looks++;
  private final StallWatch watch = new StallWatch(() -> now, false);

  private long earliest() {
    return watch.earliest(now) / MS;
  }

  private void beatAt(long millis) {
    now = millis * MS;
    assertThat(watch.beat()).isTrue();
  }

  @Test
  void anEdgeOnTimeHappenedNow() {
    watch.join(input);
    for (int millis = 10; millis < 1_000; millis += 10) {
      beatAt(millis);
      now += 3 * MS;
      assertThat(earliest()).isEqualTo(millis + 3);
    }
    beatAt(1_000);
    assertThat(earliest()).isEqualTo(1_000);
  }

  @Test
  void anEdgeAfterAStallHappenedSinceTheLastBeat() {
    watch.join(input);
    beatAt(10);
    now = 26 * MS;
    assertThat(earliest()).as("before the thread noticed").isEqualTo(10);
    beatAt(27);
    assertThat(earliest()).isEqualTo(10);
    beatAt(37);
    beatAt(47);
    assertThat(earliest()).isEqualTo(10);
    beatAt(58);
    assertThat(earliest()).as("the queue is empty").isEqualTo(58);
  }

  @Test
  void aSlowListenerIsAStallToo() {
    watch.join(input);
    beatAt(10);
    watch.worked(5 * MS, 10 * MS);
    assertThat(earliest()).isEqualTo(10);
    beatAt(20);
    beatAt(30);
    watch.worked(9 * MS, 30 * MS);
    assertThat(earliest()).isEqualTo(9);
  }

  @Test
  void everyBeatLooksAtTheInputs() {
    beatNowhere();
    watch.join(input);
    beatAt(10);
    beatAt(20);
    assertThat(looks).isEqualTo(2);
    watch.leave(input);
    beatNowhere();
    assertThat(looks).isEqualTo(2);
  }

  private void beatNowhere() {
    assertThat(watch.beat()).isFalse();
  }

  @Test
  void withoutInputsThereIsNothingToWatch() {
    assertThat(earliest()).isZero();
    now = 500 * MS;
    assertThat(earliest()).isEqualTo(500);
    Runnable other = () -> {};
    watch.join(input);
    watch.join(other);
    watch.leave(other);
    beatAt(510);
    watch.leave(input);
    assertThat(watch.beat()).isFalse();
  }

  @Test
  @Timeout(20)
  void itsThreadEndsWithTheLastInput() throws Exception {
    StallWatch real = new StallWatch(System::nanoTime, true);
    real.join(input);
    Thread thread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(any -> any.getName().equals("meter4j stall watch"))
            .findFirst()
            .orElseThrow();
    real.leave(input);
    thread.join();
    assertThat(thread.isAlive()).isFalse();
  }
}
