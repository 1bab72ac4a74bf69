package io.github.meter4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.meter4j.LineReading;
import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Times are milliseconds of a clock that stands still unless a test moves it. */
@Timeout(30)
class PolledConnectionTest {
  private static final Duration NO_PATIENCE = Duration.ZERO;
  private static final LineReading READING = new LineReading("reading", Instant.EPOCH);

  /** What a poll does. */
  private interface Script {
    boolean run() throws MeterException;
  }

  /** A meter that does what a test says, and notes when. */
  private final class Meter implements Poll<LineReading> {
    private final List<Long> polledAt = new ArrayList<>();
    private final List<Duration> overran = new ArrayList<>();
    private Script script = () -> true;
    private Duration rest = Duration.ZERO;
    private int restsAsked;
    private int closed;

    @Override
    public boolean poll(ReadingSink<? super LineReading> sink) throws MeterException {
      polledAt.add(now);
      boolean more = script.run();
      sink.reading(READING, -1, 7);
      return more;
    }

    @Override
    public Duration rest() {
      restsAsked++;
      return rest;
    }

    @Override
    public void overran(Duration took, Duration interval) {
      assertThat(interval).isEqualTo(Duration.ofMillis(100));
      overran.add(took);
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private final class Sink implements ReadingSink<LineReading> {
    @Override
    public void reading(LineReading reading, long offset, int length) {
      offsets.add(offset);
      assertThat(length).isEqualTo(7);
    }

    @Override
    public void rejected(Fault fault) {
      throw new AssertionError(fault);
    }

    @Override
    public void skipped(long offset, int length) {
      throw new AssertionError("nothing to skip");
    }

    @Override
    public void missed(long polls) {
      missed += polls;
    }
  }

  private final Meter meter = new Meter();
  private final Sink sink = new Sink();
  private final List<Long> offsets = new ArrayList<>();
  private long now;
  private long missed;

  private PolledConnection<LineReading> every100() {
    return new PolledConnection<>(
        meter, Duration.ofMillis(100), () -> TimeUnit.MILLISECONDS.toNanos(now));
  }

  /** Pumps each 10 ms of the clock until a time. */
  private void pumpUntil(PolledConnection<LineReading> connection, long end) throws MeterException {
    for (; now < end; now += 10) {
      try {
        assertThat(connection.pump(NO_PATIENCE, sink)).isTrue();
      } catch (ReadTimeoutException e) {
        assertThat(e).hasMessageContaining("silent");
      }
    }
  }

  private static MeterException silent() {
    return new ReadTimeoutException("silent", 0, List.of(), "");
  }

  @Test
  void theFirstPollIsDueAtOnceAndSlotsDoNotDrift() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script =
        () -> {
          now += 37;
          return true;
        };
    for (int i = 0; i < 100; i++) {
      connection.pump(NO_PATIENCE, sink);
      now += 3;
    }
    assertThat(meter.polledAt).hasSizeGreaterThan(3);
    assertThat(meter.polledAt)
        .allSatisfy(at -> assertThat(at % 100).as("within 3 ms of a slot").isLessThan(3));
    assertThat(offsets).startsWith(0L, 1L, 2L, 3L);
    assertThat(missed).isZero();
  }

  @Test
  void thePositionIsTheNumberOfPollsBegun() throws Exception {
    PolledConnection<LineReading> connection = every100();
    assertThat(connection.position()).isZero();
    List<Long> during = new ArrayList<>();
    meter.script = () -> during.add(connection.position());
    connection.pump(NO_PATIENCE, sink);
    connection.pump(NO_PATIENCE, sink);
    now = 100;
    connection.pump(NO_PATIENCE, sink);
    assertThat(during).containsExactly(1L, 2L);
    assertThat(offsets).containsExactly(0L, 1L);
    assertThat(connection.position()).isEqualTo(2);
  }

  @Test
  void slotsThatComeDuringAPollAreMissedAndCounted() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script =
        () -> {
          now += 250;
          return true;
        };
    connection.pump(NO_PATIENCE, sink);
    assertThat(missed).isEqualTo(2);
    connection.pump(NO_PATIENCE, sink);
    assertThat(offsets).as("none is made up for").hasSize(1);
    now = 300;
    connection.pump(NO_PATIENCE, sink);
    assertThat(meter.polledAt).containsExactly(0L, 300L);
    assertThat(missed).isEqualTo(4);
  }

  /** Nobody asked for them. */
  @Test
  void slotsThatComeWhileNobodyPumpsAreNotMissed() throws Exception {
    PolledConnection<LineReading> connection = every100();
    connection.pump(NO_PATIENCE, sink);
    now = 1_050;
    connection.pump(NO_PATIENCE, sink);
    now = 1_100;
    connection.pump(NO_PATIENCE, sink);
    assertThat(meter.polledAt).containsExactly(0L, 1_050L, 1_100L);
    assertThat(missed).isZero();
  }

  @Test
  void aPollThatFailsMissesSlotsToo() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script =
        () -> {
          now += 150;
          throw silent();
        };
    assertThatThrownBy(() -> connection.pump(NO_PATIENCE, sink))
        .isInstanceOf(ReadTimeoutException.class);
    assertThat(missed).isEqualTo(1);
  }

  @Test
  void hurryingPollsAtOnceAndOnlyOnce() throws Exception {
    PolledConnection<LineReading> connection = every100();
    connection.pump(NO_PATIENCE, sink);
    now = 30;
    connection.hurry();
    connection.pump(NO_PATIENCE, sink);
    connection.pump(NO_PATIENCE, sink);
    assertThat(connection.discard()).isTrue();
    connection.pump(NO_PATIENCE, sink);
    connection.pump(NO_PATIENCE, sink);
    assertThat(meter.polledAt).containsExactly(0L, 30L, 30L);
    now = 100;
    connection.pump(NO_PATIENCE, sink);
    assertThat(meter.polledAt).as("slots stay where they are").last().isEqualTo(100L);
  }

  @Test
  void whoHurriesDuringAPollGetsOneThatBeginsLater() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script =
        () -> {
          if (meter.polledAt.size() == 1) {
            connection.hurry();
          }
          return true;
        };
    connection.pump(NO_PATIENCE, sink);
    connection.pump(NO_PATIENCE, sink);
    connection.pump(NO_PATIENCE, sink);
    assertThat(meter.polledAt).containsExactly(0L, 0L);
  }

  @Test
  void aMeterThatDoesNotAnswerIsPolledLessAndLessOften() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script =
        () -> {
          throw silent();
        };
    pumpUntil(connection, 125_000);
    assertThat(meter.polledAt)
        .containsExactly(0L, 1_000L, 3_000L, 7_000L, 15_000L, 31_000L, 61_000L, 91_000L, 121_000L);
    assertThat(missed).as("they were left out, not missed").isZero();
  }

  @Test
  void anAnswerEndsThePause() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script =
        () -> {
          if (now < 3_000) {
            throw silent();
          }
          return true;
        };
    pumpUntil(connection, 3_250);
    assertThat(meter.polledAt).containsExactly(0L, 1_000L, 3_000L, 3_100L, 3_200L);
    meter.script =
        () -> {
          throw silent();
        };
    pumpUntil(connection, 4_500);
    assertThat(meter.polledAt).as("and the next pause is a short one").endsWith(3_300L, 4_300L);
  }

  @Test
  void whoWaitsGetsAPollInAPauseAndThePauseGoesOn() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script =
        () -> {
          throw silent();
        };
    pumpUntil(connection, 200);
    connection.hurry();
    pumpUntil(connection, 2_500);
    assertThat(meter.polledAt).containsExactly(0L, 200L, 2_200L);
  }

  @Test
  void aRefusalIsAnAnswerAndNoReasonToPause() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script =
        () -> {
          throw new DeviceException("illegal address", 2);
        };
    for (; now < 300; now += 10) {
      Throwable thrown = catchThrowable(() -> connection.pump(NO_PATIENCE, sink));
      assertThat(thrown == null || thrown instanceof DeviceException).isTrue();
    }
    assertThat(meter.polledAt).containsExactly(0L, 100L, 200L);
  }

  @Test
  void aRestHoldsAlsoForWhoIsInAHurry() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.rest = Duration.ofMillis(250);
    connection.hurry();
    connection.pump(NO_PATIENCE, sink);
    meter.rest = Duration.ZERO;
    connection.hurry();
    pumpUntil(connection, 300);
    assertThat(meter.polledAt).containsExactly(250L);
  }

  /** Also for one that never ends, in real time. */
  @Test
  void aRestIsWaitedForAndNotAskedForAgainAndAgain() throws Exception {
    PolledConnection<LineReading> connection = new PolledConnection<>(meter, Duration.ofMillis(10));
    meter.rest = Duration.ofMillis(200);
    connection.hurry();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    int pumps = 0;
    while (System.nanoTime() - end < 0) {
      connection.pump(Duration.ofMillis(500), sink);
      pumps++;
    }
    assertThat(meter.polledAt).isEmpty();
    assertThat(meter.restsAsked).isBetween(2, 7);
    assertThat(pumps).isLessThanOrEqualTo(12);
  }

  @Test
  void overrunningIsToldOncePerSeries() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script =
        () -> {
          now += 120;
          return true;
        };
    for (int poll = 1; poll <= 6; poll++) {
      pollOnce(connection);
      assertThat(meter.overran).hasSize(poll < 3 ? 0 : 1);
    }
    assertThat(meter.overran).containsExactly(Duration.ofMillis(120));
    meter.script = () -> true;
    pollOnce(connection);
    meter.script =
        () -> {
          now += 130;
          return true;
        };
    for (int poll = 1; poll <= 3; poll++) {
      pollOnce(connection);
    }
    assertThat(meter.overran).containsExactly(Duration.ofMillis(120), Duration.ofMillis(130));
  }

  private void pollOnce(PolledConnection<LineReading> connection) throws MeterException {
    int before = meter.polledAt.size();
    while (meter.polledAt.size() == before) {
      connection.pump(NO_PATIENCE, sink);
      now += meter.polledAt.size() == before ? 1 : 0;
    }
  }

  @Test
  void nothingComesAfterTheLastPoll() throws Exception {
    PolledConnection<LineReading> connection = every100();
    meter.script = () -> false;
    assertThat(connection.pump(NO_PATIENCE, sink)).isFalse();
    assertThat(offsets).as("the last reading").hasSize(1);
    now = 1_000;
    connection.hurry();
    assertThat(connection.pump(NO_PATIENCE, sink)).isFalse();
    assertThat(meter.polledAt).hasSize(1);
  }

  @Test
  void closingEndsAPumpThatWaits() throws Exception {
    PolledConnection<LineReading> connection = new PolledConnection<>(meter, Duration.ofHours(1));
    connection.pump(NO_PATIENCE, sink);
    CompletableFuture<Throwable> pump = pumpInAThreadThatWaits(connection, new ArrayList<>());
    connection.close();
    connection.close();
    assertThat(pump.get(5, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED));
    assertThat(meter.closed).isEqualTo(1);
    assertThatThrownBy(() -> connection.pump(NO_PATIENCE, sink))
        .isInstanceOf(TransportException.class);
  }

  @Test
  void hurryingWakesAPumpThatWaits() throws Exception {
    PolledConnection<LineReading> connection = new PolledConnection<>(meter, Duration.ofHours(1));
    connection.pump(NO_PATIENCE, sink);
    CompletableFuture<Throwable> pump = pumpInAThreadThatWaits(connection, new ArrayList<>());
    connection.hurry();
    assertThat(pump.get(5, TimeUnit.SECONDS)).isNull();
    assertThat(meter.polledAt).hasSize(2);
  }

  @Test
  void anInterruptEndsAPumpThatWaitsAndIsKept() throws Exception {
    PolledConnection<LineReading> connection = new PolledConnection<>(meter, Duration.ofHours(1));
    connection.pump(NO_PATIENCE, sink);
    List<Boolean> kept = new ArrayList<>();
    CompletableFuture<Throwable> pump = pumpInAThreadThatWaits(connection, kept);
    waiting.interrupt();
    assertThat(pump.get(5, TimeUnit.SECONDS)).isNull();
    assertThat(kept).containsExactly(true);
    assertThat(meter.polledAt).hasSize(1);
  }

  private Thread waiting = Thread.currentThread();

  private CompletableFuture<Throwable> pumpInAThreadThatWaits(
      PolledConnection<LineReading> connection, List<Boolean> interrupted) throws Exception {
    CompletableFuture<Throwable> result = new CompletableFuture<>();
    waiting =
        new Thread(
            () -> {
              Throwable thrown = catchThrowable(() -> connection.pump(Duration.ofHours(1), sink));
              interrupted.add(Thread.currentThread().isInterrupted());
              result.complete(thrown);
            });
    waiting.setDaemon(true);
    waiting.start();
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return result;
  }
}
