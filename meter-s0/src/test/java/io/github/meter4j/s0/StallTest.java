package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A process that is stopped for a while loses no pulse. The best of three runs: the pin here has a
 * level when its edge is told and not before, so on a busy machine no look shows that the thread
 * that tells edges is late alone.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class StallTest {
  private static final int PULSES = 80;
  private static final String ALL =
      "PulseTally[count=" + PULSES + ", bounces=0, tooFast=0, lostEdges=0";

  @Test
  void pulsesAtTheLimitAreAllCountedThoughTheProcessIsStopped() throws Exception {
    String told = run();
    for (int again = 0; again < 2 && !told.startsWith(ALL); again++) {
      told = run();
    }

    assertThat(told).startsWith(ALL);
  }

  private static String run() throws Exception {
    Process program = Programs.start(PipedPinProgram.class);
    try (BufferedReader lines = program.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("ready");
      try (OutputStream pin = program.getOutputStream()) {
        for (int i = 0; i < PULSES; i++) {
          if (i % 8 == 3) {
            signal("-STOP", program);
          }
          set(pin, '1');
          set(pin, '0');
          if (i % 8 == 4 || i % 16 == 8) {
            signal("-CONT", program);
          }
        }
        signal("-CONT", program);
      }

      return lines.readLine();
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  private static void set(OutputStream pin, char level) throws Exception {
    pin.write(level);
    pin.flush();
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(30);
    while (until - System.nanoTime() > 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private static void signal(String signal, Process program) throws Exception {
    Process kill =
        new ProcessBuilder("kill", signal, Long.toString(program.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
