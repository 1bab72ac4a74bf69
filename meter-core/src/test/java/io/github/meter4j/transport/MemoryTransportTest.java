package io.github.meter4j.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryTransportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static String read(MemoryTransport transport) throws TransportException {
    ByteBuffer target = ByteBuffer.allocate(100);
    int count = transport.read(target, PATIENCE);
    return count < 0 ? "the end" : new String(target.array(), 0, count, US_ASCII);
  }

  @Test
  void givesEachChunkOfARecordingAndThenTheEnd() throws TransportException {
    try (MemoryTransport transport = MemoryTransport.of(ascii("/KF"), ascii(""), ascii("M5"))) {
      assertThat(read(transport)).isEqualTo("/KF");
      assertThat(read(transport)).isEqualTo("M5");
      assertThat(read(transport)).isEqualTo("the end");
      assertThat(read(transport)).isEqualTo("the end");
    }
  }

  @Test
  void forgetsNothingOfARecording() throws TransportException {
    try (MemoryTransport transport = MemoryTransport.of(ascii("/KFM5"))) {
      assertThat(transport.discardInput()).isFalse();
      assertThat(read(transport)).isEqualTo("/KFM5");
    }
  }

  @Test
  void keepsItsOwnCopyOfTheBytes() throws TransportException {
    byte[] bytes = ascii("/");
    try (MemoryTransport transport = MemoryTransport.of(bytes)) {
      bytes[0] = '!';

      assertThat(read(transport)).isEqualTo("/");
    }
  }

  @Test
  void keepsWhatIsWrittenAlsoToARecording() throws TransportException {
    try (MemoryTransport transport = MemoryTransport.of(ascii("/KFM5"))) {
      transport.write(ByteBuffer.wrap(ascii("/?!")));
      transport.write(ByteBuffer.wrap(ascii("\r\n")));

      assertThat(transport.written()).isEqualTo(ascii("/?!\r\n"));
    }
  }

  @Test
  void deliversWhatCameBeforeTheEnd() throws TransportException {
    try (MemoryTransport transport = MemoryTransport.open()) {
      transport.feed(ascii("last"));
      transport.endOfInput();

      assertThat(read(transport)).isEqualTo("last");
      assertThat(read(transport)).isEqualTo("the end");
    }
  }

  @Test
  void deliversWhatCameBeforeTheLineBroke() throws TransportException {
    try (MemoryTransport transport = MemoryTransport.open()) {
      transport.feed(ascii("last"));
      transport.disconnect();

      assertThat(read(transport)).isEqualTo("last");
      assertThatThrownBy(() -> read(transport))
          .isInstanceOfSatisfying(
              TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DISCONNECTED));
      assertThatThrownBy(() -> transport.write(ByteBuffer.allocate(1)))
          .isInstanceOf(TransportException.class);
    }
  }

  @Test
  void takesNothingAfterTheEnd() {
    try (MemoryTransport ended = MemoryTransport.of();
        MemoryTransport broken = MemoryTransport.open()) {
      broken.disconnect();

      assertThatIllegalStateException().isThrownBy(() -> ended.feed(ascii("/")));
      assertThatIllegalStateException().isThrownBy(ended::disconnect);
      assertThatIllegalStateException().isThrownBy(() -> broken.feed(ascii("/")));
      assertThatIllegalStateException().isThrownBy(broken::endOfInput);
      assertThatCode(broken::disconnect).doesNotThrowAnyException();
    }
  }

  @Test
  void ignoresAMeterThatTalksOnAfterItWasClosed() {
    MemoryTransport transport = MemoryTransport.open();
    transport.close();

    assertThatCode(() -> transport.feed(ascii("/"))).doesNotThrowAnyException();
    assertThatCode(transport::disconnect).doesNotThrowAnyException();
    assertThat(transport.written()).isEmpty();
  }

  @Test
  void endsAWaitEarlyWhenTheThreadIsInterrupted() throws TransportException {
    try (MemoryTransport transport = MemoryTransport.open()) {
      Thread.currentThread().interrupt();

      int count = transport.read(ByteBuffer.allocate(1), Duration.ofMinutes(1));

      assertThat(count).isZero();
      assertThat(Thread.interrupted()).as("the interrupt status is kept").isTrue();
    }
  }
}
