package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A way that breaks is opened again, however the reader is read. */
@Timeout(20)
class ReconnectTest {
  private final FlakyLink link = new FlakyLink();

  @Test
  void theStreamGoesOnAfterAnyNumberOfBreaks() throws Exception {
    try (MeterReader<LineReading> meter = link.reader("")) {
      Patience.Running<List<String>> stream =
          Patience.start(() -> meter.readings().limit(20).map(LineReading::text).toList());
      List<String> sent = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        ScriptedTransport now = link.awaitOpened(i);
        now.feed("reading " + i + "\n");
        sent.add("reading " + i);
        if (i < 20) {
          now.awaitDrained();
          now.disconnect();
        }
      }
      assertThat(stream.get()).isEqualTo(sent);
      assertThat(meter.stats().reconnects()).isEqualTo(19);
      assertThat(meter.stats().readings()).isEqualTo(20);
    }
    assertThat(link.opened()).allMatch(transport -> transport.closings() > 0);
  }

  @Test
  void aSubscriptionHearsOfBreakAndReturn() throws Exception {
    Heard heard = new Heard();
    try (MeterReader<LineReading> meter = link.reader("")) {
      meter.subscribe(heard, Handoff.buffer(9));
      link.awaitOpened(1).feed("a\n");
      heard.awaitReadings("a");
      link.setThere(false);
      link.awaitOpened(1).disconnect();
      Patience.until("it was tried again", () -> link.refusals() >= 3);
      assertThat(meter.state()).isEqualTo(ReaderState.DISCONNECTED);
      link.setThere(true);
      link.awaitOpened(2).feed("b\n");
      heard.awaitReadings("a", "b");
      Patience.until("the state was told", () -> heard.states.size() == 5);
    }
    assertThat(List.copyOf(heard.states).subList(0, 5))
        .containsExactly(
            ReaderState.CONNECTED,
            ReaderState.DISCONNECTED,
            ReaderState.DISCONNECTED, // for another cause, told once
            ReaderState.CONNECTING,
            ReaderState.CONNECTED);
    assertThat(heard.causes)
        .extracting(Throwable::getMessage)
        .containsExactly("the cable was pulled out", "no port port");
  }

  @Test
  void readWaitsForTheWayAndThenSaysWhyThereIsNone() throws Exception {
    try (MeterReader<LineReading> meter = link.reader("")) {
      link.setThere(false);
      link.awaitOpened(1).disconnect();
      assertThatThrownBy(() -> meter.read(Duration.ofMillis(60)))
          .isInstanceOf(TransportException.class)
          .hasMessage("no port port");
      Patience.Running<LineReading> read = Patience.start(() -> meter.read());
      link.setThere(true);
      link.awaitOpened(2).feed("back\n");
      assertThat(read.get().text()).isEqualTo("back");
    }
  }

  @Test
  void aWayThatDoesNotOpenAtFirstIsAnErrorUnlessItIsLazy() throws Exception {
    link.setThere(false);
    assertThatThrownBy(() -> link.reader("")).isInstanceOf(TransportException.class);
    try (MeterReader<LineReading> meter = link.reader("?connect=lazy")) {
      assertThat(meter.state()).isEqualTo(ReaderState.CONNECTING);
      Patience.Running<LineReading> read = Patience.start(() -> meter.read());
      Patience.until("it was tried", () -> link.refusals() >= 3);
      link.setThere(true);
      link.awaitOpened(1).feed("at last\n");
      assertThat(read.get().text()).isEqualTo("at last");
      assertThat(meter.stats().reconnects()).isZero();
    }
  }

  @Test
  void closingEndsTheTries() throws Exception {
    MeterReader<LineReading> meter = link.reader("");
    link.setThere(false);
    Patience.Running<Long> stream = Patience.start(() -> meter.readings().count());
    link.awaitOpened(1).disconnect();
    Patience.until("it was tried", () -> link.refusals() >= 2);
    meter.close();
    assertThat(stream.get()).isZero();
    int tries = link.refusals();
    Thread.sleep(10 * FlakyLink.PAUSE.toMillis());
    assertThat(link.refusals()).isEqualTo(tries);
  }

  /** Each of them has the same place in the stream, so a fresh one is never an old one. */
  @Test
  void whatCameBeforeTheBreakIsNotFreshAfterIt() throws Exception {
    try (MeterReader<LineReading> meter = link.reader("")) {
      Heard heard = new Heard();
      meter.subscribe(heard, Handoff.buffer(99));
      link.awaitOpened(1).feed("old old old old old old\n");
      heard.awaitReadings("old old old old old old");
      link.awaitOpened(1).disconnect();
      ScriptedTransport next = link.awaitOpened(2);
      Patience.Running<LineReading> read = Patience.start(() -> meter.read()).awaitWaiting();
      next.feed("new\n");
      assertThat(read.get().text()).isEqualTo("new");
    }
  }

  @Test
  void theStateHandlerIsTold() throws Exception {
    List<ReaderState> states = Collections.synchronizedList(new ArrayList<>());
    try (MeterReader<LineReading> meter = link.reader("")) {
      meter.onState(
          (state, cause) -> {
            states.add(state);
            throw new IllegalStateException("test: a handler with a bug");
          });
      Patience.Running<Long> stream = Patience.start(() -> meter.readings().limit(2).count());
      link.awaitOpened(1).feed("a\n");
      link.awaitOpened(1).awaitDrained();
      link.awaitOpened(1).disconnect();
      link.awaitOpened(2).feed("b\n");
      assertThat(stream.get()).isEqualTo(2);
    }
    assertThat(states)
        .containsExactly(
            ReaderState.CONNECTED,
            ReaderState.DISCONNECTED,
            ReaderState.CONNECTING,
            ReaderState.CONNECTED,
            ReaderState.CLOSED);
  }
}
