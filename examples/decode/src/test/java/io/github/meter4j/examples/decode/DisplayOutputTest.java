package io.github.meter4j.examples.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of Current Cost displays. */
class DisplayOutputTest {
  private static final String IMPULSES =
      "<msg><src>CC128-v1.48</src><dsb>00012</dsb><time>00:00:09</time><tmpr>21.0</tmpr>"
          + "<sensor>0</sensor><id>01039</id><type>2</type><imp>0000014768</imp>"
          + "<ipu>1000</ipu></msg>";

  private static final String HISTORY =
      "<msg><src>CC128-v0.11</src><dsb>00089</dsb><time>13:10:50</time><hist><dsw>00032</dsw>"
          + "<type>1</type><units>kwhr</units><data><sensor>0</sensor><h024>001.1</h024></data>"
          + "</hist></msg>";

  @TempDir private Path folder;

  private Program decode(String text) throws IOException {
    Path file = folder.resolve("display.txt");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    return Program.run("--driver", "cc128", file);
  }

  @Test
  void printsWhatTheDocumentationShows() throws IOException {
    Path page = Path.of(System.getProperty("meter.root"), "docs", "reference", "json.md");
    Program run = decode(IMPULSES + "\r\n");

    String line = run.out().replace(folder.resolve("display.txt").toString(), "display.txt");
    assertThat(line).contains("\"impulses\":{\"count\":\"14768\",\"perUnit\":\"1000\"}");
    assertThat(Files.readString(page)).contains("```jsonl\n" + line + "```\n");
  }

  @Test
  void printsHistoriesAndWhatIsRejectedInTheOrderOfTheFile() throws IOException {
    Program run =
        decode(
            "</ch1></msg>\r\n" + HISTORY + "\r\n<msg><src>ensor>0</sensor></msg>\r\n" + IMPULSES);

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("\"rejected\":{\"kind\":\"FRAMING\""),
            second ->
                assertThat(second)
                    .contains("\"kind\":\"history\",\"device\":\"CC128-v0.11\",\"type\":1,")
                    .contains(
                        "\"history\":[{\"sensor\":0,\"store\":\"h\",\"age\":24,\"value\":\"1.1\","
                            + "\"unit\":\"kWh\"}]"),
            third -> assertThat(third).contains("\"rejected\":{\"kind\":\"SYNTAX\""),
            fourth -> assertThat(fourth).contains("\"kind\":\"impulse\""));
  }
}
