package io.github.meter4j.examples.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.transport.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the bytes come from, and where the lines go. */
class InputTest {
  @TempDir Path folder;

  private Path file(String name, byte[]... parts) throws IOException {
    return Files.write(folder.resolve(name), Telegrams.join(parts));
  }

  @Test
  void decodesSeveralFilesInTheOrderGiven() throws IOException {
    Path one = file("1.txt", Telegrams.small("A", "01.000"), Telegrams.small("B", "01.000"));
    Path two = file("2.txt", Telegrams.small("C", "01.000"));

    assertThat(Program.run(two, one, two).lines())
        .extracting(
            line ->
                line.get("file").textValue()
                    + ' '
                    + line.get("offset")
                    + ' '
                    + line.get("ident").textValue())
        .containsExactly(two + " 0 XMP5C", one + " 0 XMP5A", one + " 39 XMP5B", two + " 0 XMP5C");
  }

  @Test
  void startsAnewWithEveryFile() throws IOException {
    Path summed = file("1.txt", Telegrams.small("A", "01.000"));
    Path without = file("2.txt", Telegrams.bytes("/XMP5A\r\n\r\n1-0:1.7.0(01.000*kW)\r\n!\r\n"));
    Path cut = file("3.txt", Telegrams.bytes("/XMP5A\r\n\r\n1-0:1.7.0(01"));

    assertThat(Program.run(summed, without).lines())
        .extracting(line -> line.get("integrity").textValue())
        .containsExactly("VERIFIED", "ABSENT");
    assertThat(Program.run(cut, summed).lines()).hasSize(2);
  }

  @Test
  void readsStandardInput() {
    Program program = Program.runWithInput(Telegrams.small("A", "01.000"), "-");

    assertThat(program.code()).isZero();
    assertThat(program.lines()).hasSize(1);
    assertThat(program.lines().get(0).get("file").textValue()).isEqualTo("-");
  }

  @Test
  void unpacksGzipWhateverTheName() throws IOException {
    byte[] two = Telegrams.join(Telegrams.small("A", "01.000"), Telegrams.small("B", "01.000"));
    Path packed = file("packed.txt", Telegrams.gzip(two));
    Path members = file("members.gz", Telegrams.gzip(two), Telegrams.gzip(two));

    assertThat(Program.run(packed).lines())
        .extracting(line -> line.get("offset").intValue())
        .containsExactly(0, 39);
    assertThat(Program.run(members).lines()).hasSize(4);
    assertThat(Program.runWithInput(Telegrams.gzip(two), "-").lines()).hasSize(2);
  }

  /** Only a recording knows when its bytes arrived. */
  @Test
  void tellsWhenARecordingWasReceived() throws IOException {
    byte[] telegram = Telegrams.small("A", "01.000");
    ByteArrayOutputStream recorded = new ByteArrayOutputStream();
    try (Recording.Writer writer = Recording.to(recorded, Instant.parse("2026-01-31T12:00:00Z"))) {
      writer.write(telegram, 1_500_000_000);
    }

    Path recording = file("a.rec", recorded.toByteArray());
    assertThat(Program.run(recording).lines().get(0).path("receivedAt").textValue())
        .isEqualTo("2026-01-31T12:00:01.500Z");
    assertThat(Program.run(file("a.txt", telegram)).lines().get(0).has("receivedAt")).isFalse();
  }

  @Test
  void goesOnAfterAFileThatIsMissing() throws IOException {
    Path there = file("1.txt", Telegrams.small("A", "01.000"));
    Path missing = folder.resolve("missing.txt");

    Program program = Program.run(missing, there, folder);

    assertThat(program.code()).isEqualTo(1);
    assertThat(program.lines()).hasSize(1);
    assertThat(program.err().lines())
        .containsExactly(
            "decode: no file " + missing,
            "decode: " + folder + " is a directory: name a file inside it");
  }

  @Test
  void goesOnAfterANameThatIsNone() throws IOException {
    Path there = file("1.txt", Telegrams.small("A", "01.000"));

    Program program = Program.run("a\0b", there);

    assertThat(program.code()).isEqualTo(1);
    assertThat(program.lines()).hasSize(1);
    assertThat(program.err()).contains("is no file name here");
  }

  @Test
  void deliversWhatABrokenArchiveHolds() throws IOException {
    byte[] telegrams = new byte[0];
    for (int i = 10; i < 99; i++) {
      telegrams = Telegrams.join(telegrams, Telegrams.small("A" + i, i + ".000"));
    }
    byte[] packed = Telegrams.gzip(telegrams);
    Path cut = file("cut.gz", Arrays.copyOf(packed, packed.length / 2));

    Program program = Program.run(cut);

    assertThat(program.code()).isEqualTo(1);
    assertThat(program.err()).contains("truncated gzip").contains(cut.toString());
    assertThat(program.lines()).hasSizeGreaterThan(5);
  }

  @Test
  void streamsAFileThatIsLargerThanItsMemoryOfIt() throws IOException {
    Path large = folder.resolve("large.txt");
    byte[] telegram = Telegrams.small("A", "01.000");
    try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(large))) {
      for (int i = 0; i < 30_000; i++) {
        out.write(telegram);
      }
    }
    assertThat(Program.run(large).out().lines().count()).isEqualTo(30_000);
  }

  @Test
  void endsQuietlyWhenNobodyReadsAnyMore() throws IOException {
    assertThat(runInto("Broken pipe")).isEqualTo("0 ");
  }

  @Test
  void saysWhyTheOutputCannotBeWritten() throws IOException {
    assertThat(runInto("No space left on device"))
        .isEqualTo("1 decode: cannot write the output: No space left on device\n");
  }

  private String runInto(String failure) throws IOException {
    Path file = file("1.txt", Telegrams.small("A", "01.000"));
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    int code = Decode.run(Program.texts(file, file), broken, messages);
    return code + " " + err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
