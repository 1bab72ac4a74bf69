package io.github.meter4j.internal.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.pi4j.Pi4J;
import com.pi4j.plugin.mock.MockPlugin;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** What a program says with one class path or another. */
@Timeout(120)
class GpioProgramsTest {
  private static final int MAJOR_VERSION = 7;
  private static final byte JAVA_99 = (byte) 143;

  @TempDir private Path folder;

  @BeforeEach
  void onlyOffARaspberryPi() {
    assumeFalse(Board.current().isRaspberryPi());
  }

  @Test
  void withoutPi4j() throws Exception {
    assertThat(answers(ours()))
        .hasSize(2)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .startsWith("NOT_FOUND GPIO pins need Pi4J, which cannot be loaded (")
                    .contains("add com.pi4j:pi4j-core:2.8.0"));
  }

  @Test
  void withoutARaspberryPi() throws Exception {
    assertThat(answers(with(ours(), Pi4J.class, Logger.class)))
        .hasSize(2)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .matches(
                        "NOT_FOUND no GPIO on this machine: it is not a Raspberry Pi"
                            + " \\(.+\\); use sim: to try without one"));
  }

  @Test
  void withAPi4jOfANewerJava() throws Exception {
    List<Path> classPath = new ArrayList<>(List.of(newer(Pi4J.class)));
    classPath.addAll(with(ours(), Pi4J.class, Logger.class));
    assertThat(answers(classPath))
        .hasSize(2)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .startsWith(
                        "NOT_FOUND this Pi4J needs Java 99 and this is Java "
                            + Runtime.version().feature()));
  }

  /** Off a Raspberry Pi Pi4J takes its mock plugin, when that is there. */
  @Test
  void withPinsThatPi4jPretends() throws Exception {
    assertThat(answers(with(ours(), Pi4J.class, Logger.class, MockPlugin.class)))
        .containsExactly("OPEN", "OPEN");
  }

  private static List<Path> ours() {
    return List.of(
        Path.of("target", "classes").toAbsolutePath(),
        Path.of("target", "test-classes").toAbsolutePath());
  }

  private static List<Path> with(List<Path> classPath, Class<?>... libraries) throws Exception {
    List<Path> longer = new ArrayList<>(classPath);
    for (Class<?> one : libraries) {
      longer.add(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    return longer;
  }

  /** A folder with the class as a Java that is not there yet would compile it. */
  private Path newer(Class<?> original) throws IOException {
    String name = original.getName().replace('.', '/') + ".class";
    try (InputStream in = original.getResourceAsStream('/' + name)) {
      byte[] bytes = in.readAllBytes();
      bytes[MAJOR_VERSION] = JAVA_99;
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    }
    return folder;
  }

  private static List<String> answers(List<Path> classPath) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath.stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator)),
                GpioProgram.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }
}
