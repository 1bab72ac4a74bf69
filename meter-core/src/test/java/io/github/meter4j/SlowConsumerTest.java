package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.MeterSubscription;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A consumer that takes half a second for each reading of a meter that sends ten a second. */
@Timeout(60)
class SlowConsumerTest {
  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final Duration WORK = Duration.ofMillis(500);
  private static final int SENT = 40;

  private final ScriptedTransport line = ScriptedTransport.live();

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static int number(LineReading reading) {
    return Integer.parseInt(reading.text());
  }

  /**
   * A thread that does nothing but wake up, and knows by how much the machine was late at worst.
   */
  private static final class Wakings implements AutoCloseable {
    private static final Duration NAP = Duration.ofMillis(1);

    private final Thread thread = new Thread(this::run, "wakings");
    private final AtomicLong worst = new AtomicLong();
    private volatile boolean enough;

    Wakings() {
      thread.start();
    }

    private void run() {
      while (!enough) {
        long begin = System.nanoTime();
        pass(NAP);
        worst.accumulateAndGet(System.nanoTime() - begin - NAP.toNanos(), Math::max);
      }
    }

    Duration worst() {
      return Duration.ofNanos(worst.get());
    }

    @Override
    public void close() {
      enough = true; // it naps only a millisecond more
    }
  }

  @Test
  void getsNothingOlderThanThePeriodAndDropsAreCountedExactly() throws Exception {
    long[] sentAt = new long[SENT];
    List<Integer> heard = new CopyOnWriteArrayList<>();
    List<Duration> ages = new CopyOnWriteArrayList<>();
    List<String> tooOld = new CopyOnWriteArrayList<>();
    AtomicInteger newest = new AtomicInteger();
    AtomicInteger newestWhenFree = new AtomicInteger();
    MeterListener<LineReading> slow =
        reading -> {
          int number = number(reading);
          heard.add(number);
          ages.add(Duration.ofNanos(System.nanoTime() - sentAt[number]));
          if (number < newestWhenFree.get()) {
            tooOld.add(number + " when " + newestWhenFree + " was there");
          }
          pass(WORK);
          newestWhenFree.set(newest.get());
        };
    try (var meter = LineDriver.open(line);
        Wakings machine = new Wakings()) {
      MeterSubscription subscription = meter.subscribe(slow);
      // told after the slow one, so that what it has heard the slow one could have had
      meter.subscribe(reading -> newest.set(number(reading)), Handoff.buffer(SENT));
      for (int i = 0; i < SENT; i++) {
        sentAt[i] = System.nanoTime();
        line.feed(i + "\n");
        pass(PERIOD);
      }
      Patience.until(
          "the last was heard", () -> !heard.isEmpty() && heard.get(heard.size() - 1) == SENT - 1);
      assertThat(tooOld).isEmpty();
      assertThat(heard).isSorted().hasSizeBetween(2, SENT / 2);
      assertThat(subscription.dropped()).isEqualTo(SENT - heard.size());
      assertThat(meter.stats().dropped()).isEqualTo(SENT - heard.size());
      assertThat(meter.stats().readings()).isEqualTo(SENT);
      assertThat(meter.stats().deliveryLag()).isPresent();
      // sending, decoding and handing over each wait for a thread to wake up
      Duration oldest = Collections.max(ages);
      System.out.printf(
          "slow consumer: %d of %d readings, %.1f ms old at most; a thread woke up %.1f ms late at"
              + " worst%n",
          heard.size(), SENT, oldest.toNanos() / 1e6, machine.worst().toNanos() / 1e6);
      assertThat(oldest).isLessThanOrEqualTo(PERIOD.plus(machine.worst().multipliedBy(3)));
    }
  }

  /** Without any time: what waits for a busy consumer is always the newest, and only that. */
  @Test
  void getsTheNewestOfAllThatCameWhileItWasBusy() throws Exception {
    BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    Semaphore goOn = new Semaphore(0);
    try (var meter = LineDriver.open(line)) {
      MeterSubscription subscription =
          meter.subscribe(
              reading -> {
                heard.add(number(reading));
                goOn.acquireUninterruptibly();
              });
      int sent = 0;
      for (int burst : new int[] {1, 1, 2, 5, 1, 17, 3}) {
        for (int i = 0; i < burst; i++) {
          line.feed(sent++ + "\n");
        }
        int all = sent;
        Patience.until("all were decoded", () -> meter.stats().readings() == all);
        if (sent > 1) {
          goOn.release();
        }
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(sent - 1);
      }
      assertThat(heard).isEmpty();
      assertThat(subscription.dropped()).isEqualTo(sent - 7);
      goOn.release();
    }
  }

  @Test
  void whatWaitsInABufferIsBoundedAndSoIsItsMemory() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    List<Integer> heard = new CopyOnWriteArrayList<>();
    List<WeakReference<LineReading>> all = Collections.synchronizedList(new ArrayList<>());
    int sent = 10_000;
    MeterListener<LineReading> stuck =
        reading -> {
          heard.add(number(reading));
          entered.countDown();
          try {
            released.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    try (var meter = LineDriver.open(line)) {
      MeterSubscription subscription = meter.subscribe(stuck, Handoff.buffer(50));
      meter.subscribe(reading -> all.add(new WeakReference<>(reading)), Handoff.buffer(sent));
      line.feed("0\n");
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 1; i < sent; i++) {
        line.feed(i + "\n");
      }
      line.awaitDrained();
      Patience.until("the quick one heard all", () -> all.size() == sent);
      assertThat(subscription.dropped()).isEqualTo(sent - 51);
      // those that wait, the one that is worked on, the latest, and one in the hands of a thread
      Patience.until(
          "the dropped ones are garbage",
          () -> {
            System.gc();
            return all.stream().filter(reading -> reading.get() != null).count() <= 53;
          });
      assertThat(meter.stats().deliveryLag())
          .hasValueSatisfying(lag -> assertThat(lag).isPositive());
      released.countDown();
      Patience.until("the last was heard", () -> heard.contains(sent - 1));
      assertThat(heard).hasSize(51).startsWith(0, sent - 50);
    }
  }
}
