package io.github.meter4j.internal.play;

import static io.github.meter4j.internal.Failures.assertFails;
import static io.github.meter4j.internal.play.FileTransportTest.gzip;
import static io.github.meter4j.internal.play.FileTransportTest.once;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.LineDriver;
import io.github.meter4j.LineReading;
import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Playback;
import io.github.meter4j.spi.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the bytes of a file arrived: a recording knows it, and nothing else does. */
@Timeout(60)
class RecordedTimesTest {
  private static final FileTransportProvider PROVIDER = new FileTransportProvider();
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final String HEAD = "#meter4j-recording 1 2026-01-31T12:00:00Z\n";

  /** What time it is here: never when anything was recorded. */
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private static final String ONE = "250000000 " + hex("one\n") + '\n';
  private static final String ASKED = "#> 1000000000 3f0d\n";
  private static final String TWO = "1500000000 " + hex("two\n") + '\n';

  @TempDir private Path folder;
  private final InputStream standardInput = System.in;

  @AfterEach
  void restoreStandardInput() {
    System.setIn(standardInput);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("meter.txt"), text, US_ASCII);
  }

  private static Transport open(Path file, String... options) throws IOException {
    Map<String, String> texts = new java.util.HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      texts.put(options[i], options[i + 1]);
    }
    return PROVIDER.open(file.toString(), Options.of(texts, Map.of(), PROVIDER.options()));
  }

  /** Each read and when it arrived. */
  private static List<String> reads(Transport transport) throws IOException {
    List<String> reads = new ArrayList<>();
    for (String text = once(transport, Duration.ofSeconds(10));
        !text.equals("the end");
        text = once(transport, Duration.ofSeconds(10))) {
      reads.add(text.strip() + ' ' + transport.arrival(CLOCK));
    }
    return reads;
  }

  @Test
  void aRecordingHasTheTimesAtWhichItWasMade() throws IOException {
    try (Transport transport = open(write(HEAD + ONE + ASKED + TWO))) {
      assertThat(reads(transport))
          .containsExactly("one 2026-01-31T12:00:00.250Z", "two 2026-01-31T12:00:01.500Z");
    }
  }

  @Test
  void theFirstByteOfATelegramCounts() throws IOException {
    String second = "3000000000 " + hex("/b\n!\n") + '\n';
    String recording = HEAD + "1000000000 " + hex("/a\n") + "\n2000000000 " + hex("!\n") + '\n';

    try (Transport transport = open(write(recording + ASKED + second), "pace", "1ms")) {
      assertThat(reads(transport))
          .containsExactly("/a\n! 2026-01-31T12:00:01Z", "/b\n! 2026-01-31T12:00:03Z");
    }
  }

  @Test
  void aFileWithoutTimesHasNone() throws IOException {
    String none = "one " + FrameDecoder.NO_ARRIVAL;
    Path packed = Files.write(folder.resolve("packed"), gzip("one\n".getBytes(US_ASCII)));
    for (Transport file :
        List.of(open(write("one\n")), open(write("one\n"), "pace", "1ms"), open(packed))) {
      try (file) {
        assertThat(reads(file)).containsExactly(none);
      }
    }
  }

  /** An archive may be piped as well as a meter, so somebody has to say which it is. */
  @Test
  void aPipeHasThoseOfNowWhereItIsSaidToBeLive() throws IOException {
    System.setIn(new ByteArrayInputStream("one\n".getBytes(US_ASCII)));
    try (Transport pipe = open(Path.of("-"))) {
      assertThat(reads(pipe)).containsExactly("one " + FrameDecoder.NO_ARRIVAL);
    }
    System.setIn(new ByteArrayInputStream("one\n".getBytes(US_ASCII)));
    try (Transport pipe = open(Path.of("-"), "live", "true")) {
      assertThat(reads(pipe)).containsExactly("one " + Instant.EPOCH);
    }
    System.setIn(new ByteArrayInputStream((HEAD + ONE).getBytes(US_ASCII)));
    try (Transport pipe = open(Path.of("-"), "live", "true")) {
      assertThat(reads(pipe)).containsExactly("one 2026-01-31T12:00:00.250Z");
    }
  }

  @Test
  void aFileIsNotLive() throws IOException {
    Path file = write("one\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(file, "live", "true"))
        .withMessageContaining("follow=true");
  }

  @Test
  void whatIsAppendedToAFileArrivesWhenItIsSeen() throws IOException {
    Path file = write("old\n".repeat(10_000));
    try (Transport transport = open(file, "follow", "true")) {
      ByteBuffer target = ByteBuffer.allocate(1_000);
      for (int left = 40_000; left > 0; target.clear()) {
        left -= transport.read(target, Duration.ZERO);
        assertThat(transport.arrival(CLOCK)).isEqualTo(FrameDecoder.NO_ARRIVAL);
      }
      Instant before = Instant.now();
      Files.writeString(file, "new\n", StandardOpenOption.APPEND);
      assertThat(once(transport, Duration.ofSeconds(10))).isEqualTo("new\n");
      assertThat(transport.arrival(CLOCK)).isBetween(before, Instant.now());
    }
  }

  @Test
  void aRecordingThatIsFollowedHasItsOwnTimes() throws IOException {
    Path file = write(HEAD + ONE);
    try (Transport transport = open(file, "follow", "true")) {
      Files.writeString(file, ASKED + TWO, StandardOpenOption.APPEND);
      assertThat(once(transport, Duration.ofSeconds(10))).isEqualTo("one\n");
      assertThat(transport.arrival(CLOCK)).isEqualTo(START.plusMillis(250));
      assertThat(once(transport, Duration.ofSeconds(10))).isEqualTo("two\n");
      assertThat(transport.arrival(CLOCK)).isEqualTo(START.plusMillis(1_500));
    }
  }

  @Test
  void readingsHaveThem() throws Exception {
    Path file = write(HEAD + ONE + TWO);
    MeterSource<LineReading> source = MeterSource.of(new LineDriver(), "file", file.toString());

    try (MeterReader<LineReading> reader = MeterReader.open(source)) {
      assertThat(reader.readings().map(LineReading::arrived))
          .containsExactly(START.plusMillis(250), START.plusMillis(1_500));
    }
    // also while the playback is recorded
    try (MeterReader<LineReading> reader =
        MeterReader.open(source.with("record", folder.resolve("again.rec").toString()))) {
      assertThat(reader.readings().map(LineReading::arrived))
          .containsExactly(START.plusMillis(250), START.plusMillis(1_500));
    }
  }

  @Test
  void aRecordingHasBothSides() throws IOException {
    String remarks = "# 5 chunks are missing here\n#> not hex\n#>\n";
    try (Playback recording = (Playback) open(write(HEAD + ONE + remarks + ASKED + TWO))) {
      List<String> entries = new ArrayList<>();
      for (var next = recording.next(); next.isPresent(); next = recording.next()) {
        Playback.Entry entry = next.get();
        assertThat(entry.due()).isLessThanOrEqualTo(System.nanoTime());
        entries.add((entry.sent() ? "> " : "< ") + hexOf(entry) + ' ' + entry.at());
      }
      assertThat(entries)
          .containsExactly(
              "< " + hex("one\n") + " 2026-01-31T12:00:00.250Z",
              "> 3f0d 2026-01-31T12:00:01Z",
              "< " + hex("two\n") + " 2026-01-31T12:00:01.500Z");
      assertThat(recording.next()).isEmpty();
    }
  }

  private static String hexOf(Playback.Entry entry) {
    return HexFormat.of().formatHex(entry.bytes());
  }

  @Test
  void aFileWithoutTimesHasNoSides() throws IOException {
    try (Playback file = (Playback) open(write("one\n"))) {
      assertFails(Kind.REFUSED, file::next).hasMessageContaining("is no recording");
    }
  }

  @Test
  void theSidesAreDueWhenTheyWereRecorded() throws IOException {
    try (Playback recording =
        (Playback) open(write(HEAD + ONE + ASKED + TWO), "pace", "recorded")) {
      long first = recording.next().orElseThrow().due();
      long second = recording.next().orElseThrow().due();
      assertThat(Duration.ofNanos(second - first)).isEqualTo(Duration.ofMillis(750));
    }
  }
}
