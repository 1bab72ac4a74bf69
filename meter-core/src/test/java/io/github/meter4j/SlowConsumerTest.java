package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    try (var meter = LineDriver.open(line)) {
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
      // one busy moment of the machine is no rule
      assertThat(ages.stream().sorted().skip(ages.size() / 2).findFirst())
          .hasValueSatisfying(median -> assertThat(median).isLessThan(WORK));
      assertThat(meter.stats().deliveryLag()).isPresent();
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
