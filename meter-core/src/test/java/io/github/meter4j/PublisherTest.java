package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private final ScriptedTransport line = ScriptedTransport.live();
  private final Requesting subscriber = new Requesting();

  private static final class Requesting implements Flow.Subscriber<LineReading> {
    final List<String> readings = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final AtomicInteger completions = new AtomicInteger();
    volatile Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(LineReading reading) {
      readings.add(reading.text());
    }

    @Override
    public void onError(Throwable error) {
      errors.add(error);
    }

    @Override
    public void onComplete() {
      completions.incrementAndGet();
    }

    void awaitReadings(String... texts) {
      Patience.until("it got " + List.of(texts), () -> readings.equals(List.of(texts)));
    }
  }

  @Test
  void givesAsManyAsWereRequested() throws Exception {
    try (var meter = LineDriver.open(line)) {
      meter.publisher(Handoff.buffer(10)).subscribe(subscriber);
      line.feed("a\nb\nc\nd\n");
      line.awaitDrained();
      assertThat(subscriber.readings).isEmpty();
      subscriber.subscription.request(2);
      subscriber.awaitReadings("a", "b");
      subscriber.subscription.request(1);
      subscriber.awaitReadings("a", "b", "c");
      subscriber.subscription.request(Long.MAX_VALUE);
      subscriber.subscription.request(Long.MAX_VALUE);
      subscriber.awaitReadings("a", "b", "c", "d");
    }
  }

  @Test
  void whatIsNotRequestedWaitsInTheHandoff() throws Exception {
    try (var meter = LineDriver.open(line)) {
      meter.publisher(Handoff.LATEST).subscribe(subscriber);
      line.feed("a\nb\nc\n");
      line.awaitDrained();
      subscriber.subscription.request(5);
      subscriber.awaitReadings("c");
      assertThat(meter.stats().dropped()).isEqualTo(2);
    }
  }

  @Test
  void completesOnCloseAlsoWhenNothingIsRequested() throws Exception {
    try (var meter = LineDriver.open(line)) {
      meter.publisher(Handoff.buffer(10)).subscribe(subscriber);
      line.feed("a\n");
      line.awaitDrained();
    }
    Patience.until("it completed", () -> subscriber.completions.get() == 1);
    assertThat(subscriber.errors).isEmpty();
    assertThat(subscriber.readings).isEmpty();
    assertThat(line.closings()).isEqualTo(1);
  }

  @Test
  void theEndOfARecordingComesAfterItsReadings() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\nb\n", "c\n"))) {
      meter.publisher(Handoff.buffer(10)).subscribe(subscriber);
      Patience.until("it ended", () -> meter.state() == ReaderState.CLOSED);
      subscriber.subscription.request(2);
      subscriber.awaitReadings("a", "b");
      assertThat(subscriber.completions).hasValue(0);
      subscriber.subscription.request(1);
      Patience.until("it completed", () -> subscriber.completions.get() == 1);
      assertThat(subscriber.readings).containsExactly("a", "b", "c");
    }
    assertThat(subscriber.completions).hasValue(1);
  }

  @Test
  void goesOnAfterABreak() throws Exception {
    FlakyLink link = new FlakyLink();
    try (MeterReader<LineReading> meter = link.reader("")) {
      meter.publisher(Handoff.buffer(10)).subscribe(subscriber);
      subscriber.subscription.request(Long.MAX_VALUE);
      link.awaitOpened(1).feed("a\n");
      subscriber.awaitReadings("a");
      link.awaitOpened(1).disconnect();
      link.awaitOpened(2).feed("b\n");
      subscriber.awaitReadings("a", "b");
      assertThat(subscriber.errors).isEmpty();
    }
    Patience.until("it completed", () -> subscriber.completions.get() == 1);
  }

  @Test
  void failsWhenAWayBreaksThatIsNotOpenedAgain() throws Exception {
    Requesting late = new Requesting();
    try (var meter = LineDriver.open(line)) {
      meter.publisher(Handoff.LATEST).subscribe(subscriber);
      line.awaitDrained();
      line.disconnect();
      Patience.until("it failed", () -> subscriber.errors.size() == 1);
      assertThat(subscriber.errors.get(0)).isInstanceOf(TransportException.class);
      meter.publisher(Handoff.LATEST).subscribe(late);
      Patience.until("the late one failed", () -> late.errors.size() == 1);
    }
    assertThat(subscriber.completions).hasValue(0);
  }

  @Test
  void requestingNothingIsAnErrorOfTheSubscriber() throws Exception {
    try (var meter = LineDriver.open(line)) {
      meter.publisher(Handoff.LATEST).subscribe(subscriber);
      subscriber.subscription.request(0);
      Patience.until("it failed", () -> subscriber.errors.size() == 1);
      assertThat(subscriber.errors.get(0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aCancelledSubscriptionGetsNothingMore() throws Exception {
    Requesting other = new Requesting();
    try (var meter = LineDriver.open(line)) {
      meter.publisher(Handoff.buffer(10)).subscribe(subscriber);
      meter.publisher(Handoff.buffer(10)).subscribe(other);
      subscriber.subscription.request(10);
      other.subscription.request(10);
      subscriber.subscription.cancel();
      line.feed("a\n");
      other.awaitReadings("a");
    }
    Patience.until("the other completed", () -> other.completions.get() == 1);
    assertThat(subscriber.readings).isEmpty();
    assertThat(subscriber.completions).hasValue(0);
    assertThat(subscriber.errors).isEmpty();
  }

  @Test
  void aReaderThatIsClosedFailsTheSubscriber() throws Exception {
    var meter = LineDriver.open(line);
    meter.close();
    meter.publisher(Handoff.LATEST).subscribe(subscriber);
    assertThat(subscriber.errors).singleElement().isInstanceOf(IllegalStateException.class);
  }
}
