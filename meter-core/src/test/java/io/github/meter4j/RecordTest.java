package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recording what a reader reads, and playing it. */
@Timeout(60)
class RecordTest {
  private final FlakyLink link = new FlakyLink();

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("meter.rec");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<String> played(Path file, String pace) throws MeterException {
    var source = MeterSource.of(new LineDriver(), "file", file.toString()).with("pace", pace);
    try (MeterReader<LineReading> meter = MeterReader.open(source)) {
      return meter.readings().map(LineReading::text).toList();
    }
  }

  /** Over any number of breaks it is one recording, of a damaged line too. */
  @Test
  void aRecordingPlaysWhatWasReadAcrossReconnects() throws Exception {
    List<String> read = new ArrayList<>();
    try (MeterReader<LineReading> meter = link.reader("?record=" + file())) {
      Patience.Running<List<String>> stream =
          Patience.start(() -> meter.readings().limit(10).map(LineReading::text).toList());
      for (int i = 1; i <= 10; i++) {
        ScriptedTransport now = link.awaitOpened(i);
        now.feed("!bad\nrea");
        now.feed("ding " + i + "\n");
        if (i < 10) {
          now.awaitDrained();
          now.disconnect();
        }
      }
      read.addAll(stream.get());
      assertThat(meter.stats().notRecorded()).isZero();
    }
    assertThat(read).hasSize(10);
    assertThat(files()).containsExactly(file());
    assertThat(played(file(), "max")).isEqualTo(read);
    assertThat(played(file(), "recorded")).isEqualTo(read);
  }

  @Test
  void aSecondRunKeepsTheRecordingOfTheFirst() throws Exception {
    for (int run = 1; run <= 2; run++) {
      try (MeterReader<LineReading> meter = link.reader("?record=" + file())) {
        Patience.Running<LineReading> reading =
            Patience.start(() -> meter.readings().findFirst().orElseThrow());
        link.awaitOpened(run).feed("run " + run + "\n");
        reading.get();
      }
    }
    assertThat(played(file(), "max")).containsExactly("run 2");
    assertThat(played(folder.resolve("meter.rec.1"), "max")).containsExactly("run 1");
  }

  @Test
  void aLongRecordingIsInSeveralFiles() throws Exception {
    String options = "?record=" + file() + "&record-size=10KB&record-files=3";
    try (MeterReader<LineReading> meter = link.reader(options)) {
      Patience.Running<Long> count = Patience.start(() -> meter.readings().limit(500).count());
      for (int i = 0; i < 500; i++) {
        link.awaitOpened(1).feed("a reading with the number " + i + "\n");
      }
      assertThat(count.get()).isEqualTo(500);
    }
    assertThat(files()).hasSize(3);
    for (Path file : files()) {
      assertThat(Files.size(file)).isLessThanOrEqualTo(10_000);
      assertThat(played(file, "max")).isNotEmpty();
    }
    assertThat(played(file(), "max")).last().asString().endsWith("number 499");
  }

  @Test
  void rejectedFramesAreDumped() throws Exception {
    Path dump = folder.resolve("dump");
    try (MeterReader<LineReading> meter = link.reader("?dump=" + dump)) {
      Patience.Running<Long> count = Patience.start(() -> meter.readings().limit(2).count());
      link.awaitOpened(1).feed("a\n!bad\n");
      link.awaitOpened(1).awaitDrained();
      link.awaitOpened(1).disconnect();
      link.awaitOpened(2).feed("!worse\nb\n");
      assertThat(count.get()).isEqualTo(2);
    }
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(dump)) {
      for (Path file : files.sorted().toList()) {
        assertThat(file.getFileName().toString()).endsWith("-CHECKSUM.rec");
        assertThat(Files.readString(file)).contains("# CHECKSUM: damaged");
        List<String> lines = Files.readAllLines(file);
        contents.add(lines.get(lines.size() - 1));
      }
    }
    assertThat(contents).containsExactly("0 216261640a", "0 21776f7273650a");
  }

  @Test
  void aFileThatCannotBeMadeIsToldAtOnce() {
    assertThatThrownBy(() -> link.reader("?record=" + folder.resolve("no/meter.rec")))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("there is no such folder");
    assertThat(link.times()).as("opened").isZero();
  }

  @Test
  void theFileThatIsPlayedIsNotRecordedInto() throws Exception {
    Files.writeString(file(), "a\n");
    var source =
        MeterSource.of(new LineDriver(), "file", file().toString())
            .with("record", file().toString());
    assertThatThrownBy(() -> MeterReader.open(source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot record into the file that is played");
    assertThat(file()).hasContent("a");
  }

  @Test
  void sizesAreWrittenWithTheirUnit() {
    assertThatThrownBy(() -> link.source("?record-size=10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10KB to 100GB");
    assertThatThrownBy(() -> link.source("?record-size=9KB"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> link.source("?record-size=101GB"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(link.source("?record-size=100GB").toString()).endsWith("record-size=100GB");
  }

  @Test
  void aFolderOrFileThatIsClosedIsFreeAgain() throws Exception {
    link.setThere(false);
    assertThatThrownBy(() -> link.reader("?record=" + file()))
        .isInstanceOf(TransportException.class);
    link.setThere(true);
    link.reader("?record=" + file() + "&record-size=20KB").close();
    assertThat(files()).hasSize(2);
  }
}
