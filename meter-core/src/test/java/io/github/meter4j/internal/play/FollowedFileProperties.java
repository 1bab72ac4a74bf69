package io.github.meter4j.internal.play;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.spi.Transport;
import io.github.meter4j.transport.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However the pieces fall in which a file grows, what is read of it is the same. */
class FollowedFileProperties {
  private static final List<String> STARTS =
      List.of("", "#", "#meter4j-recordin", "#meter4j-recording?", "\u001f", "#\u001f\u008b", "/");

  @Property(tries = 200)
  void anyBytesInAnyPiecesAreReadTheSame(
      @ForAll @IntRange(max = 6) int start,
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 60) Integer> pieces)
      throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(STARTS.get(start).getBytes(ISO_8859_1));
    content.writeBytes("\n".getBytes(ISO_8859_1)); // neither a recording nor gzip from here on
    content.writeBytes(bytes);

    assertThat(readWhileItGrows(content.toByteArray(), pieces)).isEqualTo(content.toByteArray());
  }

  @Property(tries = 200)
  void aRecordingInAnyPiecesGivesItsBytes(
      @ForAll @Size(max = 10) List<@Size(min = 1, max = 40) byte[]> chunks,
      @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 60) Integer> pieces)
      throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (Recording.Writer writer = Recording.to(content, Instant.EPOCH)) {
      for (byte[] chunk : chunks) {
        writer.write(chunk, 5);
        writer.sent(ByteBuffer.wrap(chunk), 5);
        writer.remark("9600 baud");
        expected.writeBytes(chunk);
      }
    }

    assertThat(readWhileItGrows(content.toByteArray(), pieces)).isEqualTo(expected.toByteArray());
  }

  /** Reads after each piece; what is left when there are no more pieces comes at once. */
  private static byte[] readWhileItGrows(byte[] content, List<Integer> pieces) throws IOException {
    Path file = Files.createTempFile("growing", ".log");
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (Transport transport = FollowedFile.open(file)) {
      int from = 0;
      for (int piece : pieces) {
        int to = Math.min(content.length, from + piece);
        append(file, Arrays.copyOfRange(content, from, to));
        readAll(transport, read);
        from = to;
      }
      append(file, Arrays.copyOfRange(content, from, content.length));
      readAll(transport, read);
      return read.toByteArray();
    } finally {
      Files.delete(file);
    }
  }

  private static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.APPEND);
  }

  private static void readAll(Transport transport, ByteArrayOutputStream read) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(7);
    while (transport.read(target, Duration.ZERO) > 0) {
      read.write(target.array(), 0, target.position());
      target.clear();
    }
  }
}
