package io.github.meter4j.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.SerialLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two objects of one program stand for two programs: a lock keeps them apart just the same. */
@DisabledOnOs(OS.WINDOWS)
class PortTurnsTest {
  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }
      };

  private PortTurns turns(String name) throws TransportException {
    return PortTurns.of(folder.resolve(name).toString(), folder, clock);
  }

  @Test
  void oneProgramAtATimeHasThePort() throws TransportException {
    try (PortTurns first = turns("ttyUSB0");
        PortTurns second = turns("ttyUSB0")) {
      SerialLine.Hold held = first.take(Duration.ZERO);
      assertThatThrownBy(() -> second.take(Duration.ofMillis(30)))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.BUSY))
          .hasMessageContainingAll("ttyUSB0 was in use by another program for 30 ms");
      held.close();
      held.close();
      SerialLine.Hold next = second.take(Duration.ZERO);
      assertThatThrownBy(() -> first.take(Duration.ZERO)).isInstanceOf(TransportException.class);
      held.close(); // is over since long, and gives back nothing of the second's
      assertThatThrownBy(() -> first.take(Duration.ZERO)).isInstanceOf(TransportException.class);
      next.close();
    }
  }

  @Test
  void twoPortsHaveNothingToDoWithEachOther() throws TransportException {
    try (PortTurns first = turns("ttyUSB0");
        PortTurns second = turns("ttyUSB1")) {
      first.take(Duration.ZERO);
      second.take(Duration.ZERO).close();
      assertThatThrownBy(() -> first.take(Duration.ZERO)).isInstanceOf(TransportException.class);
    }
  }

  @Test
  void aLinkAndItsDeviceAreOnePort() throws Exception {
    Path device = Files.createFile(folder.resolve("ttyUSB7"));
    Files.createSymbolicLink(folder.resolve("by-id"), device);
    try (PortTurns byName = turns("ttyUSB7");
        PortTurns byLink = turns("by-id")) {
      byName.take(Duration.ZERO);
      assertThatThrownBy(() -> byLink.take(Duration.ZERO)).isInstanceOf(TransportException.class);
    }
  }

  /** A program that takes the port again and again, without a pause, lets the other one in. */
  @Test
  void whoWaitsIsNext() throws Exception {
    try (PortTurns greedy = turns("ttyUSB0");
        PortTurns patient = turns("ttyUSB0")) {
      AtomicInteger turnsOfGreedy = new AtomicInteger();
      CompletableFuture<Integer> seen = new CompletableFuture<>();
      SerialLine.Hold held = greedy.take(Duration.ZERO);
      Thread waiting =
          new Thread(
              () -> {
                try {
                  SerialLine.Hold mine = patient.take(Duration.ofSeconds(10));
                  seen.complete(turnsOfGreedy.get());
                  mine.close();
                } catch (TransportException e) {
                  seen.completeExceptionally(e);
                }
              });
      waiting.start();
      while (waiting.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      held.close();
      while (!seen.isDone()) {
        greedy.take(Duration.ofSeconds(10)).close();
        turnsOfGreedy.incrementAndGet();
      }
      assertThat(seen.get(1, TimeUnit.SECONDS)).isLessThanOrEqualTo(1);
      waiting.join();
    }
  }

  private static Duration left(PortTurns turns, int station) throws TransportException {
    try (SerialLine.Hold held = turns.take(Duration.ZERO)) {
      return held.othersExpect(station);
    }
  }

  private static void expect(PortTurns turns, int station, Duration still)
      throws TransportException {
    try (SerialLine.Hold held = turns.take(Duration.ZERO)) {
      held.expect(station, still);
    }
  }

  @Test
  void aProgramSaysThatAStationMayStillAnswerIt() throws TransportException {
    try (PortTurns first = turns("ttyUSB0");
        PortTurns second = turns("ttyUSB0");
        PortTurns elsewhere = turns("ttyUSB1")) {
      assertThat(left(second, 7)).isZero();
      expect(first, 7, Duration.ofMillis(1_500));
      assertThat(left(first, 7)).isZero(); // it knows itself
      assertThat(left(second, 7)).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_501));
      assertThat(left(second, 8)).isZero();
      assertThat(left(second, 0)).isPositive(); // may be any
      assertThat(left(elsewhere, 7)).isZero();
      expect(second, 8, Duration.ZERO); // takes back nothing of the first's
      now = now.plusMillis(600);
      assertThat(left(second, 7)).isBetween(Duration.ofMillis(900), Duration.ofMillis(901));
      expect(first, 7, Duration.ZERO);
      assertThat(left(second, 7)).isZero();
      expect(first, 0, Duration.ofMillis(100));
      assertThat(left(second, 255)).isPositive();
      now = now.plusMillis(102);
      assertThat(left(second, 255)).isZero();
    }
  }

  /** Also one that has ended meanwhile. A clock that was set back keeps nobody waiting for long. */
  @Test
  void whatAProgramThatHasEndedSaidIsStillThere() throws TransportException {
    try (PortTurns ended = turns("ttyUSB0")) {
      expect(ended, 255, Duration.ofMinutes(10)); // more than is said
    }
    try (PortTurns next = turns("ttyUSB0")) {
      assertThat(left(next, 255)).isEqualTo(ExpectedAnswers.LONGEST);
      now = now.minusSeconds(3_600);
      assertThat(left(next, 255)).isZero();
    }
  }
}
