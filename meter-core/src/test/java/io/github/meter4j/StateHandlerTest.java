package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.meter4j.Patience.Running;
import io.github.meter4j.reader.ReaderState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handler of states may do what it likes: it harms neither the reader nor those who close it. */
@Timeout(30)
class StateHandlerTest {
  private final ScriptedTransport line = ScriptedTransport.live();
  private final List<ReaderState> states = new CopyOnWriteArrayList<>();

  @Test
  void anErrorOfItDoesNotKeepTheWayOpen() throws Exception {
    MeterReader<LineReading> meter = LineDriver.open(line);
    meter.onState(
        (state, cause) -> {
          throw new AssertionError("test: a handler with an assertion");
        });
    assertThatCode(meter::close).doesNotThrowAnyException();
    assertThat(line.closings()).isEqualTo(1);
  }

  @Test
  void oneThatBlocksKeepsNobodyElseWaiting() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    MeterReader<LineReading> meter = LineDriver.open(line);
    meter.onState(
        (state, cause) -> {
          states.add(state);
          entered.countDown();
          awaitUninterrupted(release);
        });
    line.feed("a\n");
    Running<Long> stream = Patience.start(() -> meter.readings().count());
    awaitUninterrupted(entered);
    try {
      assertThat(Patience.start(meter::stats).get().readings()).isEqualTo(1);
      Patience.start(
              () -> {
                meter.close();
                return true;
              })
          .get();
      assertThat(line.closings()).isEqualTo(1);
    } finally {
      release.countDown();
    }
    assertThat(stream.get()).isEqualTo(1);
    assertThat(states).containsExactly(ReaderState.CONNECTED, ReaderState.CLOSED);
  }

  @Test
  void mayCloseTheReader() throws Exception {
    MeterReader<LineReading> meter = LineDriver.open(line);
    meter.onState(
        (state, cause) -> {
          states.add(state);
          meter.close();
          states.add(meter.state());
        });
    line.feed("a\n");
    assertThat(meter.readings().map(LineReading::text)).containsExactly("a");
    // it hears of CLOSED after it has done with CONNECTED
    assertThat(states)
        .containsExactly(
            ReaderState.CONNECTED, ReaderState.CLOSED, ReaderState.CLOSED, ReaderState.CLOSED);
    assertThat(line.closings()).isEqualTo(1);
  }

  static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
