package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promises of a live transport. The contract of the test kit asks for a line on which a test
 * may send what it likes, and a meter says what it likes.
 */
@Timeout(30)
class SimTransportTest {
  private static final Instant START = Instant.parse("2026-07-02T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static SimTransport open(int speed) {
    return new SimTransport(new Household(1, START), speed);
  }

  private static byte[] read(Transport transport) throws TransportException {
    ByteBuffer target = ByteBuffer.allocate(8192);
    int count = transport.read(target, PATIENCE);
    return Arrays.copyOf(target.array(), count);
  }

  private static Instant timeOf(byte[] telegram) {
    return Dsmr.decode(telegram).meterTime().orElseThrow().instant().orElseThrow();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void assertKind(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void sendsTheFirstTelegramAtOnceAndTheOthersWhenTheyAreDue() throws Exception {
    long start = System.nanoTime();
    try (SimTransport transport = open(10)) {
      assertThat(timeOf(read(transport))).isEqualTo(START);
      for (int second = 1; second <= 10; second++) {
        assertThat(timeOf(read(transport))).isEqualTo(START.plusSeconds(second));
      }
    }
    assertThat(since(start)).isBetween(Duration.ofMillis(1_050), Duration.ofSeconds(3));
  }

  @Test
  void sendsThousandsOfTelegramsInASecondWithoutLeavingOneOut() throws Exception {
    long start = System.nanoTime();
    try (SimTransport transport = open(100_000)) {
      for (int second = 0; second < 3_000; second++) {
        byte[] telegram = read(transport);
        if (second % 100 == 0) {
          assertThat(timeOf(telegram)).isEqualTo(START.plusSeconds(second));
        }
      }
    }
    assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void readsNoMoreThanThereIsRoomForAndKeepsTheRest() throws Exception {
    ByteArrayOutputStream telegram = new ByteArrayOutputStream();
    try (SimTransport transport = open(1)) {
      byte[] whole = new Household(1, START).next();
      while (telegram.size() < whole.length) {
        ByteBuffer small = ByteBuffer.allocateDirect(100).position(7);
        int count = transport.read(small, PATIENCE);
        assertThat(count).isEqualTo(small.position() - 7).isBetween(1, 93);
        byte[] part = new byte[count];
        small.flip().position(7).get(part);
        telegram.writeBytes(part);
      }
      assertThat(telegram.toByteArray()).isEqualTo(whole);
    }
  }

  @Test
  void returnsZeroWhenNothingComesInTimeAndNotEarlier() throws Exception {
    try (SimTransport transport = open(1)) {
      read(transport);
      long start = System.nanoTime();

      int count = transport.read(ByteBuffer.allocate(10), Duration.ofMillis(150));

      assertThat(count).isZero();
      assertThat(since(start)).isBetween(Duration.ofMillis(150), Duration.ofMillis(800));
      assertThat(transport.read(ByteBuffer.allocate(10), Duration.ZERO)).isZero();
    }
  }

  @Test
  void endsAWaitingReadWhenAnotherThreadClosesIt() throws Exception {
    SimTransport transport = open(1);
    read(transport);
    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(transport::close);
    long start = System.nanoTime();

    assertKind(Kind.CLOSED, () -> transport.read(ByteBuffer.allocate(10), Duration.ofSeconds(20)));

    assertThat(since(start)).isLessThan(Duration.ofMillis(900));
  }

  @Test
  void refusesEverythingAfterItWasClosed() {
    SimTransport transport = open(1);
    transport.close();
    transport.close();

    assertKind(Kind.CLOSED, () -> transport.read(ByteBuffer.allocate(10), Duration.ZERO));
    assertKind(Kind.CLOSED, () -> transport.write(ByteBuffer.allocate(1)));
    assertKind(Kind.CLOSED, transport::discardInput);
  }

  @Test
  void refusesToSend() {
    try (SimTransport transport = open(1)) {
      assertKind(Kind.REFUSED, () -> transport.write(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void forgetsWhatHasArrivedWhenToldToDiscardIt() throws Exception {
    try (SimTransport transport = open(50)) {
      transport.read(ByteBuffer.allocate(10), PATIENCE);
      Thread.sleep(300);

      assertThat(transport.discardInput()).isTrue();
      long start = System.nanoTime();
      Instant next = timeOf(read(transport));

      assertThat(next).isAfter(START.plusSeconds(12));
      assertThat(since(start)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void keepsWhatIsNotThereYetWhenToldToDiscard() throws Exception {
    try (SimTransport transport = open(1)) {
      assertThat(transport.discardInput()).isTrue();

      assertThat(timeOf(read(transport))).isEqualTo(START);
    }
  }

  @Test
  void doesNotCatchUpForeverAfterALongPause() throws Exception {
    try (SimTransport transport = open(100_000)) {
      Thread.sleep(1_100);
      long start = System.nanoTime();

      transport.discardInput();

      assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
      assertThat(timeOf(read(transport))).isEqualTo(START.plusSeconds(86_400));
    }
  }

  @Test
  void returnsWhenItsThreadIsInterrupted() throws Exception {
    try (SimTransport transport = open(1)) {
      read(transport);
      Thread.currentThread().interrupt();

      int count = transport.read(ByteBuffer.allocate(10), PATIENCE);

      assertThat(count).isZero();
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
