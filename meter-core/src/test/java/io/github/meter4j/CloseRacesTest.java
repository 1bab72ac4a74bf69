package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.Patience.Running;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.reader.BackOff;
import io.github.meter4j.internal.reader.LiveDelivery;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.MeterListener;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing in the very moment when something else is being done. */
@Timeout(30)
class CloseRacesTest {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private void stopHere() {
    entered.countDown();
    StateHandlerTest.awaitUninterrupted(release);
  }

  /** Stops whoever opens it for the second time, or throws old bytes away. */
  private final class StoppingLink implements TransportProvider {
    private final boolean atOpening;
    private final AtomicInteger openings = new AtomicInteger();
    private final List<ScriptedTransport> opened = new CopyOnWriteArrayList<>();

    StoppingLink(boolean atOpening) {
      this.atOpening = atOpening;
    }

    MeterReader<LineReading> reader() throws MeterException {
      LineDriver driver = new LineDriver("line", "stopping");
      Registry registry = new Registry(List.of(driver), List.of(this));
      @SuppressWarnings("unchecked") // the only driver there is
      MeterSource<LineReading> source =
          (MeterSource<LineReading>) MeterSource.parse("line:port", registry);
      return MeterReader.open(source, new BackOff(FlakyLink.PAUSE, FlakyLink.PAUSE, () -> 0.5));
    }

    @Override
    public String scheme() {
      return "stopping";
    }

    @Override
    public LinkKind kind() {
      return LinkKind.MEMORY;
    }

    @Override
    public String targetForm() {
      return "anything";
    }

    @Override
    public List<OptionSpec<?>> options() {
      return List.of();
    }

    @Override
    public void validate(String target) {
      // anything
    }

    @Override
    public Transport open(String target, Options options) {
      if (openings.incrementAndGet() == 2 && atOpening) {
        stopHere();
      }
      ScriptedTransport transport = ScriptedTransport.live();
      opened.add(transport);
      return atOpening ? transport : new StoppingDiscard(transport);
    }
  }

  private final class StoppingDiscard implements Transport {
    private final ScriptedTransport transport;

    StoppingDiscard(ScriptedTransport transport) {
      this.transport = transport;
    }

    @Override
    public int read(ByteBuffer target, Duration timeout) throws TransportException {
      return transport.read(target, timeout);
    }

    @Override
    public void write(ByteBuffer bytes) throws TransportException {
      transport.write(bytes);
    }

    @Override
    public boolean discardInput() throws TransportException {
      stopHere();
      return transport.discardInput();
    }

    @Override
    public void close() {
      transport.close();
    }
  }

  private static void assertClosed(Running<?> read) {
    assertThatThrownBy(read::get)
        .cause()
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED));
  }

  @Test
  void aWayThatOpensTooLateIsClosedAgain() throws Exception {
    StoppingLink link = new StoppingLink(true);
    MeterReader<LineReading> meter = link.reader();
    Running<LineReading> leading = Patience.start(meter::read);
    link.opened.get(0).awaitDrained();
    link.opened.get(0).disconnect();
    StateHandlerTest.awaitUninterrupted(entered);
    Running<LineReading> following = Patience.start(meter::read).awaitWaiting();
    meter.close();
    assertClosed(following);
    release.countDown();
    assertClosed(leading);
    assertThat(link.opened).hasSize(2).allMatch(transport -> transport.closings() == 1);
  }

  @Test
  void aReadThatThrowsOldBytesAwayEnds() throws Exception {
    StoppingLink link = new StoppingLink(false);
    MeterReader<LineReading> meter = link.reader();
    Running<LineReading> read = Patience.start(meter::read);
    StateHandlerTest.awaitUninterrupted(entered);
    meter.close();
    release.countDown();
    assertClosed(read);
    assertThat(link.opened).hasSize(1).allMatch(transport -> transport.closings() == 1);
    assertThat(meter.state()).isEqualTo(ReaderState.CLOSED);
  }

  @Test
  void aReaderThatBreaksWhileItIsClosedClosesItsWayOnce() throws Exception {
    for (int i = 0; i < 200; i++) {
      FlakyLink link = new FlakyLink();
      MeterReader<LineReading> meter = link.reader("");
      Running<Long> stream = Patience.start(() -> meter.readings().count());
      link.awaitOpened(1).awaitDrained();
      Running<Boolean> breaking =
          Patience.start(
              () -> {
                link.awaitOpened(1).disconnect();
                return true;
              });
      meter.close();
      assertThat(stream.get()).isZero();
      breaking.get();
      assertThat(link.opened()).allMatch(transport -> transport.closings() == 1);
    }
  }

  @Test
  void aListenerThatBlocksKeepsNobodyFromClosing() throws Exception {
    ScriptedTransport line = ScriptedTransport.live();
    MeterReader<LineReading> meter =
        MeterReader.open(MeterSource.over(new LineDriver("blocked", "serial"), line));
    List<ReaderState> states = new CopyOnWriteArrayList<>();
    meter.subscribe(
        new MeterListener<>() {
          @Override
          public void onReading(LineReading reading) {
            stopHere();
          }

          @Override
          public void onState(ReaderState state, Optional<MeterException> cause) {
            states.add(state);
            throw new AssertionError("test: a listener that fails");
          }
        });
    line.feed("a\n");
    StateHandlerTest.awaitUninterrupted(entered);
    Patience.start(
            () -> {
              meter.close();
              return true;
            })
        .get();
    assertThat(line.closings()).isEqualTo(1);
    release.countDown();
    Patience.until("no thread is left", () -> threads("blocked").isEmpty());
    assertThat(states).containsExactly(ReaderState.CONNECTED, ReaderState.CLOSED);
  }

  private static List<Thread> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(name))
        .toList();
  }

  /** A pump that runs on while the reader is closed may bring something after the last state. */
  @Test
  void closedIsTheLastThatAListenerHears() {
    List<String> heard = new CopyOnWriteArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    LiveDelivery<LineReading> delivery =
        new LiveDelivery<>(
            "test",
            new MeterListener<>() {
              @Override
              public void onReading(LineReading reading) {
                heard.add(reading.text());
              }

              @Override
              public void onState(ReaderState state, Optional<MeterException> cause) {
                heard.add(state.name());
              }
            },
            Handoff.buffer(9),
            why -> {},
            gone -> ended.countDown());
    delivery.request(Long.MAX_VALUE);
    delivery.reading(new LineReading("before", Instant.EPOCH));
    delivery.state(ReaderState.CLOSED, Optional.empty());
    delivery.reading(new LineReading("after", Instant.EPOCH));
    delivery.start();
    StateHandlerTest.awaitUninterrupted(ended);
    assertThat(heard).containsExactly("before", "CLOSED");
    assertThat(delivery.dropped()).isZero();
  }
}
