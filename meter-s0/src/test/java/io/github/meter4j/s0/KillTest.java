package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are killed by signal 9 while they count. */
@Timeout(600)
class KillTest {
  private static final int EVERY = 20;

  /** How many pulses come while a save runs and its thread waits for a processor. */
  private static final int WHILE_SAVING = 250;

  @TempDir private Path folder;

  /** What a program said before it was killed. */
  private record Life(long start, long told, long saved) {}

  @Test
  void aKillLosesLittleAndNothingThatWasSaved() throws Exception {
    kill(6, 1);
  }

  @Test
  @Tag("slow")
  void aHundredKillsLoseLittleAndNothingThatWasSaved() throws Exception {
    kill(100, 2);
  }

  private void kill(int times, long seed) throws Exception {
    Random random = new Random(seed);
    List<Life> lives = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      lives.add(live(1 + random.nextInt(200)));
    }
    lives.add(live(1));
    List<Long> lost = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Life life = lives.get(i);
      long next = lives.get(i + 1).start();
      String what = "life " + i + ' ' + life + ", then " + next;
      assertThat(next).as(what).isGreaterThanOrEqualTo(life.start());
      assertThat(next).as(what).isGreaterThanOrEqualTo(life.saved());
      assertThat(next).as(what + ": no more than there were").isLessThanOrEqualTo(life.told() + 1);
      lost.add(life.told() - next);
    }
    lost.sort(null);
    assertThat(lost.get(times - 1)).as("most lost of " + lost).isLessThan(EVERY + WHILE_SAVING);
    assertThat(lost.get(times / 2)).as("middle of " + lost).isLessThanOrEqualTo(2 * EVERY);
    assertThat(lives.get(times).start()).isPositive();
  }

  /** Kills it after so many pulses. */
  private Life live(int pulses) throws Exception {
    Process program = launch();
    try (BufferedReader lines = program.inputReader()) {
      long start = -1;
      long told = 0;
      long saved = 0;
      boolean killed = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.matches("(start|pulse|saved) \\d+")) {
          assertThat(killed).as("it says: " + line).isTrue();
          break; // the kill cut it off
        }
        long number = Long.parseLong(line.substring(line.indexOf(' ') + 1));
        switch (line.charAt(1)) {
          case 't' -> {
            start = number;
            told = number;
          }
          case 'u' -> told = number;
          default -> saved = number;
        }
        if (start >= 0 && told - start >= pulses && !killed) {
          killed = true;
          // by its handle: the process object would close the pipe, and what it said with it
          program.toHandle().destroyForcibly();
        }
      }
      program.waitFor();
      assertThat(killed).as("it ran until it was killed").isTrue();
      return new Life(start, told, saved);
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void anotherProgramDoesNotGetTheCount() throws Exception {
    Process program = launch();
    try (BufferedReader lines = program.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("start 0");
      assertThatThrownBy(() -> CountFile.open(folder.resolve("s0.count")))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.BUSY))
          .hasMessageContaining("is in use by process " + program.pid());
    } finally {
      program.destroyForcibly().waitFor();
    }
    CountFile.open(folder.resolve("s0.count")).close();
  }

  private Process launch() throws IOException {
    return Programs.start(
        CountingProgram.class, folder.resolve("s0.count").toString(), Integer.toString(EVERY));
  }
}
