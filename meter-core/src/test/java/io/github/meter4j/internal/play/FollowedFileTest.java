package io.github.meter4j.internal.play;

import static io.github.meter4j.internal.Failures.assertFails;
import static io.github.meter4j.internal.play.FileTransportTest.gzip;
import static io.github.meter4j.internal.play.FileTransportTest.once;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FollowedFileTest {
  private static final FileTransportProvider PROVIDER = new FileTransportProvider();
  private static final String HEAD = "#meter4j-recording 1 2026-01-31T12:00:00Z\n";

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("p1.log");
  }

  private void append(String text) throws IOException {
    Files.writeString(file(), text, US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void cutTo(long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private static Options options(Map<String, String> texts) {
    return Options.of(texts, Map.of(), PROVIDER.options());
  }

  private Transport follow() throws IOException {
    return PROVIDER.open(file().toString(), options(Map.of("follow", "true")));
  }

  private static String now(Transport transport) throws IOException {
    return once(transport, Duration.ZERO);
  }

  @Test
  void beginsAtTheBeginningAndGoesOn() throws IOException {
    append("/one");
    try (Transport transport = follow()) {
      assertThat(now(transport)).isEqualTo("/one");
      assertThat(now(transport)).isEmpty();
      append("/two");
      assertThat(now(transport)).isEqualTo("/two");
    }
  }

  @Test
  void readsWhatIsLeftOfAFileThatIsRenamed() throws IOException {
    append("/one");
    try (Transport transport = follow()) {
      assertThat(now(transport)).isEqualTo("/one");
      append("/two");
      Path old = Files.move(file(), folder.resolve("p1.log.1"));
      Files.writeString(old, "/three", StandardOpenOption.APPEND);
      append("/new");
      assertThat(now(transport)).isEqualTo("/two/three");
      assertFails(Kind.DISCONNECTED, () -> now(transport))
          .hasMessage(file() + " was replaced by another file");
    }
    try (Transport again = follow()) {
      assertThat(now(again)).isEqualTo("/new");
    }
  }

  /** Rotation makes the new file; whoever writes the old one goes on there until it is told. */
  @Test
  void staysWithTheOldFileWhileTheNewOneIsEmpty() throws IOException {
    append("/one");
    try (Transport transport = follow()) {
      assertThat(now(transport)).isEqualTo("/one");
      Path old = Files.move(file(), folder.resolve("p1.log.1"));
      Files.createFile(file());
      assertThat(now(transport)).isEmpty();
      Files.writeString(old, "/two", StandardOpenOption.APPEND);
      assertThat(now(transport)).isEqualTo("/two");
      append("/new");
      assertFails(Kind.DISCONNECTED, () -> now(transport));
    }
  }

  @Test
  void readsWhatIsLeftOfAFileThatIsDeleted() throws IOException {
    append("/one");
    try (Transport transport = follow()) {
      append("/two");
      Files.delete(file());
      assertThat(now(transport)).isEqualTo("/one");
      assertThat(now(transport)).isEqualTo("/two");
      assertFails(Kind.DISCONNECTED, () -> now(transport))
          .hasMessage(file() + " is gone: it was deleted or renamed");
      assertFails(Kind.DISCONNECTED, transport::discardInput);
    }
  }

  @Test
  void saysThatAFileBecameShorter() throws IOException {
    append("/one/two");
    try (Transport transport = follow()) {
      assertThat(now(transport)).isEqualTo("/one/two");
      cutTo(6);
      assertFails(Kind.DISCONNECTED, () -> now(transport))
          .hasMessage(file() + " became shorter than what was read of it");
      append("/more than there was");
      assertFails(Kind.DISCONNECTED, () -> now(transport));
    }
  }

  @Test
  void theNewFileIsOldToWhoeverDiscards() throws IOException {
    append("/one");
    try (Transport transport = follow()) {
      Files.move(file(), folder.resolve("p1.log.1"));
      append(HEAD + "0 2f\n");
      assertThat(transport.discardInput()).isTrue();
      assertThat(now(transport)).isEmpty();
      append("1 61\n");
      assertThat(now(transport)).isEqualTo("a");
      cutTo(0);
      append("plain now");
      assertThat(transport.discardInput()).isTrue();
      append("/new");
      assertThat(now(transport)).isEqualTo("/new");
      Files.delete(file());
      assertFails(Kind.DISCONNECTED, transport::discardInput).hasMessageContaining("is gone");
    }
  }

  @Test
  void aHalfWrittenLineOfARecordingWaits() throws IOException {
    append(HEAD.substring(0, 7));
    try (Transport transport = follow()) {
      assertThat(now(transport)).isEmpty();
      append(HEAD.substring(7, 30));
      assertThat(now(transport)).isEmpty();
      append(HEAD.substring(30) + "0 6");
      assertThat(now(transport)).isEmpty();
      append("162\r\n# a remark\n#> 1 7a\n2 6");
      assertThat(now(transport)).isEqualTo("ab");
      append("3\n");
      assertThat(now(transport)).isEqualTo("c");
    }
  }

  /** A recorder whose disk is full takes back what it could not write as a whole. */
  @Test
  void aHalfWrittenLineMayBeTakenBack() throws IOException {
    append(HEAD + "0 61\n");
    long whole = Files.size(file());
    append("1 62");
    try (Transport transport = follow()) {
      assertThat(now(transport)).isEqualTo("a");
      cutTo(whole);
      assertThat(now(transport)).isEmpty();
      append("2 ");
      assertThat(now(transport)).isEmpty();
      cutTo(whole);
      append("# 1 chunks are missing here\n3 63\n");
      assertThat(now(transport)).isEqualTo("c");
      cutTo(whole);
      assertFails(Kind.DISCONNECTED, () -> now(transport)).hasMessageContaining("became shorter");
    }
  }

  /** Ending there would begin the file anew and bring all before it again, for ever. */
  @Test
  void aDamagedLineIsLeftOut() throws IOException {
    append(HEAD + "0 61\nrubbish\n1 6\n5 62\n3 63\n" + "7".repeat(1_100_000) + "\n1 64\n");
    try (Transport transport = follow()) {
      StringBuilder all = new StringBuilder();
      while (all.length() < 4) {
        all.append(once(transport, Duration.ofSeconds(10)));
      }
      assertThat(all).asString().isEqualTo("abcd");
    }
  }

  @Test
  void discardingGoesToTheEndOfALongRecording() throws IOException {
    String line = "5 " + "61".repeat(1_000) + "\n";
    append(HEAD + line.repeat(2_000) + line.substring(0, 100));
    try (Transport transport = follow()) {
      assertThat(transport.discardInput()).isTrue();
      assertThat(now(transport)).isEmpty();
      append(line.substring(100));
      assertThat(now(transport)).isEqualTo("a".repeat(1_000));
      append("6 62\n");
      assertThat(now(transport)).isEqualTo("b");
      append("7 63\n" + line.repeat(2_000));
      assertThat(transport.discardInput()).isTrue();
      append("8 64\n");
      assertThat(now(transport)).isEqualTo("d");
    }
  }

  @Test
  void discardingGoesToTheEndOfALongPlainFile() throws IOException {
    append("0123456789".repeat(300_000));
    try (Transport transport = follow()) {
      assertThat(now(transport)).startsWith("0123");
      assertThat(transport.discardInput()).isTrue();
      assertThat(now(transport)).isEmpty();
      append("/new");
      assertThat(now(transport)).isEqualTo("/new");
    }
  }

  @Test
  void refusesAPackedFileAlsoLater() throws IOException {
    Files.write(file(), gzip("/one".getBytes(US_ASCII)));
    assertFails(Kind.REFUSED, this::follow)
        .hasMessage(file() + " is compressed with gzip and cannot be followed: play it instead");
    cutTo(1);
    try (Transport transport = follow()) {
      assertThat(now(transport)).isEmpty();
      try (OutputStream out = Files.newOutputStream(file(), StandardOpenOption.APPEND)) {
        out.write(0x8b);
      }
      assertFails(Kind.REFUSED, () -> now(transport));
      assertFails(Kind.REFUSED, () -> now(transport));
    }
  }

  @Test
  void refusesARecordingOfAnotherVersion() throws IOException {
    append("#meter4j-recording 2 2026-01-31T12:00:00Z\n");
    assertFails(Kind.DISCONNECTED, this::follow).hasMessageContaining("version \"2\"");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesAPipeAndADevice() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", file().toString()).start();
    assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(mkfifo.exitValue()).isZero();
    assertFails(Kind.REFUSED, this::follow).hasMessageContaining("is no regular file");
    assertFails(Kind.REFUSED, () -> PROVIDER.open("/dev/null", options(Map.of("follow", "true"))));
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    assertFails(Kind.NOT_FOUND, this::follow).hasMessage("no file " + file());
    Files.createDirectory(file());
    assertFails(Kind.NOT_FOUND, this::follow).hasMessageContaining("is a directory");
  }

  @Test
  void refusesWhatItCanTellFromTheAddress() {
    Options paced = options(Map.of("follow", "true", "pace", "1s"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PROVIDER.validate("p1.log", paced))
        .withMessage("follow goes with pace=max only");
    Options recorded = options(Map.of("follow", "true", "pace", "recorded"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PROVIDER.open("p1.log", recorded))
        .withMessage("follow goes with pace=max only");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PROVIDER.validate("-", options(Map.of("follow", "true"))))
        .withMessageContaining("standard input");
  }

  @Test
  void opensAgainOnlyWhatIsFollowed() {
    assertThat(PROVIDER.canOpenAgain(options(Map.of("follow", "true")))).isTrue();
    assertThat(PROVIDER.canOpenAgain(options(Map.of()))).isFalse();
  }

  @Test
  void anInterruptedReaderLosesNothing() throws IOException {
    append("/one");
    try (Transport transport = follow()) {
      assertThat(now(transport)).isEqualTo("/one");
      Thread.currentThread().interrupt();
      assertThat(transport.read(ByteBuffer.allocate(10), Duration.ofMinutes(1))).isZero();
      append("/two");
      assertThat(now(transport)).isEqualTo("/two");
      assertThat(Thread.interrupted()).as("the interrupt status is kept").isTrue();
    }
  }

  @Test
  void aLinkThatIsTurnedToAnotherFileIsFollowedThere() throws IOException {
    Path monday = Files.writeString(folder.resolve("monday"), "/mo");
    Path tuesday = Files.writeString(folder.resolve("tuesday"), "/tu");
    Files.createSymbolicLink(file(), monday);
    try (Transport transport = follow()) {
      assertThat(now(transport)).isEqualTo("/mo");
      Path link = Files.createSymbolicLink(folder.resolve("link"), tuesday);
      Files.move(link, file(), StandardCopyOption.ATOMIC_MOVE);
      assertFails(Kind.DISCONNECTED, () -> now(transport)).hasMessageContaining("replaced");
    }
  }
}
