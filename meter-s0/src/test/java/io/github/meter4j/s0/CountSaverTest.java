package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CountSaverTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicLong count = new AtomicLong();
  private final Disk disk = new Disk();

  /** A disk that can be full, and that can block. */
  private static final class Disk implements CountStore {
    private final List<SavedCount> saved = new ArrayList<>();
    private boolean full;
    private boolean stuck;
    private int tries;
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public synchronized void save(SavedCount count) throws IOException {
      tries++;
      notifyAll();
      try {
        while (stuck) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (full) {
        throw new IOException("No space left on device");
      }
      saved.add(count);
      notifyAll();
    }

    synchronized void set(boolean isFull, boolean isStuck) {
      full = isFull;
      stuck = isStuck;
      notifyAll();
    }

    synchronized void awaitTries(int number) throws InterruptedException {
      while (tries < number) {
        wait();
      }
    }

    synchronized SavedCount awaitSaved(int number) throws InterruptedException {
      while (saved.size() < number) {
        wait();
      }
      return saved.get(number - 1);
    }

    synchronized int savedTimes() {
      return saved.size();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private CountSaver saver(int every, Duration interval) {
    return new CountSaver(
        disk,
        Counts.of(0, 7),
        () -> Counts.of(count.get()),
        every,
        interval,
        Clock.fixed(Counts.START, ZoneOffset.UTC));
  }

  private void count(CountSaver saver, long value) {
    count.set(value);
    saver.counted(value);
  }

  @Test
  void savesAtOnceThenEverySoManyPulsesThenOnClose() throws Exception {
    CountSaver saver = saver(10, NEVER);
    saver.start();
    assertThat(disk.awaitSaved(1).generation()).isEqualTo(8);
    count(saver, 9);
    count(saver, 10);
    assertThat(disk.awaitSaved(2).count()).isEqualTo(10);
    count(saver, 19);
    assertThat(disk.savedTimes()).isEqualTo(2);
    saver.close(PATIENCE);

    SavedCount last = disk.awaitSaved(3);
    assertThat(last.count()).isEqualTo(19);
    assertThat(last.closed()).isTrue();
    assertThat(last.generation()).isEqualTo(10);
    assertThat(disk.awaitSaved(2).closed()).isFalse();
    assertThat(disk.closed.getCount()).isZero();
  }

  @Test
  void savesAfterTheIntervalWhatHasGrown() throws Exception {
    CountSaver saver = saver(1_000, Duration.ofMillis(20));
    saver.start();
    count(saver, 1);

    assertThat(disk.awaitSaved(2).count()).isEqualTo(1);
    saver.close(PATIENCE);
    assertThat(disk.awaitSaved(3).closed()).isTrue();
    assertThat(disk.savedTimes()).as("it did not grow again").isEqualTo(3);
  }

  @Test
  void aFullDiskIsToldAndTriedAgain() throws Exception {
    CountSaver saver = saver(10, Duration.ofMillis(20));
    disk.set(true, false);
    saver.start();
    assertThat(saver.problem().orElseThrow()).contains("No space left");
    disk.awaitTries(3);
    count(saver, 500);
    disk.set(false, false);

    assertThat(disk.awaitSaved(1).count()).isIn(0L, 500L);
    saver.close(PATIENCE);
    assertThat(saver.problem()).isEmpty();
    assertThat(disk.saved.get(disk.saved.size() - 1).count()).isEqualTo(500);
  }

  @Test
  void aFullDiskIsNotTriedForEveryPulse() throws Exception {
    CountSaver saver = saver(1, NEVER);
    saver.start();
    disk.set(true, false);
    count(saver, 1);
    disk.awaitTries(2);
    while (saver.problem().isEmpty()) {
      Thread.onSpinWait();
    }
    for (int i = 2; i < 1_000; i++) {
      count(saver, i);
    }
    disk.set(false, false);
    saver.close(PATIENCE);

    assertThat(disk.tries).isEqualTo(3);
    assertThat(disk.awaitSaved(2).count()).isEqualTo(999);
  }

  @Test
  void aDiskThatBlocksDoesNotStopCountingOrClosing() throws Exception {
    CountSaver saver = saver(1, NEVER);
    saver.start();
    disk.set(false, true);
    count(saver, 1);
    disk.awaitTries(2);
    for (int i = 2; i <= 10_000; i++) {
      count(saver, i);
    }
    saver.close(Duration.ofMillis(50));
    assertThat(disk.closed.getCount()).as("still locked").isEqualTo(1);

    disk.set(false, false);
    disk.closed.await();
    assertThat(disk.saved.get(disk.saved.size() - 1).count()).isEqualTo(10_000);
    assertThat(disk.saved.get(disk.saved.size() - 1).closed()).isTrue();
  }
}
