package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.MeterSubscription;
import io.github.meter4j.reader.ReaderState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private final ScriptedTransport line = ScriptedTransport.live();

  /** A listener that waits in its first call until a test lets it go. */
  private static final class Slow implements MeterListener<LineReading> {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    final List<String> readings = new CopyOnWriteArrayList<>();

    @Override
    public void onReading(LineReading reading) {
      readings.add(reading.text());
      entered.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void hearsEveryReadingFaultAndStateInOrder() throws Exception {
    Heard heard = new Heard();
    try (var meter = LineDriver.open(line)) {
      meter.subscribe(heard, Handoff.buffer(10));
      line.feed("a\n!bad\nb\n");
      heard.awaitReadings("a", "b");
      assertThat(heard.faults).hasSize(1);
      assertThat(heard.states).containsExactly(ReaderState.CONNECTED);
    }
    Patience.until("it heard of the end", () -> heard.states.contains(ReaderState.CLOSED));
    assertThat(heard.causes).isEmpty();
  }

  @Test
  void startsWithWhatComesAfterTheCall() throws Exception {
    Heard heard = new Heard();
    try (var meter = LineDriver.open(line)) {
      line.feed("old\n");
      meter.subscribe(heard, Handoff.buffer(10));
      line.feed("new\n");
      heard.awaitReadings("new");
    }
  }

  @Test
  void hearsAllOfARecordingEvenAfterARead() throws Exception {
    Heard heard = new Heard();
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\nb\n", "c\n"))) {
      assertThat(meter.read().text()).isEqualTo("a");
      meter.subscribe(heard, Handoff.buffer(10));
      heard.awaitReadings("b", "c");
      Patience.until("it heard of the end", () -> heard.states.contains(ReaderState.CLOSED));
    }
  }

  @Test
  void ofASlowListenerOnlyTheNewestReadingWaits() throws Exception {
    Slow slow = new Slow();
    try (var meter = LineDriver.open(line)) {
      MeterSubscription subscription = meter.subscribe(slow);
      line.feed("r0\n");
      slow.entered.await();
      for (int i = 1; i <= 100; i++) {
        line.feed("r" + i + '\n');
      }
      line.awaitDrained();
      assertThat(subscription.dropped()).isEqualTo(99);
      slow.released.countDown();
      Patience.until("two were heard", () -> slow.readings.equals(List.of("r0", "r100")));
      assertThat(meter.stats().dropped()).isEqualTo(99);
      subscription.close();
      assertThat(meter.stats().dropped()).isEqualTo(99);
    }
  }

  @Test
  void aBufferKeepsAsManyAsItHolds() throws Exception {
    Slow slow = new Slow();
    try (var meter = LineDriver.open(line)) {
      MeterSubscription subscription = meter.subscribe(slow, Handoff.buffer(3));
      line.feed("r0\n");
      slow.entered.await();
      line.feed("r1\nr2\nr3\nr4\nr5\n");
      line.awaitDrained();
      slow.released.countDown();
      Patience.until(
          "the last three were heard", () -> slow.readings.equals(List.of("r0", "r3", "r4", "r5")));
      assertThat(subscription.dropped()).isEqualTo(2);
    }
  }

  @Test
  void aHandoffHoldsAtLeastOne() {
    assertThatThrownBy(() -> Handoff.buffer(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aListenerThatBlocksStopsNobodyElse() throws Exception {
    Slow slow = new Slow();
    Heard heard = new Heard();
    try (var meter = LineDriver.open(line)) {
      meter.subscribe(slow);
      meter.subscribe(heard, Handoff.buffer(10));
      line.feed("a\n");
      slow.entered.await();
      line.feed("b\n");
      line.feed("c\n");
      heard.awaitReadings("a", "b", "c");
      assertThat(slow.readings).containsExactly("a");
      slow.released.countDown();
    }
  }

  @Test
  void aListenerThatThrowsIsCountedAndGoesOn() throws Exception {
    Heard heard = new Heard();
    MeterListener<LineReading> throwing =
        reading -> {
          heard.onReading(reading);
          if (reading.text().equals("a")) {
            throw new IllegalStateException("test: a listener with a bug");
          }
          if (reading.text().equals("b")) {
            throw new AssertionError("test: a listener with an assertion");
          }
        };
    try (var meter = LineDriver.open(line)) {
      MeterSubscription subscription = meter.subscribe(throwing, Handoff.buffer(10));
      line.feed("a\nb\nc\n");
      heard.awaitReadings("a", "b", "c");
      assertThat(subscription.failures()).isEqualTo(2);
    }
  }

  @Test
  void aListenerThatInterruptsItselfGoesOn() throws Exception {
    Heard heard = new Heard();
    MeterListener<LineReading> interrupting =
        reading -> {
          heard.onReading(reading);
          Thread.currentThread().interrupt();
        };
    try (var meter = LineDriver.open(line)) {
      meter.subscribe(interrupting, Handoff.buffer(10));
      line.feed("a\n");
      heard.awaitReadings("a");
      line.feed("b\n");
      heard.awaitReadings("a", "b");
    }
  }

  @Test
  void aListenerMayCloseItsReader() throws Exception {
    Heard heard = new Heard();
    var meter = LineDriver.open(line);
    meter.subscribe(
        reading -> {
          heard.onReading(reading);
          meter.close();
        });
    line.feed("a\n");
    heard.awaitReadings("a");
    Patience.until("it is closed", () -> line.closings() == 1);
    assertThat(meter.state()).isEqualTo(ReaderState.CLOSED);
  }

  @Test
  void isToldWhenTheCableIsPulledOut() throws Exception {
    Heard heard = new Heard();
    Heard late = new Heard();
    try (var meter = LineDriver.open(line)) {
      meter.subscribe(heard, Handoff.buffer(10));
      line.feed("a\n");
      heard.awaitReadings("a");
      line.disconnect();
      Patience.until("it was told", () -> heard.causes.size() == 1);
      assertThat(heard.states).containsExactly(ReaderState.CONNECTED, ReaderState.DISCONNECTED);
      assertThat(heard.causes.get(0)).hasMessageContaining("cable was pulled out");
      meter.subscribe(late);
      Patience.until("the late one was told", () -> late.causes.size() == 1);
      assertThat(late.states).containsExactly(ReaderState.DISCONNECTED);
    }
  }

  @Test
  void aDecoderWithABugIsReportedAndNotSilence() throws Exception {
    Heard heard = new Heard();
    try (var meter = LineDriver.open(line)) {
      meter.subscribe(heard);
      line.feed("#");
      Patience.until("it was told", () -> heard.causes.size() == 1);
      assertThat(heard.states).containsExactly(ReaderState.DISCONNECTED);
      assertThat(heard.causes.get(0)).hasMessageContaining("a decoder with a bug");
    }
  }

  @Test
  void isToldOfAnErrorOfADecoderToo() throws Exception {
    Heard heard = new Heard();
    try (var meter = LineDriver.open(line)) {
      meter.subscribe(heard);
      line.feed("%");
      Patience.until("it was told", () -> heard.causes.size() == 1);
      assertThat(heard.states).containsExactly(ReaderState.DISCONNECTED);
      assertThat(heard.causes.get(0)).hasMessageContaining("a library that is not there");
    }
  }

  @Test
  void hearsNothingAfterItWasClosed() throws Exception {
    Heard closed = new Heard();
    Heard other = new Heard();
    try (var meter = LineDriver.open(line)) {
      MeterSubscription subscription = meter.subscribe(closed);
      meter.subscribe(other, Handoff.buffer(10));
      subscription.close();
      subscription.close();
      line.feed("a\n");
      other.awaitReadings("a");
      assertThat(closed.readings).isEmpty();
    }
  }

  @Test
  void aSubscriberThatComesBackIsServedAgain() throws Exception {
    try (var meter = LineDriver.open(line)) {
      for (int i = 0; i < 50; i++) {
        Heard heard = new Heard();
        try (MeterSubscription subscription = meter.subscribe(heard, Handoff.buffer(10))) {
          line.feed("r" + i + '\n');
          heard.awaitReadings("r" + i);
          assertThat(subscription.dropped()).isZero();
        }
      }
    }
  }

  @Test
  void aReaderThatIsClosedTakesNoSubscriber() throws Exception {
    var meter = LineDriver.open(line);
    meter.close();
    assertThatThrownBy(() -> meter.subscribe(reading -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }
}
