package io.github.meter4j.internal.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Failures;
import io.github.meter4j.internal.play.FileTransportTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameDumpTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00.123Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private FrameDump dump() throws TransportException {
    return FrameDump.into(folder.resolve("dump"), CLOCK);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("dump"))) {
      return files.sorted().toList();
    }
  }

  private static Fault fault(long offset, int length) {
    return new Fault(Fault.Kind.CHECKSUM, "expected 1234", offset, length, 0, 0, "");
  }

  @Test
  void keepsTheBytesAndTheReasonAsARecording() throws Exception {
    try (FrameDump dump = dump()) {
      dump.received(ByteBuffer.wrap("...bad!".getBytes(US_ASCII)));
      dump.received(ByteBuffer.wrap("bytes".getBytes(US_ASCII)));
      dump.rejected(fault(3, 4));
    }
    assertThat(files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file).hasFileName("20260131T120000.123Z-0001-CHECKSUM.rec");
              assertThat(file)
                  .hasContent(
                      "#meter4j-recording 1 2026-01-31T12:00:00.123Z\n"
                          + "# CHECKSUM: expected 1234\n"
                          + "0 "
                          + HexFormat.of().formatHex("bad!".getBytes(US_ASCII))
                          + "\n");
            });
    assertThat(files().get(0)).satisfies(file -> assertThat(played(file)).isEqualTo("bad!"));
  }

  private static String played(Path file) throws IOException {
    try (var transport = FileTransportTest.open(file, "max")) {
      return FileTransportTest.once(transport, Duration.ofSeconds(5));
    }
  }

  @Test
  void keepsSixAMinuteAndSaysHowManyItLeftOut() throws Exception {
    try (FrameDump dump = dump()) {
      dump.received(ByteBuffer.allocate(100));
      for (int i = 0; i < 50; i++) {
        dump.rejected(fault(i, 2));
      }
      assertThat(dump.lost()).isZero();
    }
    assertThat(files()).hasSize(FrameDump.MOST_IN_A_MINUTE);
  }

  @Test
  void removesTheOldestOfItsOwnFilesOnly() throws Exception {
    Files.createDirectory(folder.resolve("dump"));
    for (int i = 0; i < 120; i++) {
      Files.writeString(
          folder.resolve("dump").resolve(String.format("20250101T000000.000Z-%04d-LIMIT.rec", i)),
          "");
    }
    Path other = Files.writeString(folder.resolve("dump").resolve("0.txt"), "my thesis");
    try (FrameDump dump = dump()) {
      dump.received(ByteBuffer.allocate(100));
      dump.rejected(fault(0, 2));
    }
    assertThat(files()).hasSize(FrameDump.MOST_FILES + 1).contains(other);
    assertThat(files().get(1)).hasFileName("20250101T000000.000Z-0021-LIMIT.rec");
    assertThat(files().get(FrameDump.MOST_FILES))
        .hasFileName("20260131T120000.123Z-0001-CHECKSUM.rec");
  }

  @Test
  void aFaultWithoutBytesLeavesNothing() throws Exception {
    try (FrameDump dump = dump()) {
      dump.received(ByteBuffer.allocate(10));
      dump.rejected(fault(3, 0));
      dump.rejected(fault(500, 5));
    }
    assertThat(files()).isEmpty();
  }

  /** However the bytes were cut, and after a stream that began anew. */
  @Test
  void findsAnySpanOfTheLastBytes() throws Exception {
    byte[] all = new byte[400_000];
    Random random = new Random(5);
    random.nextBytes(all);
    try (FrameDump dump = dump()) {
      dump.received(ByteBuffer.allocate(777));
      dump.restart();
      for (int at = 0; at < all.length; ) {
        int length =
            Math.min(1 + random.nextInt(random.nextInt(4) == 0 ? 200_000 : 4096), all.length - at);
        dump.received(ByteBuffer.wrap(all, at, length));
        at += length;
      }
      dump.rejected(fault(all.length - 65_535, 65_535));
      dump.rejected(fault(all.length - 100_000, 10));
      dump.rejected(fault(all.length - 5, 50));
    }
    assertThat(bytes(files().get(0)))
        .isEqualTo(Arrays.copyOfRange(all, all.length - 65_535, all.length));
    assertThat(bytes(files().get(1)))
        .isEqualTo(Arrays.copyOfRange(all, all.length - 100_000, all.length - 99_990));
    assertThat(bytes(files().get(2)))
        .isEqualTo(Arrays.copyOfRange(all, all.length - 5, all.length));
  }

  private static byte[] bytes(Path file) throws IOException {
    StringBuilder hex = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#")) {
        hex.append(line.split(" ")[1]);
      }
    }
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void countsWhatCannotBeWritten() throws Exception {
    FrameDump dump = dump();
    Files.delete(folder.resolve("dump"));
    dump.received(ByteBuffer.allocate(100));
    dump.rejected(fault(0, 2));
    dump.close();
    assertThat(dump.lost()).isEqualTo(1);
  }

  @Test
  void saysWhatIsWrongWithTheFolder() throws Exception {
    Files.writeString(folder.resolve("dump"), "a file");
    Failures.assertFails(Kind.NOT_FOUND, this::dump).hasMessageContaining("cannot dump");
  }
}
