package io.github.meter4j.dsmr.captures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The folder of captured telegrams, which is no part of this project. */
final class Captures {
  static final String VARIABLE = "METER_CAPTURES";
  private static final String STATED = ".expected.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Captures() {}

  /** The folder of the P1 telegrams; fails where the named one is not there. */
  static Path p1() {
    String named = System.getenv(VARIABLE);
    Path root = Path.of(System.getProperty("meter.root", ""));
    Path folder = root.resolve(Objects.requireNonNull(named)).resolve("p1");
    assertThat(folder).as("the folder that %s=%s names", VARIABLE, named).isDirectory();
    return folder;
  }

  static List<Path> telegrams() throws IOException {
    return list(".txt");
  }

  static List<Path> stated() throws IOException {
    return list(STATED);
  }

  private static List<Path> list(String ending) throws IOException {
    try (Stream<Path> files = Files.list(p1())) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
      assertThat(found).as("files *%s", ending).isNotEmpty();
      return found;
    }
  }

  /** The telegrams whose values a file states. */
  static Path telegramsOf(Path stated) {
    String name = stated.getFileName().toString();
    return stated.resolveSibling(name.substring(0, name.length() - STATED.length()) + ".txt");
  }

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }
}
