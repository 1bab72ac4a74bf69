package io.github.meter4j.rigs.gpio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The emulated computer, built and run by {@code machine.sh}. System property {@code gpio.machines}
 * names a folder for finished machines that survives {@code mvn clean}.
 */
record Machine(String architecture, Path folder) {
  private static final Path RIG = Path.of("").toAbsolutePath();
  private static final int PATIENCE_S = 900;

  static Machine of(String architecture) {
    String kept = System.getProperty("gpio.machines", "");
    Path folder = kept.isEmpty() ? RIG.resolve("target/machines") : Path.of(kept);
    return new Machine(architecture, folder.resolve(architecture));
  }

  void build() {
    script("build", architecture, folder.toString());
  }

  /**
   * Runs scenarios.
   *
   * @param app an empty folder, which is filled with what goes into the machine
   * @param scenarios names of functions of {@code run.sh}
   * @return the lines of the console
   */
  List<String> run(Path app, List<String> scenarios) {
    try {
      copyJars(RIG.resolve("target/lib"), app);
      copyJars(RIG.resolve("target"), app);
      Files.copy(RIG.resolve("src/main/guest/run.sh"), app.resolve("run.sh"));
      Files.write(app.resolve("scenarios"), scenarios);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return script(
        "run", architecture, folder.toString(), app.toString(), Integer.toString(PATIENCE_S));
  }

  String kernel() throws IOException {
    return Files.readString(folder.resolve("kernel-version")).strip();
  }

  private static void copyJars(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(from, "*.jar")) {
      for (Path jar : jars) {
        Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Runs machine.sh, shows what it says and returns it; its failure is a failure of the test. */
  private static List<String> script(String... arguments) {
    List<String> command = new ArrayList<>(List.of(RIG.resolve("machine.sh").toString()));
    command.addAll(List.of(arguments));
    List<String> lines = new ArrayList<>();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (BufferedReader output =
          new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          lines.add(line);
          if (!line.startsWith("gpio_value")) {
            System.out.println(line);
          }
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(command + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
    return lines;
  }
}
