package io.github.meter4j.examples.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the documentation are what the program prints. */
class DocumentationTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("meter.root", "../..")).resolve("docs/reference");

  @TempDir Path folder;
  private Path house;

  @BeforeEach
  void writeTheExample() throws IOException {
    String shown = blocks("json.md", "telegram").get(0);
    byte[] good = Telegrams.bytes(shown.replace("\n", "\r\n"));
    byte[] changed = good.clone();
    changed[shown.replace("\n", "\r\n").indexOf("00.638") + 5] = '9';
    house = Files.write(folder.resolve("house.txt"), Telegrams.join(good, changed));
  }

  private static List<String> blocks(String page, String language) throws IOException {
    String text = Files.readString(REFERENCE.resolve(page)).replace("\r\n", "\n");
    Matcher matcher =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(text);
    List<String> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  @Test
  void theJsonIsWhatTheProgramPrints() throws IOException {
    List<JsonNode> shown = new ArrayList<>();
    for (String block : blocks("json.md", "json")) {
      shown.add(new ObjectMapper().readTree(block));
    }
    List<JsonNode> printed = Program.run(house).lines();
    printed.forEach(line -> ((ObjectNode) line).put("file", "house.txt"));

    assertThat(shown).hasSize(2).isEqualTo(printed);
  }

  @Test
  void theExplanationIsWhatTheProgramPrints() throws IOException {
    String shown = blocks("faults.md", "").get(0);
    String beforeTheDots = shown.substring(0, shown.lastIndexOf("...."));

    assertThat(Program.run("--explain", house).out().replace(house.toString(), "house.txt"))
        .startsWith(beforeTheDots);
  }
}
