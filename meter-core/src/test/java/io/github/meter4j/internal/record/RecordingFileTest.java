package io.github.meter4j.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingFileTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
  private static final String MARK = "#meter4j-recording 1 2";

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("meter.rec");
  }

  private RecordingFile recording(long size, int files, RecordingFile.Disk disk) {
    return new RecordingFile(file(), size, files, CLOCK, disk);
  }

  private List<String> lines(String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name));
    assertThat(lines.get(0)).startsWith(MARK);
    return lines.subList(1, lines.size());
  }

  private List<String> names() throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void countsTheTimeFromItsStartAndNeverBackwards() throws IOException {
    try (RecordingFile out = recording(10_000, 5, RecordingFile.REAL)) {
      out.received(new byte[] {1}, 1_000);
      out.sent(new byte[] {2}, 1_500);
      out.received(new byte[] {3}, 1_400);
      out.remark("9600 baud", 2_000);
    }
    assertThat(lines("meter.rec")).containsExactly("0 01", "#> 500 02", "500 03", "# 9600 baud");
  }

  @Test
  void keepsSoManyFilesOfThatSizeAndLosesNothingBetweenThem() throws IOException {
    try (RecordingFile out = recording(200, 3, RecordingFile.REAL)) {
      for (int i = 0; i < 100; i++) {
        out.received(new byte[] {(byte) i}, i);
      }
    }
    assertThat(names()).containsExactly("meter.rec", "meter.rec.1", "meter.rec.2");
    for (String name : names()) {
      assertThat(Files.size(folder.resolve(name))).isLessThanOrEqualTo(200);
    }
    int next = 100;
    for (String name : names()) {
      List<String> lines = lines(name);
      assertThat(lines).isNotEmpty();
      for (int i = lines.size() - 1; i >= 0; i--) {
        next--;
        assertThat(lines.get(i)).endsWith(String.format(" %02x", next));
      }
      assertThat(lines.get(0)).as("each file counts from its own start").startsWith("0 ");
    }
  }

  /** A reader that follows it begins each file with a new telegram then. */
  @Test
  void aFileThatIsNearlyFullEndsWhereTheLinePauses() throws IOException {
    long pause = 500_000_000;
    try (RecordingFile out = recording(400, 9, RecordingFile.REAL)) {
      for (int telegram = 1; telegram <= 6; telegram++) {
        for (int piece = 0; piece < 3; piece++) {
          byte[] bytes = new byte[20];
          Arrays.fill(bytes, (byte) (16 * telegram + piece));
          out.received(bytes, telegram * pause + piece);
        }
      }
    }
    assertThat(names()).containsExactly("meter.rec", "meter.rec.1", "meter.rec.2");
    assertThat(names()).allSatisfy(name -> assertThat(lines(name)).hasSize(6));
    assertThat(lines("meter.rec").get(0)).contains("5050");
    assertThat(lines("meter.rec.1").get(0)).contains("3030");
  }

  @Test
  void oneFileIsBegunAnew() throws IOException {
    try (RecordingFile out = recording(200, 1, RecordingFile.REAL)) {
      for (int i = 0; i < 100; i++) {
        out.received(new byte[] {(byte) i}, i);
      }
    }
    assertThat(names()).containsExactly("meter.rec");
    assertThat(lines("meter.rec")).last().asString().endsWith(" 63");
  }

  @Test
  void aChunkThatIsLargerThanAFileIsWrittenAllTheSame() throws IOException {
    try (RecordingFile out = recording(200, 5, RecordingFile.REAL)) {
      out.received(new byte[500], 0);
      out.received(new byte[500], 1);
    }
    assertThat(names()).containsExactly("meter.rec", "meter.rec.1");
  }

  @Test
  void keepsTheRecordingThatIsThere() throws IOException {
    for (int run = 0; run < 3; run++) {
      try (RecordingFile out = recording(10_000, 5, RecordingFile.REAL)) {
        out.begin();
        out.received(new byte[] {(byte) run}, 0);
      }
    }
    assertThat(names()).containsExactly("meter.rec", "meter.rec.1", "meter.rec.2");
    assertThat(lines("meter.rec")).singleElement().asString().endsWith(" 02");
    assertThat(lines("meter.rec.2")).singleElement().asString().endsWith(" 00");
  }

  @Test
  void leavesAFileAloneThatIsNoRecording() throws IOException {
    Files.writeString(folder.resolve("meter.rec.3"), "my thesis");
    assertThatThrownBy(() -> recording(10_000, 5, RecordingFile.REAL).begin())
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageEndingWith("meter.rec.3");
    assertThat(names()).containsExactly("meter.rec.3");
    recording(10_000, 3, RecordingFile.REAL).begin();
    assertThat(names()).containsExactly("meter.rec", "meter.rec.3");
  }

  @Test
  void saysThatAnotherWritesIt() throws IOException {
    try (RecordingFile out = recording(10_000, 5, RecordingFile.REAL)) {
      out.begin();
      assertThatThrownBy(() -> recording(10_000, 5, RecordingFile.REAL).begin())
          .isInstanceOfSatisfying(
              FileSystemException.class,
              e -> assertThat(e.getReason()).isEqualTo(RecordingFile.IN_USE));
    }
  }

  /** As logrotate does with "create". */
  @Test
  void beginsAnewWhenAnotherFileStandsInItsPlace() throws IOException {
    try (RecordingFile out = recording(10_000, 5, RecordingFile.REAL)) {
      out.received(new byte[] {1}, 0);
      Files.move(file(), folder.resolve("rotated"));
      Files.createFile(file());
      out.received(new byte[] {2}, 1);
    }
    assertThat(lines("rotated")).containsExactly("0 01");
    assertThat(lines("meter.rec")).containsExactly("0 02");
    assertThat(names()).containsExactly("meter.rec", "rotated");
  }

  /** As logrotate does with "copytruncate". */
  @Test
  void beginsAnewWhenTheFileWasEmptied() throws IOException {
    try (RecordingFile out = recording(10_000, 5, RecordingFile.REAL)) {
      out.received(new byte[] {1}, 0);
      Files.newByteChannel(file(), StandardOpenOption.WRITE).truncate(0).close();
      out.received(new byte[] {2}, 1);
    }
    assertThat(lines("meter.rec")).containsExactly("0 02");
    assertThat(names()).containsExactly("meter.rec");
  }

  @Test
  void leavesAFileAloneThatSomebodyPutInItsPlace() throws IOException {
    try (RecordingFile out = recording(10_000, 5, RecordingFile.REAL)) {
      out.received(new byte[] {1}, 0);
      Files.delete(file());
      Files.writeString(file(), "my thesis");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> out.received(new byte[] {2}, 1))
            .isInstanceOf(FileAlreadyExistsException.class);
      }
      assertThat(file()).hasContent("my thesis");
      Files.delete(file());
      out.received(new byte[] {3}, 2);
    }
    assertThat(lines("meter.rec")).containsExactly("0 03");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "#meter4j-rec", "\0\0\0", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"})
  void whatALossOfPowerLeavesBehindIsNoObstacle(String remnant) throws IOException {
    Files.writeString(file(), remnant);
    try (RecordingFile out = recording(10_000, 5, RecordingFile.REAL)) {
      out.begin();
      out.received(new byte[] {1}, 0);
    }
    assertThat(lines("meter.rec")).hasSize(1);
  }

  @Test
  void beginsAnewWhenTheFileWasTakenAway() throws IOException {
    try (RecordingFile out = recording(10_000, 5, RecordingFile.REAL)) {
      out.received(new byte[] {1}, 0);
      Files.delete(file());
      out.received(new byte[] {2}, 5);
    }
    assertThat(lines("meter.rec")).containsExactly("0 02");
  }

  @Test
  void whatAFullDiskCutOffIsTakenBack() throws IOException {
    SmallDisk disk = new SmallDisk(1_000);
    try (RecordingFile out = recording(10_000, 5, disk)) {
      out.received(new byte[] {1}, 0);
      disk.room(3);
      assertThatIOException().isThrownBy(() -> out.received(new byte[] {2}, 5));
      assertThat(lines("meter.rec")).containsExactly("0 01");
      disk.room(1_000);
      out.received(new byte[] {3}, 9);
    }
    assertThat(lines("meter.rec")).containsExactly("0 01", "9 03");
  }

  /** Each try moves the files on only when there is one to move. */
  @Test
  void aFullDiskDoesNotPushTheOldFilesOut() throws IOException {
    SmallDisk disk = new SmallDisk(10_000);
    try (RecordingFile out = recording(200, 3, disk)) {
      for (int i = 0; i < 100; i++) {
        out.received(new byte[] {(byte) i}, i);
      }
      disk.room(10);
      for (int i = 0; i < 100; i++) {
        try {
          out.received(new byte[100], 100 + i);
        } catch (IOException e) {
          continue; // that is what a full disk does
        }
      }
      assertThat(names()).containsExactly("meter.rec.1", "meter.rec.2");
      disk.room(10_000);
      out.received(new byte[] {7}, 300);
      assertThat(names()).containsExactly("meter.rec", "meter.rec.1", "meter.rec.2");
    }
    assertThat(lines("meter.rec")).containsExactly("0 07");
  }

  /** Whatever fails, and when: the files hold whole lines of what was written without an error. */
  @Test
  void holdsExactlyWhatWasWrittenWithoutAnError() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      SmallDisk disk = new SmallDisk(10_000);
      StringBuilder good = new StringBuilder();
      Path here = Files.createDirectory(folder.resolve("seed" + seed));
      RecordingFile out = new RecordingFile(here.resolve("x"), 300, 1000, CLOCK, disk);
      for (int i = 0; i < 60; i++) {
        disk.room(random.nextInt(4) == 0 ? random.nextInt(60) : 10_000);
        try {
          out.received(new byte[] {(byte) i}, i);
          good.append(String.format("%02x ", i));
        } catch (IOException e) {
          continue; // counted by whoever records
        }
      }
      out.close();
      StringBuilder found = new StringBuilder();
      for (int i = 999; i >= 0; i--) {
        Path file = here.resolve(i == 0 ? "x" : "x." + i);
        if (Files.exists(file)) {
          String text = Files.readString(file);
          assertThat(text).startsWith(MARK).endsWith("\n");
          text.lines().skip(1).forEach(line -> found.append(line.split(" ")[1]).append(' '));
        }
      }
      assertThat(found.toString()).as("seed %s", seed).isEqualTo(good.toString());
    }
  }
}
