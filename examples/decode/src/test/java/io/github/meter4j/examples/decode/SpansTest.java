package io.github.meter4j.examples.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every byte of a file is in a line of the output, or is fill. */
class SpansTest {
  @TempDir Path folder;

  private List<JsonNode> decode(byte[]... parts) throws IOException {
    Path file = Files.write(folder.resolve("x.txt"), Telegrams.join(parts));
    Program program = Program.run(file);
    assertThat(program.code()).isZero();
    assertThat(program.err()).isEmpty();
    return program.lines();
  }

  private static String span(JsonNode line) {
    JsonNode rejected = line.get("rejected");
    String what =
        rejected == null ? line.get("ident").textValue() : rejected.get("kind").textValue();
    return line.get("offset") + "+" + line.get("length") + " " + what;
  }

  @Test
  void printsARejectedLineForATelegramWhoseChecksumDoesNotMatch() throws IOException {
    byte[] good = Telegrams.small("A", "01.000");
    byte[] bad = Telegrams.small("A", "02.000");
    int length = bad.length;
    String sent = new String(bad, length - 6, 4, java.nio.charset.StandardCharsets.US_ASCII);
    bad[14] = '!' + 1;
    String computed = String.format("%04X", Telegrams.crc(Arrays.copyOf(bad, length - 6)));
    Path file = Files.write(folder.resolve("x.txt"), Telegrams.join(good, bad, good));

    Program program = Program.run(file);

    assertThat(program.out().lines().toList().get(1))
        .isEqualTo(
            "{\"file\":\"%s\",\"offset\":%d,\"length\":%d,\"rejected\":{\"kind\":\"CHECKSUM\","
                    .formatted(file, good.length, length)
                + "\"message\":\"checksum sent %s, computed %s\"}}".formatted(sent, computed));
    assertThat(program.lines()).hasSize(3);
    assertThat(program.lines().get(2).get("offset").intValue()).isEqualTo(good.length + length);
  }

  @Test
  void reportsTheTailOfATelegramAtTheStart() throws IOException {
    byte[] good = Telegrams.small("A", "01.000");
    byte[] tail = Arrays.copyOfRange(good, 20, good.length);

    List<JsonNode> lines = decode(tail, good);

    assertThat(lines)
        .extracting(SpansTest::span)
        .containsExactly(
            "0+" + tail.length + " FRAMING", tail.length + "+" + good.length + " XMP5A");
    assertThat(lines.get(0).at("/rejected/message").textValue())
        .isEqualTo(
            tail.length
                + " bytes before the first telegram: other data, or the rest of one cut off before");
  }

  @Test
  void reportsAFileOfRubbish() throws IOException {
    List<JsonNode> lines = decode(Telegrams.bytes("%PDF-1.7 and no telegram"));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).at("/rejected/kind").textValue()).isEqualTo("FRAMING");
    assertThat(lines.get(0).at("/rejected/message").textValue())
        .isEqualTo("24 bytes without a telegram");
    assertThat(lines.get(0).get("length").intValue()).isEqualTo(24);
  }

  /** As {@code read-meter} says of bytes that come from a port. */
  @ParameterizedTest
  @CsvSource({
    "1b1b1b1b010101017605036a1e2b620062007263010176010445425a010b0a01, SML",
    "7ea00841030213a1a27e7ea00841030213a1a27e, HDLC",
    "0f8000000107, ''",
    "0f800000010c07e80a1b0702300000ffc480020209060100010800ff0600012345, DLMS/COSEM",
    "6803036808015a63166803036808015a6316, M-Bus"
  })
  void namesTheProtocolOfAFileThatIsNoneOfItsDriver(String hexadecimal, String name)
      throws IOException {
    byte[] other = HexFormat.of().parseHex(hexadecimal);

    List<JsonNode> alone = decode(other);
    List<JsonNode> behind = decode(Telegrams.small("A", "01.000"), other);

    assertThat(alone.get(0).at("/rejected/message").textValue())
        .satisfies(message -> assertNames(message, name));
    assertThat(behind.get(1).at("/rejected/message").textValue())
        .satisfies(message -> assertNames(message, name));
  }

  private static void assertNames(String message, String name) {
    if (name.isEmpty()) {
      assertThat(message).doesNotContain("looks like");
    } else {
      assertThat(message).contains("looks like " + name).contains("does not read");
    }
  }

  @Test
  void printsNothingForFillAndForAnEmptyFile() throws IOException {
    byte[] fill = Telegrams.bytes("\r\n\0\u00ff \u007f\n");

    assertThat(decode()).isEmpty();
    assertThat(decode(fill)).isEmpty();
    assertThat(decode(fill, Telegrams.small("A", "01.000"), fill)).hasSize(1);
    assertThat(decode(new byte[200_000])).isEmpty();
  }

  @Test
  void accountsForEveryByteThatIsNoFill() throws IOException {
    byte[] good = Telegrams.small("A", "01.000");
    byte[] cut = Arrays.copyOf(good, 25);
    byte[] file =
        Telegrams.join(
            Telegrams.bytes("tail)\r\n!ABCD\r\n"),
            good,
            Telegrams.bytes("noise\r\n"),
            good,
            cut,
            Telegrams.bytes("\r\n"),
            good,
            "x".repeat(50_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            Telegrams.bytes("\r\n"),
            good,
            cut);

    List<JsonNode> lines = decode(file);

    int at = 0;
    for (JsonNode line : lines) {
      int offset = line.get("offset").intValue();
      for (; at < offset; at++) {
        assertThat(file[at]).isIn((byte) '\r', (byte) '\n');
      }
      assertThat(offset).isEqualTo(at);
      at += line.get("length").intValue();
    }
    assertThat(at).isEqualTo(file.length);
    assertThat(lines.stream().filter(line -> line.has("ident"))).hasSize(4);
  }

  @Test
  void putsWhatStandsInAFileBeforeWhatFollows() throws IOException {
    byte[] rubbish = new byte[3_000_000];
    Arrays.fill(rubbish, (byte) 'z');

    List<JsonNode> lines = decode(rubbish, Telegrams.bytes("\r\n"), Telegrams.small("A", "01.000"));

    long before = -1;
    for (JsonNode line : lines) {
      assertThat(line.get("offset").longValue()).isGreaterThan(before);
      before = line.get("offset").longValue();
    }
    assertThat(before).isEqualTo(rubbish.length + 2);
  }
}
