package io.github.meter4j.internal.play;

import static io.github.meter4j.internal.Failures.assertFails;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
public class FileTransportTest {
  private static final FileTransportProvider PROVIDER = new FileTransportProvider();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  public static Transport open(Path file, String pace) throws IOException {
    return PROVIDER.open(
        file.toString(), Options.of(Map.of("pace", pace), Map.of(), PROVIDER.options()));
  }

  /** Everything that one read gives. */
  public static String once(Transport transport, Duration timeout) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(100_000);
    int count = transport.read(target, timeout);
    return count < 0 ? "the end" : new String(target.array(), 0, count, US_ASCII);
  }

  static byte[] all(Transport transport, ByteArrayOutputStream bytes) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(1000);
    while (transport.read(target, PATIENCE) >= 0) {
      bytes.write(target.array(), 0, target.position());
      target.clear();
    }
    return bytes.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(US_ASCII));
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] noise(int count) {
    byte[] bytes = new byte[count];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  void playsAPlainFileToItsEnd() throws IOException {
    byte[] content = noise(100_000);

    try (Transport transport = open(write("capture.txt", content), "max")) {
      assertThat(all(transport, new ByteArrayOutputStream())).isEqualTo(content);
      assertThat(once(transport, PATIENCE)).as("the end stays").isEqualTo("the end");
    }
  }

  @Test
  void hasEverythingThereAlready() throws IOException {
    try (Transport transport = open(write("capture.txt", "/KFM5"), "max")) {
      assertThat(once(transport, Duration.ZERO)).isEqualTo("/KFM5");
      assertThat(once(transport, Duration.ZERO)).isEqualTo("the end");
    }
  }

  @Test
  void endsAtOnceWhenTheFileIsEmpty() throws IOException {
    try (Transport transport = open(write("empty.txt", ""), "max")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("the end");
    }
  }

  @Test
  void unpacksGzipWhateverTheFileIsCalled() throws IOException {
    byte[] content = noise(100_000);

    try (Transport transport = open(write("capture.txt", gzip(content)), "max")) {
      assertThat(all(transport, new ByteArrayOutputStream())).isEqualTo(content);
    }
  }

  @Test
  void playsAFileThatIsOnlyCalledGzip() throws IOException {
    try (Transport transport = open(write("capture.txt.gz", "/KFM5"), "max")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("/KFM5");
    }
  }

  @Test
  void unpacksEveryMemberOfAGzipFile() throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(gzip("first".getBytes(US_ASCII)));
    two.writeBytes(gzip("second".getBytes(US_ASCII)));

    try (Transport transport = open(write("rotated.gz", two.toByteArray()), "max")) {
      assertThat(all(transport, new ByteArrayOutputStream()))
          .isEqualTo("firstsecond".getBytes(US_ASCII));
    }
  }

  @Test
  void deliversWhatItCanOfATruncatedGzipFile() throws IOException {
    byte[] content = noise(100_000);
    byte[] packed = gzip(content);
    Path file = write("capture.gz", Arrays.copyOf(packed, packed.length / 2));
    ByteArrayOutputStream delivered = new ByteArrayOutputStream();

    try (Transport transport = open(file, "max")) {
      assertFails(Kind.DISCONNECTED, () -> all(transport, delivered))
          .hasMessageStartingWith(file + ": truncated gzip");

      assertThat(delivered.size()).isBetween(40_000, 60_000);
      assertThat(content).startsWith(delivered.toByteArray());
      assertFails(Kind.DISCONNECTED, () -> once(transport, PATIENCE));
    }
  }

  @Test
  void saysThatAGzipFileIsDamaged() throws IOException {
    byte[] packed = gzip(noise(100_000));
    packed[packed.length / 2] ^= 1;

    try (Transport transport = open(write("capture.gz", packed), "max")) {
      assertFails(Kind.DISCONNECTED, () -> all(transport, new ByteArrayOutputStream()))
          .hasMessageContaining("damaged gzip");
    }
  }

  @Test
  void saysSoAtOnceWhenAGzipFileIsDamagedFromTheStart() throws IOException {
    byte[] packed = gzip(noise(1000));
    Arrays.fill(packed, 10, 60, (byte) 0xff);
    Path file = write("capture.gz", packed);

    assertFails(Kind.DISCONNECTED, () -> open(file, "max")).hasMessageContaining("damaged gzip");
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    assertFails(Kind.NOT_FOUND, () -> open(folder.resolve("none.txt"), "max"))
        .hasMessage("no file " + folder.resolve("none.txt"));
    assertFails(Kind.NOT_FOUND, () -> open(folder, "max"))
        .hasMessage(folder + " is a directory: name a file inside it");
  }

  @Test
  void isForReadingOnlyAndForgetsNothing() throws IOException {
    try (Transport transport = open(write("capture.txt", "/KFM5"), "max")) {
      assertFails(Kind.REFUSED, () -> transport.write(ByteBuffer.allocate(1)));
      assertThat(transport.discardInput()).isFalse();
      assertThat(once(transport, PATIENCE)).isEqualTo("/KFM5");
    }
  }

  @Test
  void isClosedAfterClose() throws IOException {
    Transport transport = open(write("capture.txt", "/KFM5"), "max");
    transport.close();
    transport.close();

    assertFails(Kind.CLOSED, () -> once(transport, PATIENCE));
    assertFails(Kind.CLOSED, () -> transport.write(ByteBuffer.allocate(1)));
    assertFails(Kind.CLOSED, transport::discardInput);
  }

  @Test
  void keepsTheRestOfAChunkForTheNextRead() throws IOException {
    try (Transport transport = open(write("capture.txt", "/one\r\n!\r\n/two\r\n!\r\n"), "1h")) {
      ByteBuffer small = ByteBuffer.allocate(4);

      assertThat(transport.read(small, PATIENCE)).isEqualTo(4);
      assertThat(once(transport, Duration.ZERO)).isEqualTo("\r\n!\r\n");
      assertThat(once(transport, Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void givesOneWholeTelegramEachInterval() throws IOException {
    String first = "/one\r\n1-0:96.1.0(a/b)\r\n!\r\n";
    String second = "/two\r\n!1234\r\n";
    String third = "/three\r\n!";
    Path file = write("capture.txt", first + second + third);
    long start = System.nanoTime();

    try (Transport transport = open(file, "50ms")) {
      assertThat(once(transport, PATIENCE)).isEqualTo(first);
      assertThat(once(transport, PATIENCE)).isEqualTo(second);
      assertThat(once(transport, PATIENCE)).isEqualTo(third);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(100));
      assertThat(once(transport, PATIENCE)).isEqualTo("the end");
    }
  }

  @Test
  void findsTelegramsWhoseLinesEndWithCarriageReturnOnly() throws IOException {
    try (Transport transport = open(write("capture.txt", "/one\r!\r/two\r!\r"), "1ms")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("/one\r!\r");
      assertThat(once(transport, PATIENCE)).isEqualTo("/two\r!\r");
    }
  }

  @Test
  void givesWhatComesBeforeTheFirstTelegramWithIt() throws IOException {
    Path file = write("capture.txt", "1.8.0(1)\r\n!\r\n/one\r\n!\r\n/two\r\n!\r\n");

    try (Transport transport = open(file, "1h")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("1.8.0(1)\r\n!\r\n/one\r\n!\r\n");
      assertThat(once(transport, Duration.ofMillis(20))).isEmpty();
    }
  }

  @Test
  void boundsTheMemoryForAFileWithoutTelegrams() throws IOException {
    byte[] zeros = new byte[1 << 20];

    try (Transport transport = open(write("zeros.bin", zeros), "1h")) {
      assertThat(once(transport, PATIENCE)).hasSize(1 << 16);
      assertThat(all(transport, new ByteArrayOutputStream())).hasSize(zeros.length - (1 << 16));
    }
  }

  @Test
  void deliversTheTelegramBeforeTheEndOfATruncatedGzipFile() throws IOException {
    byte[] packed = gzip("/one\r\n!\r\n/two\r\n!\r\n".getBytes(US_ASCII));
    Path file = write("capture.gz", Arrays.copyOf(packed, packed.length - 8));

    try (Transport transport = open(file, "1ms")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("/one\r\n!\r\n");
      assertThat(once(transport, PATIENCE)).isEqualTo("/two\r\n!\r\n");
      assertFails(Kind.DISCONNECTED, () -> once(transport, PATIENCE));
    }
  }

  @Test
  void endsAWaitForTheNextTelegramWhenItIsClosed() throws IOException {
    Transport transport = open(write("capture.txt", "/one\r\n!\r\n/two\r\n!\r\n"), "1h");
    once(transport, PATIENCE);
    long start = System.nanoTime();
    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(transport::close);

    assertFails(Kind.CLOSED, () -> once(transport, Duration.ofMinutes(1)));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }

  @Test
  void doesNotGiveUpEarlyWhileItWaitsForTheNextTelegram() throws IOException {
    try (Transport transport = open(write("capture.txt", "/one\r\n!\r\n/two\r\n!\r\n"), "1h")) {
      once(transport, PATIENCE);
      long start = System.nanoTime();

      assertThat(once(transport, Duration.ofMillis(70))).isEmpty();

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(70));
    }
  }

  @Test
  void hasNoRecordedTimesInAPlainFile() throws IOException {
    Path file = write("capture.txt", "/one\r\n!\r\n");

    assertFails(Kind.REFUSED, () -> open(file, "recorded"))
        .hasMessage(file + ": this file has no recorded times; use pace=1s");
  }

  @Test
  void endsAWaitEarlyWhenTheThreadIsInterrupted() throws IOException {
    try (Transport transport = open(write("capture.txt", "/one\r\n!\r\n/two\r\n!\r\n"), "1h")) {
      once(transport, PATIENCE);
      Thread.currentThread().interrupt();

      assertThat(once(transport, Duration.ofMinutes(1))).isEmpty();
      assertThat(Thread.interrupted()).as("the interrupt status is kept").isTrue();
    }
  }
}
