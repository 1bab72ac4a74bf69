package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.Reading;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Starts test programs in processes of their own, on the class path. */
final class Programs {
  private Programs() {}

  static Process start(Class<?> program, String... arguments) throws IOException {
    String classPath =
        Stream.of(program, LiveCount.class, Reading.class, NullMarked.class)
            .map(Programs::place)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** By resource: on the module path tests and main classes share one place in their module. */
  private static String place(Class<?> type) {
    String name = '/' + type.getName().replace('.', '/') + ".class";
    String url = String.valueOf(type.getResource(name));
    if (url.startsWith("jar:file:")) {
      return url.substring("jar:file:".length(), url.indexOf("!"));
    }
    assertThat(url).startsWith("file:");
    return url.substring("file:".length(), url.length() - name.length());
  }
}
