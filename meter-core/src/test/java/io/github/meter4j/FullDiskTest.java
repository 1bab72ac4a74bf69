package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 64 KiB that runs full under a recording, and has room again. */
@Timeout(60)
class FullDiskTest {
  private final FlakyLink link = new FlakyLink();

  @TempDir private Path folder;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=64k", "meter4j-test", disk.toString());
    Assumptions.assumeTrue(mounted, "only root can mount a small disk, and not everywhere");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.inputReader().lines().forEach(line -> {});
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theReaderGoesOnAndSoDoesTheRecordingWhenThereIsRoom() throws Exception {
    Path file = disk.resolve("meter.rec");
    Path ballast = disk.resolve("ballast");
    Files.write(ballast, new byte[32_000]);
    long lost;
    try (MeterReader<LineReading> meter = link.reader("?record=" + file)) {
      Heard heard = new Heard();
      meter.subscribe(heard, Handoff.buffer(2_000));
      ScriptedTransport line = link.awaitOpened(1);
      for (int i = 0; i < 1_000; i++) {
        line.feed("a reading with the number " + i + "\n");
      }
      Patience.until("all were read", () -> heard.readings.size() == 1_000);
      Patience.until("the disk was full", () -> meter.stats().notRecorded() > 100);
      Files.delete(ballast);
      line.feed("after it\n");
      Patience.until("it was recorded", () -> text(file).contains("are missing here\n"));
      line.feed("and on\n");
      Patience.until("all were read", () -> heard.readings.size() == 1_002);
      Patience.until("all was recorded", () -> text(file).endsWith(" 616e64206f6e0a\n"));
      assertThat(meter.state()).isEqualTo(ReaderState.CONNECTED);
      lost = meter.stats().notRecorded();
    }
    assertThat(text(file)).contains("# " + lost + " chunks are missing here\n");
    var played = MeterSource.of(new LineDriver(), "file", file.toString());
    try (MeterReader<LineReading> player = MeterReader.open(played)) {
      assertThat(player.readings().map(LineReading::text))
          .hasSize((int) (1_002 - lost))
          .startsWith("a reading with the number 0")
          .endsWith("after it", "and on");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
