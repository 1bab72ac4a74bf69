package io.github.meter4j.blinkt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.StatusIndicators;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is seen of a program from outside. */
@Timeout(60)
class ProgramsTest {
  private static final String LIT = Frames.frame("E70000FF" + "E7000000".repeat(7));

  @Test
  void theLedsGoDarkWhenTheProgramEnds() throws Exception {
    assertThat(run(ExitProgram.class, "true")).containsExactly(LIT, Frames.DARK, "closed");
  }

  @Test
  void theLedsStayLitIfWanted() throws Exception {
    assertThat(run(ExitProgram.class, "false")).containsExactly(LIT, "closed");
  }

  /** A frame goes out of a byte array that is there already; an object for each would be 16. */
  @Test
  void aFrameTakesNoMemory() throws Exception {
    assertThat(run(AllocationProgram.class)).containsExactly("0");
  }

  private static List<String> run(Class<?> program, String... arguments) throws Exception {
    Path core =
        Path.of(StatusIndicators.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        String.join(File.pathSeparator, "target/classes", "target/test-classes", core.toString()));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }
}
