package io.github.meter4j.internal.play;

import static io.github.meter4j.internal.Failures.assertFails;
import static io.github.meter4j.internal.play.FileTransportTest.all;
import static io.github.meter4j.internal.play.FileTransportTest.gzip;
import static io.github.meter4j.internal.play.FileTransportTest.once;
import static io.github.meter4j.internal.play.FileTransportTest.open;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.transport.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RecordingPlaybackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String FIRST_LINE = "#meter4j-recording 1 2026-01-31T12:00:00Z\n";

  @TempDir private Path folder;

  private Path recording(String text) throws IOException {
    return Files.writeString(folder.resolve("meter.rec"), text);
  }

  @Test
  void playsWhatWasRecordedChunkByChunk() throws IOException {
    byte[] noise = new byte[40_000];
    new Random(3).nextBytes(noise);
    Path file = folder.resolve("meter.rec");
    try (Recording.Writer writer =
        Recording.to(Files.newOutputStream(file), Instant.parse("2026-01-31T12:00:00Z"))) {
      writer.write("/KFM5".getBytes(US_ASCII), 0);
      writer.write("\r\n!\r\n".getBytes(US_ASCII), 5_000);
      writer.write(noise, 6_000);
    }

    try (Transport transport = open(file, "max")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("/KFM5");
      assertThat(once(transport, PATIENCE)).isEqualTo("\r\n!\r\n");
      assertThat(all(transport, new ByteArrayOutputStream())).isEqualTo(noise);
    }
  }

  @Test
  void playsAtMaximumPaceWhateverTheTimes() throws IOException {
    try (Transport transport =
        open(recording(FIRST_LINE + "3600000000000 2f\n7200000000000 21\n"), "max")) {
      assertThat(once(transport, Duration.ZERO)).isEqualTo("/");
      assertThat(once(transport, Duration.ZERO)).isEqualTo("!");
      assertThat(once(transport, Duration.ZERO)).isEqualTo("the end");
    }
  }

  @Test
  void playsAtTheRecordedTimes() throws IOException {
    Path file = recording(FIRST_LINE + "0 2f\n60000000 21\n120000000 0a\n3600000000000 0d\n");
    long start = System.nanoTime();

    try (Transport transport = open(file, "recorded")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("/");
      assertThat(once(transport, PATIENCE)).isEqualTo("!");
      assertThat(once(transport, PATIENCE)).isEqualTo("\n");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(120));
      assertThat(once(transport, Duration.ofMillis(20))).as("an hour later").isEmpty();
    }
  }

  @Test
  void playsATelegramEachIntervalHoweverItWasCut() throws IOException {
    // "/a\n!\n/b\n!\n" in three pieces
    Path file = recording(FIRST_LINE + "1 2f610a\n2 210a2f620a\n3 210a\n");

    try (Transport transport = open(file, "1ms")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("/a\n!\n");
      assertThat(once(transport, PATIENCE)).isEqualTo("/b\n!\n");
      assertThat(once(transport, PATIENCE)).isEqualTo("the end");
    }
  }

  @Test
  void playsACompressedRecording() throws IOException {
    Path file =
        Files.write(
            folder.resolve("meter.rec.gz"), gzip((FIRST_LINE + "0 2f\n").getBytes(US_ASCII)));

    try (Transport transport = open(file, "recorded")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("/");
      assertThat(once(transport, PATIENCE)).isEqualTo("the end");
    }
  }

  @Test
  void takesRemarksCrLfAndAMissingLastLineEnd() throws IOException {
    String text = FIRST_LINE + "# plugged out\n0 2f\n#\n1 21";

    try (Transport transport = open(recording(text.replace("\n", "\r\n")), "max")) {
      assertThat(all(transport, new ByteArrayOutputStream())).isEqualTo(new byte[] {'/', '!'});
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "7 ",
        "7 2",
        "7 2f2",
        "7 xy",
        "7  2f",
        " 2f",
        "x 2f",
        "-7 2f",
        "4 2f",
        "99999999999999999999 2f",
        "7\t2f",
        "7 2f ",
        "2f"
      })
  void endsAtADamagedLineAndNamesIt(String line) throws IOException {
    Path file = recording(FIRST_LINE + "5 2f\n" + line + "\n8 21\n");

    try (Transport transport = open(file, "max")) {
      assertThat(once(transport, PATIENCE)).isEqualTo("/");
      assertFails(Kind.DISCONNECTED, () -> once(transport, PATIENCE))
          .hasMessageStartingWith(
              file + " is damaged in line 3: expected nanoseconds of at least 5");
      assertFails(Kind.DISCONNECTED, () -> once(transport, PATIENCE))
          .as("what comes after the damage is not played")
          .hasMessageContaining("line 3");
    }
  }

  @Test
  void boundsTheLengthOfALine() throws IOException {
    Path file = recording(FIRST_LINE + "0 " + "2f".repeat(600_000) + "\n");

    try (Transport transport = open(file, "max")) {
      assertFails(Kind.DISCONNECTED, () -> once(transport, PATIENCE))
          .hasMessageContaining("line 2: the line is longer than");
    }
  }

  @Test
  void doesNotGuessAtALaterVersion() throws IOException {
    Path file = recording("#meter4j-recording 2 2026-01-31T12:00:00Z\n0 2f\n");

    try (Transport transport = open(file, "max")) {
      assertFails(Kind.DISCONNECTED, () -> once(transport, PATIENCE))
          .hasMessageContaining("line 1: the format has version \"2\"");
    }
  }

  @Test
  void wantsTheMomentOfTheStart() throws IOException {
    try (Transport transport = open(recording("#meter4j-recording 1 today\n0 2f\n"), "max")) {
      assertFails(Kind.DISCONNECTED, () -> once(transport, PATIENCE))
          .hasMessageContaining("line 1: the moment of the start is missing");
    }
  }
}
