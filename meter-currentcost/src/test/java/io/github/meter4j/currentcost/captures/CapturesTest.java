package io.github.meter4j.currentcost.captures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.meter4j.currentcost.CurrentCost;
import io.github.meter4j.currentcost.CurrentCostMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages of real displays, decoded and compared with what others found in them. Skipped unless
 * {@code METER_CAPTURES} names the folder.
 */
@EnabledIfEnvironmentVariable(
    named = CapturesTest.VARIABLE,
    matches = ".*\\S.*",
    disabledReason = CapturesTest.VARIABLE + " names no folder of captures")
class CapturesTest {
  static final String VARIABLE = "METER_CAPTURES";
  private static final String STATED = ".expected.json";

  static List<Path> stated() throws IOException {
    Path root = Path.of(System.getProperty("meter.root", ""));
    Path folder = root.resolve(String.valueOf(System.getenv(VARIABLE))).resolve("cc128");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(STATED)).sorted().toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }

  @ParameterizedTest
  @MethodSource("stated")
  void saysWhatIsStated(Path stated) throws IOException {
    String name = stated.getFileName().toString().replace(STATED, ".xml");
    CurrentCostMessage message =
        CurrentCost.decode(Files.readAllBytes(stated.resolveSibling(name)));
    JsonNode asserts = new ObjectMapper().readTree(stated.toFile()).get("asserts");

    assertThat(message.faults()).isEmpty();
    assertThat(asserts.size()).isPositive();
    for (JsonNode line : asserts) {
      new Statement(line.asText()).check(message);
    }
  }
}
