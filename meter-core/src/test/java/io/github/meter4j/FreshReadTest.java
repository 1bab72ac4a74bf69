package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.Patience.Running;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterSubscription;
import io.github.meter4j.reader.ReaderState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshReadTest {
  private final ScriptedTransport line = ScriptedTransport.live();

  @Test
  void forgetsWhatWasThereBeforeTheCall() throws Exception {
    try (var meter = LineDriver.open(line)) {
      line.feed("old\n");
      Running<LineReading> read = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("new\n");
      assertThat(read.get().text()).isEqualTo("new");
    }
  }

  @Test
  void forgetsTheStartOfAFrameThatCameBeforeTheCall() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> first = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("a\nhalf of an old li");
      assertThat(first.get().text()).isEqualTo("a");
      Running<LineReading> second = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("new\n");
      assertThat(second.get().text()).isEqualTo("new");
    }
  }

  @Test
  void givesTheReadingsOfARecordingOneAfterTheOther() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\nb\nc", "\nd\n"))) {
      assertThat(meter.read().text()).isEqualTo("a");
      assertThat(meter.read().text()).isEqualTo("b");
      assertThat(meter.read().text()).isEqualTo("c");
      assertThat(meter.read().text()).isEqualTo("d");
      assertThatThrownBy(meter::read)
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED))
          .hasMessageContaining("end after 4 readings");
      assertThat(meter.state()).isEqualTo(ReaderState.CLOSED);
    }
  }

  @Test
  void twoCallsAtOnceGetTheSameFirstReading() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> one = Patience.start(meter::read);
      line.awaitDrained();
      Running<LineReading> two = Patience.start(meter::read).awaitWaiting();
      line.feed("x\n");
      assertThat(one.get().text()).isEqualTo("x");
      assertThat(two.get().text()).isEqualTo("x");
    }
  }

  @Test
  void aSecondCallGoesOnWhenTheFirstHasItsReading() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> one = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("begun befo");
      line.awaitDrained();
      Running<LineReading> two = Patience.start(meter::read).awaitWaiting();
      line.feed("re\n");
      assertThat(one.get().text()).isEqualTo("begun before");
      line.awaitDrained();
      line.feed("after\n");
      assertThat(two.get().text()).isEqualTo("after");
    }
  }

  @Test
  void damagedFramesAreNoReasonToGiveUp() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> read = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("!bad\n!worse\ngood\n");
      assertThat(read.get().text()).isEqualTo("good");
      assertThat(meter.stats().rejectedTotal()).isEqualTo(2);
    }
  }

  @Test
  void timesOutWithWhatCame() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> read = Patience.start(() -> meter.read(Duration.ofMillis(300)));
      line.awaitDrained();
      line.feed("!bad\n!wor");
      assertThatThrownBy(read::get)
          .hasCauseInstanceOf(ReadTimeoutException.class)
          .cause()
          .isInstanceOfSatisfying(
              ReadTimeoutException.class,
              e -> {
                assertThat(e.bytesSeen()).isEqualTo(9);
                assertThat(e.faults()).singleElement().asString().contains("damaged");
                assertThat(e.hint()).contains("9 bytes");
                assertThat(e).hasMessageContaining("in 300 ms").hasMessageContaining(e.hint());
                assertThat(e.retryable()).isTrue();
              });
    }
  }

  @Test
  void timesOutAlsoWhileAnotherCallPumps() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> longer = Patience.start(meter::read);
      line.awaitDrained();
      Running<LineReading> shorter =
          Patience.start(() -> meter.read(Duration.ofMillis(150))).awaitWaiting();
      line.feed("begun");
      assertThatThrownBy(shorter::get)
          .cause()
          .isInstanceOfSatisfying(
              ReadTimeoutException.class, e -> assertThat(e.bytesSeen()).isEqualTo(5));
      line.feed(" and ended\n");
      assertThat(longer.get().text()).isEqualTo("begun and ended");
    }
  }

  @Test
  void theLongestTimeoutIsNoOverflow() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> read =
          Patience.start(() -> meter.read(Duration.ofSeconds(Long.MAX_VALUE)));
      line.awaitDrained();
      line.feed("x\n");
      assertThat(read.get().text()).isEqualTo("x");
      assertThatThrownBy(() -> meter.read(Duration.ZERO)).isInstanceOf(ReadTimeoutException.class);
      assertThatThrownBy(() -> meter.read(Duration.ofSeconds(Long.MIN_VALUE)))
          .isInstanceOf(ReadTimeoutException.class);
    }
  }

  @Test
  void whileSubscribedItWaitsForAFrameThatStartsAfterTheCall() throws Exception {
    Heard heard = new Heard();
    try (var meter = LineDriver.open(line)) {
      meter.subscribe(heard, Handoff.buffer(10));
      line.feed("begun befo");
      line.awaitDrained();
      Running<LineReading> read = Patience.start(meter::read).awaitWaiting();
      line.feed("re\n");
      line.feed("after\n");
      assertThat(read.get().text()).isEqualTo("after");
      heard.awaitReadings("begun before", "after");
    }
  }

  @Test
  void getsItsReadingWhenASubscriberComesWhileItWaits() throws Exception {
    Heard heard = new Heard();
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> read = Patience.start(meter::read);
      line.awaitDrained();
      meter.subscribe(heard);
      line.feed("x\n");
      assertThat(read.get().text()).isEqualTo("x");
      heard.awaitReadings("x");
    }
  }

  @Test
  void getsItsReadingWhenTheLastSubscriberLeavesWhileItWaits() throws Exception {
    try (var meter = LineDriver.open(line)) {
      MeterSubscription subscription = meter.subscribe(new Heard());
      line.awaitDrained();
      Running<LineReading> read = Patience.start(meter::read).awaitWaiting();
      subscription.close();
      line.feed("x\n");
      assertThat(read.get().text()).isEqualTo("x");
    }
  }

  @Test
  void anInterruptEndsItAndStaysSet() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<Boolean> read =
          Patience.start(
              () -> {
                assertThatThrownBy(meter::read)
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("interrupted");
                return Thread.currentThread().isInterrupted();
              });
      line.awaitDrained();
      read.thread().interrupt();
      assertThat(read.get()).isTrue();
    }
  }

  @Test
  void anInterruptEndsACallThatWaitsForAnother() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> first = Patience.start(meter::read);
      line.awaitDrained();
      Running<LineReading> second = Patience.start(meter::read).awaitWaiting();
      second.thread().interrupt();
      assertThatThrownBy(second::get).hasRootCauseInstanceOf(TransportException.class);
      line.feed("x\n");
      assertThat(first.get().text()).isEqualTo("x");
    }
  }

  @Test
  void isRefusedWhileAStreamIsBeingRead() throws Exception {
    line.feed("x\n");
    try (var meter = LineDriver.open(line)) {
      meter
          .readings()
          .limit(1)
          .forEach(
              reading ->
                  assertThatThrownBy(meter::read)
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageContaining("is being read"));
      assertThatThrownBy(() -> meter.read(Duration.ofMillis(1)))
          .isInstanceOf(ReadTimeoutException.class);
    }
  }

  @Test
  void latestIsTheNewestReadingAndDoesNoInput() throws Exception {
    try (var meter = LineDriver.open(line)) {
      assertThat(meter.latest()).isEmpty();
      Running<LineReading> read = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("a\nb\n");
      assertThat(read.get().text()).isEqualTo("a");
      assertThat(meter.latest()).get().extracting(LineReading::text).isEqualTo("b");
    }
  }
}
