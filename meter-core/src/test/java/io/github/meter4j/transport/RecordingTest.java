package io.github.meter4j.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00.123456789Z");
  private static final String FIRST_LINE = "#meter4j-recording 1 2026-01-31T12:00:00.123456789Z\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String written() {
    return out.toString(US_ASCII);
  }

  @Test
  void writesALineForEachChunk() throws IOException {
    try (Recording.Writer writer = Recording.to(out, START)) {
      writer.write("/KFM5".getBytes(US_ASCII), 0);
      writer.write(new byte[] {0, (byte) 0xff}, 104_857_600);
    }

    assertThat(written()).isEqualTo(FIRST_LINE + "0 2f4b464d35\n104857600 00ff\n");
  }

  @Test
  void handsOverEachChunkAtOnce() throws IOException {
    try (Recording.Writer writer = Recording.to(out, START)) {
      assertThat(written()).isEqualTo(FIRST_LINE);

      writer.write(new byte[] {'!'}, 7);

      assertThat(written()).isEqualTo(FIRST_LINE + "7 21\n");
    }
  }

  @Test
  void takesTheRestOfABuffer() throws IOException {
    ByteBuffer direct = ByteBuffer.allocateDirect(3).put(1, (byte) 1).put(2, (byte) 2).position(1);

    try (Recording.Writer writer = Recording.to(out, START)) {
      writer.write(direct, 7);
    }

    assertThat(written()).isEqualTo(FIRST_LINE + "7 0102\n");
    assertThat(direct.hasRemaining()).isFalse();
  }

  @Test
  void writesNoLineForNoBytes() throws IOException {
    try (Recording.Writer writer = Recording.to(out, START)) {
      writer.write(new byte[0], 7);
    }

    assertThat(written()).isEqualTo(FIRST_LINE);
  }

  @Test
  void cutsAHugeChunkIntoLinesOfTheSameTime() throws IOException {
    try (Recording.Writer writer = Recording.to(out, START)) {
      writer.write(new byte[20_000], 7);
    }

    assertThat(written().lines().skip(1))
        .containsExactly("7 " + "00".repeat(16_384), "7 " + "00".repeat(20_000 - 16_384));
  }

  @Test
  void refusesToGoBackInTime() throws IOException {
    try (Recording.Writer writer = Recording.to(out, START)) {
      writer.write(new byte[] {1}, 7);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.write(new byte[] {2}, 6))
          .withMessage("a chunk at 6 ns cannot follow one at 7 ns");
    }

    assertThat(written()).isEqualTo(FIRST_LINE + "7 01\n");
  }

  @Test
  void refusesToWriteAfterClose() throws IOException {
    Recording.Writer writer = Recording.to(out, START);
    writer.close();
    writer.close();

    assertThatIOException().isThrownBy(() -> writer.write(new byte[] {1}, 7));
  }

  @Test
  void tellsWhatWasSentAndRemarksWithoutPlayingThem() throws IOException {
    try (Recording.Writer writer = Recording.to(out, START)) {
      writer.sent(ByteBuffer.wrap("/?!".getBytes(US_ASCII)), 5);
      writer.remark("9600 baud\nand \u00e9");
      writer.write(new byte[] {1}, 7);
    }

    assertThat(written()).isEqualTo(FIRST_LINE + "#> 5 2f3f21\n# 9600 baud.and .\n7 01\n");
  }

  @Test
  void whatCouldNotBeWrittenIsNotWrittenLater() throws IOException {
    boolean[] full = new boolean[1];
    OutputStream disk =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (full[0]) {
              throw new IOException("No space left on device");
            }
            out.write(b);
          }
        };
    Recording.Writer writer = Recording.to(disk, START);
    full[0] = true;

    assertThatIOException().isThrownBy(() -> writer.write(new byte[] {1}, 7));
    full[0] = false;
    writer.write(new byte[] {2}, 8);
    writer.close();

    assertThat(written()).isEqualTo(FIRST_LINE + "8 02\n");
  }
}
