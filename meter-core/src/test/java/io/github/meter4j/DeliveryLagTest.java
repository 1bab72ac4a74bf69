package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.MeterSubscription;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeliveryLagTest {
  private static final Duration WAIT = Duration.ofMillis(50);

  private final ScriptedTransport line = ScriptedTransport.live();

  private static void pass() {
    long end = System.nanoTime() + WAIT.toNanos();
    Patience.until("time has passed", () -> System.nanoTime() - end > 0);
  }

  @Test
  void isUnknownUntilAReadingWasHandedOver() throws Exception {
    try (var meter = LineDriver.open(line)) {
      assertThat(meter.stats().deliveryLag()).isEmpty();
      Patience.Running<LineReading> read = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("a\n");
      read.get();
      assertThat(meter.stats().deliveryLag())
          .hasValueSatisfying(
              lag -> assertThat(lag).isBetween(Duration.ZERO, Duration.ofSeconds(5)));
    }
  }

  @Test
  void ofAStreamItIsTheTimeInTheReader() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\nb\n"))) {
      Iterator<LineReading> readings = meter.readings().iterator();
      readings.next();
      pass();
      readings.next();
      assertThat(meter.stats().deliveryLag())
          .hasValueSatisfying(lag -> assertThat(lag).isGreaterThanOrEqualTo(WAIT));
    }
  }

  @Test
  void ofSeveralSubscriptionsItIsThatOfTheSlowest() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Heard quick = new Heard();
    MeterListener<LineReading> stuck =
        reading -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    try (var meter = LineDriver.open(line)) {
      MeterSubscription slow = meter.subscribe(stuck, Handoff.buffer(9));
      meter.subscribe(quick, Handoff.buffer(9));
      line.feed("a\nb\n");
      quick.awaitReadings("a", "b");
      pass();
      assertThat(meter.stats().deliveryLag())
          .hasValueSatisfying(lag -> assertThat(lag).isGreaterThanOrEqualTo(WAIT));
      released.countDown();
      slow.close();
    }
  }
}
