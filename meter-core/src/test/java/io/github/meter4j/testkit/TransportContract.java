package io.github.meter4j.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every live transport does. Extend it and supply a {@link Rig}. */
@Timeout(60)
public abstract class TransportContract {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MEGABYTE = 1 << 20;

  /** An open transport, and the other end of its line in the hands of the test. */
  public interface Rig extends AutoCloseable {
    /**
     * The transport under test.
     *
     * @return the same open transport each time
     */
    Transport transport();

    /**
     * Sends bytes to the transport from the other end; may wait until they are taken.
     *
     * @param bytes what to send
     * @throws Exception when the rig is broken
     */
    void send(byte[] bytes) throws Exception;

    /**
     * Waits for bytes that were written to the transport.
     *
     * @param count how many
     * @return that many bytes
     * @throws Exception when they do not come
     */
    byte[] receive(int count) throws Exception;

    /**
     * Whether nothing can be written to the transport, being one end of a file; such a rig never
     * receives.
     *
     * @return false for every way to a meter
     */
    default boolean isForReadingOnly() {
      return false;
    }

    /**
     * Breaks the line at the other end.
     *
     * @throws Exception when the rig is broken
     */
    void hangUp() throws Exception;

    /**
     * Takes the other end down.
     *
     * @throws IOException when that fails
     */
    @Override
    void close() throws IOException;
  }

  private Rig rig;
  private Transport transport;

  /**
   * Opens a new rig.
   *
   * @return the rig; closed after the test
   * @throws Exception when it cannot be set up
   */
  protected abstract Rig openRig() throws Exception;

  @BeforeEach
  final void setUpRig() throws Exception {
    rig = openRig();
    transport = rig.transport();
  }

  @AfterEach
  final void closeRig() throws Exception {
    if (rig != null) {
      transport.close();
      rig.close();
    }
  }

  @Test
  @DisplayName("reads what was sent")
  void readsWhatWasSent() throws Exception {
    rig.send("/KFM5".getBytes(US_ASCII));

    assertThat(readExactly(5)).isEqualTo("/KFM5".getBytes(US_ASCII));
  }

  @Test
  @DisplayName("returns as soon as one byte is there")
  void returnsAsSoonAsOneByteIsThere() throws Exception {
    rig.send(new byte[] {'!'});
    ByteBuffer target = ByteBuffer.allocate(100);

    long start = System.nanoTime();
    int count = transport.read(target, Duration.ofMinutes(1));

    assertThat(count).isEqualTo(1);
    assertThat(since(start)).isLessThan(PATIENCE);
  }

  @Test
  @DisplayName("reads no more than there is room for and keeps the rest")
  void readsNoMoreThanThereIsRoomFor() throws Exception {
    rig.send("1234567".getBytes(US_ASCII));
    ByteBuffer small = ByteBuffer.allocate(3);

    int count = transport.read(small, PATIENCE);

    assertThat(count).isBetween(1, 3);
    byte[] rest = readExactly(7 - count);
    assertThat(new String(small.array(), 0, count, US_ASCII) + new String(rest, US_ASCII))
        .isEqualTo("1234567");
  }

  @Test
  @DisplayName("reads into the middle of a direct buffer and moves its position")
  void readsIntoTheMiddleOfADirectBuffer() throws Exception {
    rig.send(new byte[] {7});
    ByteBuffer target = ByteBuffer.allocateDirect(10).position(4);

    int count = transport.read(target, PATIENCE);

    assertThat(count).isEqualTo(1);
    assertThat(target.position()).isEqualTo(5);
    assertThat(target.get(4)).isEqualTo((byte) 7);
    assertThat(target.get(3)).isZero();
  }

  @Test
  @DisplayName("returns 0 when nothing comes in time, and not earlier")
  void returnsZeroOnTimeoutAndNotEarlier() throws Exception {
    for (long millis : new long[] {1, 30, 150, 250}) {
      Duration timeout = Duration.ofMillis(millis);
      long start = System.nanoTime();

      int count = transport.read(ByteBuffer.allocate(10), timeout);

      assertThat(count).isZero();
      assertThat(since(start)).isGreaterThanOrEqualTo(timeout);
    }
  }

  @Test
  @DisplayName("does not wait when the timeout is zero")
  void doesNotWaitWhenTheTimeoutIsZero() {
    // The best of ten: a busy machine may be slow once.
    long best = LongStream.range(0, 10).map(i -> nanosOfReadWithoutTime()).min().orElseThrow();

    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
  }

  private long nanosOfReadWithoutTime() {
    long start = System.nanoTime();
    assertThatCode(
            () -> assertThat(transport.read(ByteBuffer.allocate(10), Duration.ZERO)).isZero())
        .doesNotThrowAnyException();
    return System.nanoTime() - start;
  }

  @Test
  @DisplayName("gives what is there when the timeout is zero")
  void givesWhatIsThereWhenTheTimeoutIsZero() throws Exception {
    rig.send("ab".getBytes(US_ASCII));
    byte[] first = readExactly(1);

    ByteBuffer rest = ByteBuffer.allocate(10);
    int count = transport.read(rest, Duration.ZERO);

    assertThat(first).isEqualTo(new byte[] {'a'});
    assertThat(count).isEqualTo(1);
  }

  @Test
  @DisplayName("ends a waiting read with CLOSED within a second when another thread closes it")
  void closeEndsAWaitingRead() {
    Duration wait = Duration.ofMillis(150);
    long start = System.nanoTime();
    CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
        .execute(transport::close);

    assertKind(Kind.CLOSED, () -> transport.read(ByteBuffer.allocate(10), Duration.ofMinutes(1)));

    // not the minute that the read would wait; a busy machine needs its time
    assertThat(since(start)).isBetween(wait, wait.plusSeconds(10));
  }

  @Test
  @DisplayName("refuses to read, write and discard with CLOSED after it was closed")
  void everythingIsClosedAfterClose() {
    transport.close();

    assertKind(Kind.CLOSED, () -> transport.read(ByteBuffer.allocate(10), Duration.ZERO));
    assertKind(Kind.CLOSED, () -> transport.read(ByteBuffer.allocate(10), PATIENCE));
    assertKind(Kind.CLOSED, () -> transport.write(ByteBuffer.wrap(new byte[1])));
    assertKind(Kind.CLOSED, () -> transport.discardInput());
  }

  @Test
  @DisplayName("can be closed twice")
  void canBeClosedTwice() {
    transport.close();

    assertThatCode(transport::close).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("ends a waiting read with DISCONNECTED when the other end hangs up")
  void hangUpEndsAWaitingRead() {
    long start = System.nanoTime();
    CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS).execute(this::hangUp);

    assertKind(
        Kind.DISCONNECTED, () -> transport.read(ByteBuffer.allocate(10), Duration.ofMinutes(1)));

    assertThat(since(start)).isLessThan(PATIENCE);
  }

  @Test
  @DisplayName("stays DISCONNECTED after the other end hung up, until it is closed")
  void staysDisconnectedUntilItIsClosed() {
    hangUp();
    assertKind(Kind.DISCONNECTED, () -> transport.read(ByteBuffer.allocate(10), PATIENCE));

    assertKind(Kind.DISCONNECTED, () -> transport.read(ByteBuffer.allocate(10), PATIENCE));

    transport.close();
    assertKind(Kind.CLOSED, () -> transport.read(ByteBuffer.allocate(10), PATIENCE));
  }

  @Test
  @DisplayName("sees a hang-up also when it is only ever asked what is there")
  void seesAHangUpWithoutWaiting() {
    hangUp();

    assertKind(
        Kind.DISCONNECTED,
        () -> {
          long end = System.nanoTime() + PATIENCE.toNanos();
          while (System.nanoTime() < end) {
            transport.read(ByteBuffer.allocate(10), Duration.ZERO);
          }
        });
  }

  @Test
  @DisplayName("forgets what has arrived when told to discard it")
  void discardForgetsWhatHasArrived() throws Exception {
    rig.send("old telegram".getBytes(US_ASCII));
    readExactly(1);

    boolean live = transport.discardInput();
    rig.send("new".getBytes(US_ASCII));

    assertThat(live).isTrue();
    assertThat(readExactly(3)).isEqualTo("new".getBytes(US_ASCII));
  }

  @Test
  @DisplayName("does not wait for anything to discard")
  void discardDoesNotWait() throws Exception {
    long start = System.nanoTime();

    boolean live = transport.discardInput();

    assertThat(live).isTrue();
    assertThat(since(start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("carries a megabyte of any bytes in order")
  void carriesAMegabyteInOrder() throws Exception {
    byte[] sent = new byte[MEGABYTE];
    new Random(1).nextBytes(sent);
    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(sent));

    byte[] received = readExactly(MEGABYTE);

    assertThat(sending).succeedsWithin(PATIENCE);
    assertThat(Arrays.mismatch(sent, received)).isEqualTo(-1);
  }

  @Test
  @DisplayName("writes all bytes, whatever kind of buffer they are in, or refuses to write")
  void writesAllBytes() throws Exception {
    ByteBuffer request = ByteBuffer.allocateDirect(8).put("xx/?!\r\n".getBytes(US_ASCII));
    request.flip().position(2);
    if (rig.isForReadingOnly()) {
      assertKind(Kind.REFUSED, () -> transport.write(request));
      return;
    }

    transport.write(request);

    assertThat(rig.receive(5)).isEqualTo("/?!\r\n".getBytes(US_ASCII));
    assertThat(request.hasRemaining()).isFalse();
  }

  private byte[] readExactly(int count) throws TransportException {
    ByteBuffer target = ByteBuffer.allocate(count);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (target.hasRemaining()) {
      assertThat(System.nanoTime()).as("%s", target).isLessThan(end);
      int read = transport.read(target, Duration.ofSeconds(1));
      assertThat(read).isNotNegative();
    }
    return target.array();
  }

  private void send(byte[] bytes) {
    assertThatCode(() -> rig.send(bytes)).doesNotThrowAnyException();
  }

  private void hangUp() {
    assertThatCode(() -> rig.hangUp()).doesNotThrowAnyException();
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  private static void assertKind(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TransportException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageMatching(".*\\S.*");
  }
}
