package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A meter that has fallen silent is told of while somebody reads. */
@Timeout(20)
class StaleTest {
  private final ScriptedTransport line = ScriptedTransport.live();

  private MeterReader<LineReading> reader() throws MeterException {
    return reader("100ms");
  }

  private MeterReader<LineReading> reader(String stale) throws MeterException {
    return MeterReader.open(MeterSource.over(new LineDriver(), line).with("stale", stale));
  }

  @Test
  void aSubscriptionHearsThatTheMeterFellSilentAndSpokeAgain() throws Exception {
    Heard heard = new Heard();
    try (MeterReader<LineReading> meter = reader()) {
      meter.subscribe(heard, Handoff.buffer(9));
      line.feed("a\n");
      Patience.until("it is stale", () -> heard.states.contains(ReaderState.STALE));
      assertThat(meter.state()).isEqualTo(ReaderState.STALE);
      line.feed("b\n");
      Patience.until("it is stale again", () -> heard.states.size() == 4);
      assertThat(heard.states)
          .containsExactly(
              ReaderState.CONNECTED, ReaderState.STALE, ReaderState.CONNECTED, ReaderState.STALE);
      assertThat(heard.causes).isEmpty();
    }
  }

  @Test
  void theStateHandlerOfAStreamIsTold() throws Exception {
    List<ReaderState> states = new CopyOnWriteArrayList<>();
    try (MeterReader<LineReading> meter = reader()) {
      meter.onState((state, cause) -> states.add(state));
      Patience.Running<Long> stream = Patience.start(() -> meter.readings().limit(2).count());
      line.feed("a\n");
      Patience.until("it is stale", () -> states.contains(ReaderState.STALE));
      line.feed("b\n");
      assertThat(stream.get()).isEqualTo(2);
      assertThat(states)
          .containsExactly(ReaderState.CONNECTED, ReaderState.STALE, ReaderState.CONNECTED);
    }
  }

  @Test
  void whoSubscribesToASilentMeterHearsOfIt() throws Exception {
    Heard heard = new Heard();
    Heard late = new Heard();
    try (MeterReader<LineReading> meter = reader()) {
      meter.subscribe(heard, Handoff.buffer(9));
      line.feed("a\n");
      Patience.until("it is stale", () -> heard.states.contains(ReaderState.STALE));
      meter.subscribe(late, Handoff.buffer(9));
      Patience.until("the late one knows", () -> late.states.contains(ReaderState.STALE));
    }
  }

  /** It is not the meter's silence when nobody listens. */
  @Test
  void timeInWhichNobodyReadsIsNotTold() throws Exception {
    List<ReaderState> states = new CopyOnWriteArrayList<>();
    try (MeterReader<LineReading> meter = reader("2s")) {
      meter.onState((state, cause) -> states.add(state));
      Patience.Running<LineReading> read = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("a\n");
      read.get();
      Patience.until("the reading is old", () -> meter.state() == ReaderState.STALE);
      Patience.Running<LineReading> again = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("b\n");
      again.get();
      assertThat(states).containsExactly(ReaderState.CONNECTED);
    }
  }

  /** As that of a cable that is plugged into nothing. */
  @Test
  void aMeterThatNeverSpokeIsStaleToo() throws Exception {
    Heard heard = new Heard();
    try (MeterReader<LineReading> meter = reader()) {
      assertThat(meter.state()).isEqualTo(ReaderState.CONNECTING);
      meter.subscribe(heard);
      Patience.until("it is stale", () -> heard.states.contains(ReaderState.STALE));
      assertThat(meter.state()).isEqualTo(ReaderState.STALE);
      line.feed("a\n");
      heard.awaitReadings("a");
      assertThat(heard.states).startsWith(ReaderState.STALE, ReaderState.CONNECTED);
    }
  }

  @Test
  void aMeterThatIsSilentAfterABreakIsStaleAfterItsTime() throws Exception {
    FlakyLink link = new FlakyLink();
    Heard heard = new Heard();
    try (MeterReader<LineReading> meter = link.reader("?stale=1s")) {
      meter.subscribe(heard, Handoff.buffer(9));
      link.awaitOpened(1).feed("a\n");
      heard.awaitReadings("a");
      link.setThere(false);
      link.awaitOpened(1).disconnect();
      long out = System.nanoTime();
      Patience.until("it was out for longer", () -> System.nanoTime() - out > 1_500_000_000L);
      link.setThere(true);
      link.awaitOpened(2);
      long back = System.nanoTime();
      Patience.until("it is stale", () -> heard.states.contains(ReaderState.STALE));
      assertThat(System.nanoTime() - back).isGreaterThan(500_000_000L);
      assertThat(heard.states)
          .containsExactly(
              ReaderState.CONNECTED,
              ReaderState.DISCONNECTED,
              ReaderState.DISCONNECTED, // for another cause
              ReaderState.CONNECTING,
              ReaderState.STALE);
    }
  }
}
