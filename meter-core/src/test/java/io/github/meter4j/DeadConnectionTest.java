package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.spi.LinkKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A network connection that lives and brings nothing good is opened again; a port is not. */
class DeadConnectionTest {
  private static final String OPTIONS = "?stale=60ms&reopen=3";

  @Test
  void aBridgeThatFallsSilentComesBackByItself() throws Exception {
    FlakyLink bridge = new FlakyLink(LinkKind.NETWORK);
    List<ReaderState> states = new CopyOnWriteArrayList<>();
    List<MeterException> causes = new CopyOnWriteArrayList<>();
    try (var meter = bridge.reader(OPTIONS)) {
      meter.onState(
          (state, cause) -> {
            states.add(state);
            cause.ifPresent(causes::add);
          });
      Heard heard = new Heard();
      meter.subscribe(heard);
      bridge.awaitOpened(1).feed("a\n");
      heard.awaitReadings("a");
      bridge.awaitOpened(2).feed("b\n");
      heard.awaitReadings("a", "b");
      assertThat(bridge.opened().get(0).closings()).isEqualTo(1);
      assertThat(meter.stats().reconnects()).isEqualTo(1);
      assertThat(states)
          .containsSubsequence(ReaderState.CONNECTED, ReaderState.STALE, ReaderState.DISCONNECTED)
          .contains(ReaderState.CONNECTED);
      assertThat(causes)
          .first()
          .satisfies(e -> assertThat(e).hasMessageContaining("no good reading has come"));
    }
  }

  @Test
  void bytesThatAreNoReadingsDoNotCount() throws Exception {
    FlakyLink bridge = new FlakyLink(LinkKind.NETWORK);
    AtomicBoolean done = new AtomicBoolean();
    try (var meter = bridge.reader(OPTIONS)) {
      Heard heard = new Heard();
      meter.subscribe(heard);
      ScriptedTransport first = bridge.awaitOpened(1);
      Patience.Running<Boolean> noise =
          Patience.start(
              () -> {
                while (!done.get()) {
                  first.feed("!noise\n");
                  Thread.sleep(5);
                }
                return true;
              });
      bridge.awaitOpened(2).feed("b\n");
      done.set(true);
      assertThat(noise.get()).isTrue();
      heard.awaitReadings("b");
    }
  }

  /** What does not help is tried less and less often. */
  @Test
  void eachConnectionInVainHasTwiceTheTime() throws Exception {
    FlakyLink bridge = new FlakyLink(LinkKind.NETWORK);
    try (var meter = bridge.reader("?stale=300ms&reopen=1")) {
      Heard heard = new Heard();
      long begin = System.nanoTime();
      meter.subscribe(heard);
      ScriptedTransport last = bridge.awaitOpened(4);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThan(Duration.ofMillis(300 + 600 + 1_200));
      last.feed("a\n");
      heard.awaitReadings("a");
      assertThat(meter.stats().reconnects()).isEqualTo(3);
    }
  }

  @Test
  void aSerialPortStaysOpen() throws Exception {
    assertStaysOpen(new FlakyLink(LinkKind.SERIAL), OPTIONS);
  }

  @Test
  void zeroIsNever() throws Exception {
    assertStaysOpen(new FlakyLink(LinkKind.NETWORK), "?stale=20ms&reopen=0");
  }

  private static void assertStaysOpen(FlakyLink link, String options) throws Exception {
    try (var meter = link.reader(options)) {
      Heard heard = new Heard();
      meter.subscribe(heard);
      Patience.until("it is stale", () -> heard.states.contains(ReaderState.STALE));
      Thread.sleep(700); // more than a step of the thread that pumps
      link.awaitOpened(1).feed("a\n");
      heard.awaitReadings("a");
      assertThat(link.times()).isEqualTo(1);
      assertThat(meter.stats().reconnects()).isZero();
    }
  }
}
