package io.github.meter4j.rigs.machine;

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
import java.util.Map;
import java.util.function.Consumer;

/**
 * The emulated computer, built and run by {@code machine.sh}. System property {@code machines}
 * names a folder for finished machines that survives {@code mvn clean}.
 */
record Machine(String architecture, Path folder) {
  private static final Path RIG = Path.of("").toAbsolutePath();
  private static final int PATIENCE_S = 900;
  private static final int PATIENCE_WITH_WAITS_S = 3600;

  static Machine of(String architecture) {
    String kept = System.getProperty("machines", "");
    Path folder = kept.isEmpty() ? RIG.resolve("target/machines") : Path.of(kept);
    return new Machine(architecture, folder.resolve(architecture));
  }

  void build() {
    script(Map.of(), line -> {}, List.of("build", architecture, folder.toString()));
  }

  /**
   * Runs scenarios in a machine on its own.
   *
   * @param app an empty folder, which is filled with what goes into the machine
   * @param play the script in the guest's folder that has the scenarios
   * @param scenarios its lines of scenarios
   * @return the lines of the console
   */
  List<String> run(Path app, String play, List<String> scenarios) {
    fill(app, play, scenarios);
    return script(Map.of(), line -> {}, runs(app, PATIENCE_S, List.of()));
  }

  /**
   * Runs scenarios in a machine that something outside has a part in. It waits as long as the
   * host's clock says.
   *
   * @param app an empty folder, which is filled with what goes into the machine
   * @param play the script in the guest's folder that has the scenarios
   * @param scenarios its lines of scenarios
   * @param options what QEMU is to be told
   * @param outside is told each line of the console when it comes
   * @return the lines of the console
   */
  List<String> run(
      Path app,
      String play,
      List<String> scenarios,
      List<String> options,
      Consumer<String> outside) {
    fill(app, play, scenarios);
    return script(
        Map.of("METER_MACHINE_WAITS", "yes"), outside, runs(app, PATIENCE_WITH_WAITS_S, options));
  }

  private static void fill(Path app, String play, List<String> scenarios) {
    try {
      copyJars(RIG.resolve("target/lib"), app);
      copyJars(RIG.resolve("target"), app);
      Files.copy(RIG.resolve("src/main/guest").resolve(play), app.resolve("run.sh"));
      Files.write(app.resolve("scenarios"), scenarios);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> runs(Path app, int seconds, List<String> options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", architecture, folder.toString(), app.toString()));
    arguments.add(Integer.toString(seconds));
    arguments.addAll(options);
    return arguments;
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
  private static List<String> script(
      Map<String, String> environment, Consumer<String> listener, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(RIG.resolve("machine.sh").toString()));
    command.addAll(arguments);
    List<String> lines = new ArrayList<>();
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      try (BufferedReader output =
          new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          lines.add(line);
          listener.accept(line);
          if (!line.startsWith("gpio_value") && !line.equals("TICK")) {
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
