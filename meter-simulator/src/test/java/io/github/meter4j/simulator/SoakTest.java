package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.testkit.PtyPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reader with a heap of 32 MB on a pseudo terminal on which one byte in a hundred is damaged, in
 * bursts, and which stalls now and then. What it reads is compared with what was sent: every
 * telegram that was not damaged has to come, none with another value, and memory has to stay.
 */
@DisabledOnOs(OS.WINDOWS)
class SoakTest {
  private static final int SPEED = 60;
  private static final int BURST = 150;
  private static final long SEED = 20_261_121;

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private final Set<String> expected = Collections.synchronizedSet(new LinkedHashSet<>());
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> memory = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch open = new CountDownLatch(1);
  private PtyPair line;
  private Process program;
  private long received;
  private long bytes;
  private long damagedBytes;
  private int damagedTelegrams;

  @BeforeEach
  void start() throws Exception {
    line = PtyPair.start(folder);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String modulePath = System.getProperty("jdk.module.path");
    if (modulePath != null) {
      classPath = modulePath + System.getProperty("path.separator") + classPath;
    }
    program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                SoakProgram.class.getName(),
                line.port().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread listener = new Thread(this::listen, "soak listener");
    listener.setDaemon(true);
    listener.start();
    assertThat(open.await(30, TimeUnit.SECONDS)).as("the program opened the port").isTrue();
  }

  @AfterEach
  void stop() throws IOException {
    if (program != null) {
      program.destroyForcibly();
    }
    if (line != null) {
      line.close();
    }
  }

  private void listen() {
    try (BufferedReader out = program.inputReader()) {
      for (String next = out.readLine(); next != null; next = out.readLine()) {
        if (next.equals("open")) {
          open.countDown();
        } else if (next.startsWith("memory ")) {
          memory.add(Long.parseLong(next.substring("memory ".length())));
        } else if (expected.remove(next)) {
          received++;
        } else {
          wrong.add(next);
        }
      }
    } catch (IOException e) {
      return; // it was stopped
    }
  }

  @Test
  void tenMinutes() throws Exception {
    run(600);
    assertThat(damagedTelegrams).isGreaterThan(5);
  }

  @Test
  @Tag("soak")
  void aDay() throws Exception {
    run(86_400);
    List<Long> seen = List.copyOf(memory);
    assertThat(seen).hasSizeGreaterThan(20);
    int quarter = seen.size() / 4;
    long early = Collections.max(seen.subList(quarter / 2, 2 * quarter));
    long late = Collections.max(seen.subList(seen.size() - quarter, seen.size()));
    System.out.println("memory after collection, first and last quarter: " + early + ", " + late);
    assertThat(late).isLessThan(early + 1_000_000);
  }

  private void run(int telegrams) throws Exception {
    Household household = new Household(7, Instant.parse("2026-10-24T18:00:00Z"));
    long period = Duration.ofSeconds(1).toNanos() / SPEED;
    long due = System.nanoTime();
    for (int i = 0; i < telegrams; i++) {
      byte[] telegram = household.next();
      String line = SoakProgram.line(Dsmr.decode(telegram));
      byte[] sent = damaged(telegram);
      if (sent == telegram) {
        expected.add(line);
      }
      bytes += sent.length;
      this.line.send(sent);
      due += period;
      if (random.nextInt(2_000) == 0) {
        due += TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(2_900)); // a stall
      }
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
    awaitAll();
    System.out.printf(
        "%d telegrams, %d bytes, %d of them damaged (%.2f %%) in %d telegrams; %d read, %d missed,"
            + " %d wrong%n",
        telegrams,
        bytes,
        damagedBytes,
        100.0 * damagedBytes / bytes,
        damagedTelegrams,
        received,
        expected.size(),
        wrong.size());
    assertThat(wrong).isEmpty();
    assertThat(expected).as("good telegrams that were not read").isEmpty();
    assertThat(received).isEqualTo(telegrams - damagedTelegrams);
    assertThat(program.isAlive()).isTrue();
  }

  /** A burst now and then, so that a hundredth of all bytes is not what the meter sent. */
  private byte[] damaged(byte[] telegram) {
    double bursts = 0.01 * telegram.length / (BURST * 255.0 / 256);
    if (random.nextDouble() >= bursts) {
      return telegram;
    }
    byte[] damaged = telegram.clone();
    int from = random.nextInt(telegram.length - BURST);
    for (int i = from; i < from + BURST; i++) {
      byte other = (byte) random.nextInt(256);
      damagedBytes += damaged[i] == other ? 0 : 1;
      damaged[i] = other;
    }
    damagedTelegrams++;
    return damaged;
  }

  private void awaitAll() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!expected.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
