package io.github.meter4j.internal.serial;

import static io.github.meter4j.internal.Failures.assertFails;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.PtyPair;
import io.github.meter4j.transport.MemoryTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LineFinderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BRIEF = Duration.ofMillis(50);
  private static final byte[] TELEGRAM =
      ("/ISk5\\2MT382-1000\r\n\r\n" + "1-0:1.8.1(001234.567*kWh)\r\n".repeat(30) + "!\r\n")
          .getBytes(US_ASCII);

  private final List<String> opened = new ArrayList<>();

  private static LineSettings settings(int baud, String format) {
    return new LineSettings(baud, LineFormat.parse(format), true, true);
  }

  /** A port to a meter that sends so, which has sent once before each opening. */
  private LineFinder.Opener meter(Uart sender, byte[] telegram) {
    return settings -> {
      opened.add(settings.baud() + " " + settings.format());
      Uart port = new Uart(settings.baud(), settings.format());
      byte[] seen = telegram.length == 0 ? telegram : port.receive(sender.send(telegram));
      return new Silent(MemoryTransport.of(seen));
    };
  }

  /** A recording has an end, a port falls silent. */
  private record Silent(Transport recording) implements Transport {
    @Override
    public int read(ByteBuffer target, Duration timeout) throws TransportException {
      int count = recording.read(target, timeout);
      if (count < 0) {
        LockSupport.parkNanos(timeout.toNanos());
      }
      return Math.max(0, count);
    }

    @Override
    public void write(ByteBuffer bytes) throws TransportException {
      recording.write(bytes);
    }

    @Override
    public boolean discardInput() throws TransportException {
      recording.discardInput();
      return true;
    }

    @Override
    public void close() {
      recording.close();
    }
  }

  private static byte[] read(Transport transport, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(count);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (target.hasRemaining() && System.nanoTime() < end) {
      transport.read(target, Duration.ofSeconds(1));
    }
    return Arrays.copyOf(target.array(), target.position());
  }

  @ParameterizedTest
  @CsvSource({"115200, 8N1, 1", "9600, 7E1, 2", "9600, 8N1, 3"})
  void findsTheSettingsOfTheMeter(int baud, String format, int tries) throws IOException {
    List<LineSettings> candidates = settings(115_200, "8N1").orCommonOnes();
    LineFinder.Opener meter = meter(new Uart(baud, format), TELEGRAM);
    try (LineFinder line = LineFinder.open("port", candidates, meter, PATIENCE)) {
      assertThat(read(line, TELEGRAM.length)).isEqualTo(TELEGRAM);
    }
    assertThat(opened).hasSize(tries).last().isEqualTo(baud + " " + format);
  }

  @Test
  void beginsWithWhatTheAddressSays() {
    assertThat(settings(57_600, "8N1").orCommonOnes())
        .extracting(LineSettings::baud)
        .containsExactly(57_600, 115_200, 9_600, 9_600);
    assertThat(settings(9_600, "7E1").orCommonOnes()).hasSize(3);
  }

  @Test
  void silenceIsAlsoAReasonToTryTheNext() throws IOException {
    List<LineSettings> candidates = settings(115_200, "8N1").orCommonOnes();
    LineFinder.Opener meter = meter(new Uart(9_600, "8N1"), new byte[0]);
    try (LineFinder line = LineFinder.open("port", candidates, meter, BRIEF)) {
      assertThat(line.read(ByteBuffer.allocate(9), Duration.ofMillis(600))).isZero();
    }
    assertThat(opened).startsWith("115200 8N1", "9600 7E1", "9600 8N1", "115200 8N1");
  }

  @Test
  void encryptedTelegramsAreFoundByTheirHeader() throws IOException {
    byte[] frame = new byte[600];
    new Random(1).nextBytes(frame);
    byte[] header = {(byte) 0xdb, 8, 'S', 'A', 'G', 'g', 'g', 0, 0, 0, (byte) 0x82};
    System.arraycopy(header, 0, frame, 0, header.length);
    List<LineSettings> candidates = settings(9_600, "7E1").orCommonOnes();
    LineFinder.Opener meter = meter(new Uart(115_200, "8N1"), frame);
    try (LineFinder line = LineFinder.open("port", candidates, meter, PATIENCE)) {
      assertThat(read(line, 600)).isEqualTo(frame);
    }
    assertThat(opened).containsExactly("9600 7E1", "115200 8N1");
  }

  /** Or else the reader would say that no byte came. */
  @Test
  void whereNothingFitsTheBytesAreShown() throws IOException {
    List<LineSettings> candidates = settings(115_200, "8N1").orCommonOnes();
    LineFinder.Opener meter = meter(new Uart(2_400, "7O1"), TELEGRAM);
    try (LineFinder line = LineFinder.open("port", candidates, meter, PATIENCE)) {
      assertThat(read(line, 100)).hasSize(100);
    }
    assertThat(opened).hasSizeGreaterThan(3);
  }

  @Test
  void isForListeningOnly() throws IOException {
    List<LineSettings> candidates = settings(115_200, "8N1").orCommonOnes();
    LineFinder.Opener meter = meter(new Uart(9_600, "8N1"), new byte[0]);
    LineFinder line = LineFinder.open("port", candidates, meter, PATIENCE);
    assertFails(Kind.REFUSED, () -> line.write(ByteBuffer.wrap(new byte[1])))
        .hasMessageContaining("baud=");
    assertThat(line.discardInput()).isTrue();
    line.close();
    assertFails(Kind.CLOSED, () -> line.read(ByteBuffer.allocate(1), PATIENCE));
  }

  /** The other end of a pseudo terminal does what chips do when it is not set as the meter is. */
  @Test
  void findsThemOnAPort(@TempDir Path folder) throws Exception {
    try (PtyPair ptys = PtyPair.start(folder)) {
      SerialTransportProvider provider = new SerialTransportProvider();
      Options options =
          Options.of(Map.of("line", "auto", "baud", "115200"), Map.of(), provider.options());
      Thread meter = new Thread(() -> sendAt9600(ptys), "meter");
      try (Transport line = provider.open(ptys.port().toString(), options)) {
        meter.start();
        byte[] seen = read(line, 2 * TELEGRAM.length);
        assertThat(new String(seen, US_ASCII)).contains(new String(TELEGRAM, US_ASCII));
      } finally {
        meter.interrupt();
        meter.join();
      }
    }
  }

  private static void sendAt9600(PtyPair ptys) {
    Uart sender = new Uart(9_600, "7E1");
    byte[] garbled = new Uart(115_200, "8N1").receive(sender.send(TELEGRAM));
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ptys.send(speed(ptys.port()).equals("9600") ? TELEGRAM : garbled);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String speed(Path port) throws IOException {
    Process stty = new ProcessBuilder("stty", "-F", port.toString(), "speed").start();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    stty.getInputStream().transferTo(text);
    return text.toString(US_ASCII).strip();
  }
}
