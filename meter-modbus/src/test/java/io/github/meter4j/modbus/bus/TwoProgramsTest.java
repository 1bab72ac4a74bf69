package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.modbus.Patience;
import io.github.meter4j.testkit.PtyPair;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two programs poll meters on one port, and take turns. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(150)
class TwoProgramsTest {
  @TempDir private Path folder;
  private PtyPair line;
  private PtySlave slave;
  private final List<Process> programs = new ArrayList<>();

  @BeforeEach
  void plugIn() throws IOException {
    line = PtyPair.start(folder);
    slave = new PtySlave(line);
  }

  @AfterEach
  void unplug() throws IOException {
    programs.forEach(Process::destroyForcibly);
    if (slave != null) {
      slave.close();
      line.close();
    }
  }

  private Process program(String options, int unit, int seconds) throws IOException {
    String classPath =
        String.join(
            File.pathSeparator,
            "target/test-classes",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            System.getProperty("jdk.module.path", ""));
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                PollingProgram.class.getName(),
                "modbus:" + line.port() + options,
                Integer.toString(unit),
                Integer.toString(seconds))
            .redirectErrorStream(true)
            .start();
    programs.add(program);
    return program;
  }

  private static String lastLine(Process program) throws Exception {
    String last = "";
    BufferedReader out = program.inputReader();
    for (String next = out.readLine(); next != null; next = out.readLine()) {
      last = next.startsWith("failed") || next.startsWith("good") ? last + next : last;
    }
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return last;
  }

  private static void await(Process program, String line) throws IOException {
    String next = program.inputReader().readLine();
    while (!line.equals(next)) {
      assertThat(next).as("before " + line).isNotNull();
      next = program.inputReader().readLine();
    }
  }

  private void share(int seconds, int leastPolls) throws Exception {
    Process one = program("", 1, seconds);
    Process two = program("", 2, seconds);
    String first = lastLine(one);
    String second = lastLine(two);
    assertThat(first).matches("good \\d+ bad 0");
    assertThat(second).matches("good \\d+ bad 0");
    int polls = Integer.parseInt(first.split(" ")[1]) + Integer.parseInt(second.split(" ")[1]);
    assertThat(slave.damaged()).isZero();
    List<Integer> asked = slave.asked();
    assertThat(asked).hasSize(polls);
    assertThat(polls).isGreaterThan(leastPolls);
    System.out.println(
        seconds + " s: " + first + "; " + second + "; longest run of one " + longestRun(asked));
    assertThat(Collections.frequency(asked, 1)).isGreaterThan(leastPolls / 3);
    assertThat(Collections.frequency(asked, 2)).isGreaterThan(leastPolls / 3);
  }

  private static int longestRun(List<Integer> asked) {
    int longest = 0;
    int run = 0;
    int from = Math.max(asked.indexOf(1), asked.indexOf(2)); // both are there
    int to = Math.min(asked.lastIndexOf(1), asked.lastIndexOf(2));
    for (int i = from + 1; i <= to; i++) {
      run = asked.get(i).equals(asked.get(i - 1)) ? run + 1 : 0;
      longest = Math.max(longest, run + 1);
    }
    return longest;
  }

  @Test
  void noTransactionIsLost() throws Exception {
    share(4, 60);
  }

  @Test
  @Tag("slow")
  void noTransactionIsLostInAMinute() throws Exception {
    share(60, 2_000);
  }

  /** Both ask one meter for other registers each time, which answers now in time and now late. */
  @Test
  void neitherTakesAnAnswerThatIsLateForTheOther() throws Exception {
    Random random = new Random(42);
    slave.slow(() -> random.nextInt(3) == 0 ? 100 + random.nextInt(60) : 2);
    Process one = program("?reply-timeout=100ms", 1, 6);
    Process two = program("?reply-timeout=100ms", 1, 6);
    for (Process program : List.of(one, two)) {
      List<String> said = program.inputReader().lines().toList();
      assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(said).noneMatch(line -> line.startsWith("wrong"));
      assertThat(said.get(said.size() - 1)).matches("good [1-9]\\d* bad \\d+");
    }
    assertThat(slave.asked()).hasSizeGreaterThan(20);
    assertThat(slave.damaged()).isZero();
  }

  /** It would change the speed under the first, or take its bytes. */
  @Test
  void aProgramThatSetsTheLineOtherwiseOrWantsItAloneIsRefused() throws Exception {
    Process first = program("", 1, 5);
    await(first, "first");
    String holder =
        line.port()
            + " is in use by another program (PollingProgram, process "
            + first.pid()
            + ") at 9600 8N1 (use=shared): ";
    for (String options : List.of("?baud=19200", "?format=8E1", "?use=exclusive")) {
      Process second = program(options, 2, 1);
      assertThat(second.inputReader().lines()).anyMatch(said -> said.contains(holder));
      assertThat(second.waitFor()).isNotZero();
    }
    assertThat(lastLine(first)).matches("good [1-9]\\d* bad 0");
    assertThat(slave.asked()).containsOnly(1);
  }

  /** The one that dies holds the turn: it waits for an answer that never comes. */
  @Test
  void theTurnOfAProgramThatIsKilledIsFree() throws Exception {
    slave.silence(1);
    Process holder = program("?reply-timeout=5m", 1, 1);
    await(holder, "open");
    Patience.until("the unit was asked", () -> !slave.asked().isEmpty());
    Process other = program("", 2, 3); // waits for its turn when it opens the port
    assertThat(other.waitFor(1, TimeUnit.SECONDS)).isFalse();
    assertThat(slave.asked()).containsOnly(1);
    long killed = System.nanoTime();
    holder.destroyForcibly().waitFor();
    await(other, "first");
    assertThat(System.nanoTime() - killed).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(lastLine(other)).matches("good \\d+ bad 0");
    assertThat(slave.damaged()).isZero();
  }
}
