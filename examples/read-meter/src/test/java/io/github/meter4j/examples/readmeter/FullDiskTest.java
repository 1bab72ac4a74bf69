package io.github.meter4j.examples.readmeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk of 64 KiB, and what the program writes to it. */
@Timeout(60)
class FullDiskTest {
  private static final String FAST = "dsmr?rate=1000&start=2026-07-02T12:30";

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

  private void fill() throws IOException {
    try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
      for (int i = 0; i < 1_000; i++) {
        ballast.write(new byte[1_024]);
      }
    } catch (IOException e) {
      return; // full
    }
    throw new IOException("this disk is larger than 64 KiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "csv"})
  void aLogThatFillsItEndsWithAMessage(String format) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    try (OutputStream log = Files.newOutputStream(disk.resolve("meter.log"))) {
      String[] args = {"--demo", FAST, "--format", format};
      code = ReadMeter.run(args, log, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    assertThat(code).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("read-meter: cannot write the output: No space left on device");
    assertThat(Files.size(disk.resolve("meter.log"))).isBetween(50_000L, 65_536L);
  }

  /** The meter is read on, since a recording must not stop a reader. */
  @Test
  void aRecordingThatHasNoRoomIsSaidAtTheEnd() throws IOException {
    fill();
    String record = FAST + "&record=" + disk.resolve("meter.rec");

    Outcome run = Outcome.of("--demo", record, "--count", "5", "--format", "json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).hasSize(5);
    assertThat(run.err())
        .containsPattern("read-meter: [0-9]+ pieces? could not be written to the files of record=");
  }

  @Test
  void aCountThatCannotBeSavedIsSaidAtTheEnd() throws IOException {
    fill();
    String count = "s0?rate=20&interval=100ms&meter=cellar&state=" + disk.resolve("s0.count");

    Outcome run = Outcome.of("--demo", count, "--count", "3", "--format", "csv");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).hasSize(4);
    assertThat(run.err()).contains("read-meter: the count cannot be saved: ");
  }
}
