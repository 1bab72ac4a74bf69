package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.Patience.Running;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterSubscription;
import io.github.meter4j.reader.ReaderState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ReaderStressTest {
  private static final long NANOS = 2_000_000_000L;

  @Test
  void manyReadersAndSubscribersNeverMissEachOther() throws Exception {
    ScriptedTransport line = ScriptedTransport.live();
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean allDone = new AtomicBoolean();
    AtomicLong sent = new AtomicLong();
    List<Running<Long>> workers = new ArrayList<>();
    var meter = LineDriver.open(line);
    Running<Long> sender =
        Patience.start(
            () -> {
              while (!allDone.get()) {
                String text = sent.incrementAndGet() + "\n";
                line.feed(text.substring(0, 1));
                line.feed(text.substring(1));
                LockSupport.parkNanos(200_000);
              }
              return sent.get();
            });
    for (int i = 0; i < 6; i++) {
      workers.add(Patience.start(() -> read(meter, over, sent)));
      workers.add(Patience.start(() -> subscribe(meter, over)));
    }
    LockSupport.parkNanos(NANOS);
    over.set(true);
    for (Running<Long> worker : workers) {
      assertThat(worker.get()).isPositive();
    }
    allDone.set(true);
    sender.get();
    meter.close();
    assertThat(meter.state()).isEqualTo(ReaderState.CLOSED);
  }

  /** A read that takes a second has missed a thousand frames. */
  private static long read(MeterReader<LineReading> meter, AtomicBoolean over, AtomicLong sent)
      throws MeterException {
    long count = 0;
    long last = 0;
    while (!over.get()) {
      long number = Long.parseLong(meter.read(Duration.ofSeconds(5)).text());
      assertThat(number).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(sent.get());
      last = number;
      count++;
    }
    return count;
  }

  private static long subscribe(MeterReader<LineReading> meter, AtomicBoolean over) {
    long count = 0;
    while (!over.get()) {
      Heard heard = new Heard();
      try (MeterSubscription subscription = meter.subscribe(heard, Handoff.buffer(1000))) {
        if (ThreadLocalRandom.current().nextBoolean()) {
          Patience.until("something was heard", () -> heard.readings.size() > 2);
        }
        assertThat(subscription.failures()).isZero();
      }
      count++;
    }
    return count;
  }
}
