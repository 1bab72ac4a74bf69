package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program that is asked to end (SIGTERM) closes its reader in a hook and ends, whatever it does.
 */
@Timeout(60)
class SignalTest {
  private static final int BY_SIGTERM = 128 + 15;

  @ParameterizedTest
  @ValueSource(strings = {"reading", "listening", "trying"})
  void closesTheWayAndEnds(String what) throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "there are no signals");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "classes").toAbsolutePath()
                    + File.pathSeparator
                    + Path.of("target", "test-classes").toAbsolutePath(),
                ClosingProgram.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD) // the log
            .start();
    try (var words = program.inputReader()) {
      assertThat(words.readLine()).isEqualTo("READY");
      program.toHandle().destroy(); // that of the process closes its output too
      assertThat(words.readLine()).isEqualTo("CLOSED, closed 1 times");
      assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).isEqualTo(BY_SIGTERM);
    } finally {
      program.destroyForcibly();
    }
  }
}
