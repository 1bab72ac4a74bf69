package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.Patience.Running;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterSubscription;
import io.github.meter4j.reader.ReaderState;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseReaderTest {
  private final ScriptedTransport line = ScriptedTransport.live();

  @Test
  void endsAReadThatWaits() throws Exception {
    var meter = LineDriver.open(line);
    Running<LineReading> leading = Patience.start(meter::read);
    line.awaitDrained();
    Running<LineReading> following = Patience.start(meter::read).awaitWaiting();
    long before = System.nanoTime();
    meter.close();
    assertClosed(leading);
    assertClosed(following);
    assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
  }

  private static void assertClosed(Running<?> read) {
    assertThatThrownBy(read::get)
        .cause()
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED);
              assertThat(e.retryable()).isFalse();
            });
  }

  @Test
  void endsAReadThatWaitsBesideASubscription() throws Exception {
    var meter = LineDriver.open(line);
    meter.subscribe(new Heard());
    line.awaitDrained();
    Running<LineReading> read = Patience.start(meter::read).awaitWaiting();
    meter.close();
    assertClosed(read);
  }

  @Test
  void twiceDoesNothingMore() throws Exception {
    var meter = LineDriver.open(line);
    meter.close();
    meter.close();
    assertThat(line.closings()).isEqualTo(1);
    assertThat(meter.state()).isEqualTo(ReaderState.CLOSED);
    assertThatThrownBy(meter::read)
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("was closed");
    assertThat(meter.readings()).isEmpty();
  }

  @Test
  void closesTheTransportAlsoAfterTheEndOfARecording() throws Exception {
    ScriptedTransport recording = ScriptedTransport.recording("a\n");
    var meter = LineDriver.open(recording);
    assertThat(meter.readings()).hasSize(1);
    assertThat(recording.closings()).isZero();
    meter.close();
    assertThat(recording.closings()).isEqualTo(1);
  }

  @Test
  void noThreadIsLeft() throws Exception {
    var meter = MeterReader.open(MeterSource.over(new LineDriver("leaver", "serial"), line));
    meter.subscribe(new Heard());
    meter.publisher(Handoff.LATEST).subscribe(new Ignoring());
    line.feed("a\n");
    line.awaitDrained();
    assertThat(threadsOf("leaver")).hasSize(3).allMatch(Thread::isDaemon);
    assertThat(threadsOf("leaver"))
        .extracting(Thread::getName)
        .contains("meter4j live leaver+memory:", "meter4j listener leaver+memory:");
    meter.close();
    Patience.until("all threads are gone", () -> threadsOf("leaver").isEmpty());
  }

  @Test
  void noThreadIsLeftAfterTheLastSubscriberLeft() throws Exception {
    try (var meter =
        MeterReader.open(MeterSource.over(new LineDriver("quitter", "serial"), line))) {
      MeterSubscription subscription = meter.subscribe(new Heard());
      assertThat(threadsOf("quitter")).isNotEmpty();
      subscription.close();
      Patience.until("all threads are gone", () -> threadsOf("quitter").isEmpty());
      assertThat(meter.state()).isEqualTo(ReaderState.CONNECTING);
    }
  }

  @Test
  void readingNeedsNoThread() throws Exception {
    try (var meter =
        MeterReader.open(
            MeterSource.over(
                new LineDriver("threadless", "serial"), ScriptedTransport.recording("a\nb\n")))) {
      assertThat(meter.read().text()).isEqualTo("a");
      assertThat(meter.readings()).hasSize(1);
      assertThat(threadsOf("threadless")).isEmpty();
    }
  }

  private static List<Thread> threadsOf(String driver) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(driver))
        .toList();
  }

  private static final class Ignoring implements java.util.concurrent.Flow.Subscriber<LineReading> {
    @Override
    public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
      // requests nothing: not even that keeps a thread
    }

    @Override
    public void onNext(LineReading reading) {
      throw new AssertionError("not requested");
    }

    @Override
    public void onError(Throwable error) {
      throw new AssertionError(error);
    }

    @Override
    public void onComplete() {
      // expected
    }
  }
}
