package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed while it records leaves a recording that can be played. */
@Timeout(120)
class KilledRecordingTest {
  @TempDir private Path folder;

  @Test
  void playsUpToTheLastWholeLine() throws Exception {
    Path file = folder.resolve("meter.rec");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "classes").toAbsolutePath()
                    + File.pathSeparator
                    + Path.of("target", "test-classes").toAbsolutePath(),
                RecordingProgram.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    try {
      long heard = 0;
      for (int i = 0; i < 50; i++) {
        heard = Long.parseLong(program.inputReader().readLine());
      }
      program.destroyForcibly();
      assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(heard).isGreaterThan(0);
    } finally {
      program.destroyForcibly();
    }
    List<String> recorded;
    try (Stream<String> lines = Files.lines(file)) {
      recorded = lines.filter(line -> !line.startsWith("#")).toList();
    }
    List<String> played = played(file);
    assertThat(played).hasSizeGreaterThan(50).hasSizeBetween(recorded.size() - 1, recorded.size());
    for (int i = 0; i < played.size(); i++) {
      byte[] bytes = HexFormat.of().parseHex(recorded.get(i).split(" ")[1]);
      assertThat(played.get(i) + '\n').isEqualTo(new String(bytes, StandardCharsets.US_ASCII));
    }
  }

  /** The same, where power was lost in the middle of a line. */
  @Test
  void aLineThatIsNotWholeEndsItAndNothingBefore() throws Exception {
    String whole = "#meter4j-recording 1 2026-01-31T12:00:00Z\n0 610a\n5 620a\n";
    for (String cut : List.of("1", "10", "10 ", "10 6", "10 630")) {
      Path file = Files.writeString(folder.resolve("cut.rec"), whole + cut);
      assertThat(played(file)).as(cut).containsExactly("a", "b");
    }
  }

  private static List<String> played(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    var source = MeterSource.of(new LineDriver(), "file", file.toString());
    try (MeterReader<LineReading> meter = MeterReader.open(source)) {
      meter.readings().forEach(reading -> texts.add(reading.text()));
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageContaining("is damaged in line");
    }
    return texts;
  }
}
