package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.bytes;
import static io.github.meter4j.iec62056.Bits.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.transport.MemoryTransport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session that is closed in the middle: the meter gets a break, at the speed it listens at. */
@Timeout(30)
class ClosingSessionTest {
  private static final String BREAK = "\1B0\3q";

  private final MemoryTransport memory = MemoryTransport.open();

  /** What was done to the line, in order. */
  private final List<String> log = new CopyOnWriteArrayList<>();

  private volatile long speedNanos;
  private volatile long writtenNanos;
  private volatile long closedNanos;

  private final class LoggedLine implements SerialLine {
    @Override
    public void speed(int baud) throws TransportException {
      speedNanos = System.nanoTime();
      log.add(Integer.toString(baud));
      memory.speed(baud);
    }

    @Override
    public Duration character() {
      return memory.character();
    }

    @Override
    public int read(ByteBuffer target, Duration timeout) throws TransportException {
      return memory.read(target, timeout);
    }

    @Override
    public void write(ByteBuffer bytes) throws TransportException {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      memory.write(bytes);
      writtenNanos = System.nanoTime();
      log.add(text(copy));
    }

    @Override
    public boolean discardInput() throws TransportException {
      return memory.discardInput();
    }

    @Override
    public void close() {
      closedNanos = System.nanoTime();
      memory.close();
    }
  }

  private void await(String last) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!log.contains(last) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(log).contains(last);
  }

  private volatile Thread reader = Thread.currentThread();

  private MeterReader<D0Readout> openAndSignOn() throws MeterException, InterruptedException {
    MeterReader<D0Readout> meter =
        MeterReader.open(
            Iec62056.over(new LoggedLine())
                .with("mode", "C")
                .with("ack-pause", "1ms")
                .with("reaction", "20s")
                .with("gap", "20s"));
    CompletableFuture.runAsync(
        () -> {
          reader = Thread.currentThread();
          try {
            meter.read();
          } catch (MeterException e) {
            log.add("failed");
          }
        });
    await("/?!\r\n");
    memory.feed(bytes("/ISk5MT174\r\n"));
    return meter;
  }

  @Test
  void aBreakWaitsForTheSpeedThatTheMeterChangesTo() throws Exception {
    MeterReader<D0Readout> meter = openAndSignOn();
    await("\006050\r\n");
    meter.close();
    await("failed");
    assertThat(log).containsExactly("300", "/?!\r\n", "\006050\r\n", "9600", BREAK, "failed");
  }

  @Test
  void anInterruptDoesNotChangeTheSpeedUnderTheAcknowledgement() throws Exception {
    try (MeterReader<D0Readout> meter = openAndSignOn()) {
      await("\006050\r\n");
      long acknowledged = writtenNanos;
      reader.interrupt();
      await("failed");
      assertThat(meter.stats().readings()).isZero();
      assertThat(Duration.ofNanos(speedNanos - acknowledged))
          .isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }
    assertThat(log).containsExactly("300", "/?!\r\n", "\006050\r\n", "9600", BREAK, "failed");
  }

  @Test
  void thePortStaysOpenUntilTheBreakIsSentAlsoWhenInterrupted() throws Exception {
    MeterReader<D0Readout> meter = openAndSignOn();
    await("9600");
    Thread.currentThread().interrupt();
    meter.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log).contains(BREAK);
    assertThat(Duration.ofNanos(closedNanos - writtenNanos)).isGreaterThan(Duration.ofMillis(190));
  }
}
