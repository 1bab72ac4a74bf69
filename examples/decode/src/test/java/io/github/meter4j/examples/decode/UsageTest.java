package io.github.meter4j.examples.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options, and what is said about wrong ones. */
class UsageTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    byte[] bad = Telegrams.bytes("/XMP5A\r\n\r\n1-0:1.7.0(01.000*kW)\r\n!0000\r\n");
    file = Files.write(folder.resolve("bad.txt"), bad);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --driver dsmer FILE               | no meter driver "dsmer", did you mean "dsmr"?; there is
          --driver=zzz FILE                 | no meter driver "zzz"; there is
          --chekcsum auto FILE              | Unknown option: '--chekcsum'
          --checksum maybe FILE             | option checksum cannot be "maybe"; it takes auto, require, ignore
          -o checksum FILE                  | "checksum" is no option; options have the form name=value
          -o chekcsum=auto FILE             | unknown option "chekcsum", did you mean "checksum"?; valid here: checksum=
          --checksum auto -o checksum=auto FILE | option checksum is given more than once
          -o tag=ignore -o tag=ignore FILE  | option tag is given more than once
          --max-frame 5 FILE                | option max-frame cannot be "5"; it takes 64 to 65535
          --key secret FILE                 | option key is no reference; it takes env:NAME or file:PATH
          --key env:METER4J_UNSET FILE      | nothing found under env:METER4J_UNSET
          --option pace=1s FILE             | unknown option "pace"
          --explain                         | Missing required parameter: 'FILE'
          """)
  void refusesWrongUsage(String args, String message) {
    Program program = Program.run((Object[]) args.replace("FILE", file.toString()).split(" "));

    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err()).startsWith("decode: " + message);
    assertThat(program.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--checksum=ignore",
    "-ochecksum=ignore",
    "--option=checksum=ignore",
  })
  void handsOptionsToTheDriver(String option) {
    assertThat(Program.run(file).lines().get(0).has("rejected")).isTrue();
    assertThat(Program.run(option, file).lines().get(0).get("integrity").textValue())
        .isEqualTo("UNCHECKED");
  }

  @Test
  void requiresAChecksumWhenAsked() throws IOException {
    Path old = folder.resolve("old.txt");
    Files.write(old, Telegrams.bytes("/XMP5A\r\n\r\n1-0:1.7.0(01.000*kW)\r\n!\r\n"));

    assertThat(Program.run(old).lines().get(0).get("integrity").textValue()).isEqualTo("ABSENT");
    assertThat(
            Program.run("--checksum", "require", old)
                .lines()
                .get(0)
                .at("/rejected/kind")
                .textValue())
        .isEqualTo("CHECKSUM");
  }

  @Test
  void takesAFlagWithAndWithoutItsValue() throws IOException {
    byte[] telegram = Telegrams.small("A", "01.000");
    for (int i = 0; i < telegram.length; i++) {
      telegram[i] |= (byte) (Integer.bitCount(telegram[i] & 0xff) % 2 == 0 ? 0 : 0x80);
    }
    Path parity = folder.resolve("parity.txt");
    byte[] lineEnd = {(byte) 0x8d, 0x0a};
    Files.write(parity, Telegrams.join(lineEnd, telegram, lineEnd, telegram, lineEnd));

    assertThat(Program.run(parity).out()).contains("rejected");
    assertThat(Program.run("--seven-bit", parity).lines())
        .extracting(line -> line.get("integrity").textValue())
        .containsExactly("VERIFIED", "VERIFIED");
    assertThat(Program.run("--seven-bit=true", parity).lines()).hasSize(2);
    assertThat(Program.run("-o", "seven-bit=true", parity).lines()).hasSize(2);
  }

  @Test
  void listsTheOptionsOfTheDriverInItsHelp() {
    Program program = Program.run("--help");

    assertThat(program.code()).isZero();
    assertThat(program.out())
        .contains("--checksum=auto, require, ignore", "--line-ends", "--zone", "(default dsmr)");
  }

  @Test
  void namesTheVersionOfTheOutput() {
    assertThat(Program.run("--version").out()).isEqualTo("JSON lines, version 1\n");
  }

  @Test
  void neverPrintsAKey() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "NOT-A-KEY-0123456789ABCDEF");

    Program program = Program.run("--key", "file:" + key, file);

    assertThat(program.code()).isEqualTo(2);
    assertThat(program.out() + program.err()).doesNotContain("0123456789");
  }
}
