package io.github.meter4j.internal.play;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.transport.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Reads what {@link Recording.Writer} wrote. */
final class RecordingSource implements ChunkSource {
  static final int LONGEST_LINE = 1 << 20;

  private final String name;
  private final InputStream in;
  private Instant start = FrameDecoder.NO_ARRIVAL;
  private long line;
  private long last;

  RecordingSource(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  @Override
  public Optional<Chunk> next() throws IOException {
    if (line == 0) {
      start = start(name, readLine().orElse(""));
    }
    while (true) {
      Optional<String> text = readLine();
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Optional<Chunk> chunk =
          text.get().startsWith("#") ? sent(text.get()) : Optional.of(parse(text.get()));
      if (chunk.isPresent()) {
        return chunk;
      }
    }
  }

  /**
   * Reads the first line.
   *
   * @param name what the file is called in messages
   * @return the moment that the nanoseconds count from
   */
  static Instant start(String name, String text) throws TransportException {
    String rest = text.substring(Math.min(text.length(), Recording.MARK.length()));
    int space = rest.indexOf(' ');
    String version = space < 0 ? rest : rest.substring(0, space);
    if (!version.equals(Integer.toString(Recording.VERSION))) {
      throw damaged(
          name,
          1,
          "the format has version \""
              + version
              + "\", this program reads version "
              + Recording.VERSION);
    }
    try {
      return Instant.parse(rest.substring(space + 1));
    } catch (DateTimeException e) {
      throw damaged(name, 1, "the moment of the start is missing, as in 2026-01-31T12:00:00Z");
    }
  }

  /**
   * Reads what stands in a line.
   *
   * @param start the moment that the nanoseconds count from
   * @throws IllegalArgumentException when it is damaged
   * @throws DateTimeException when it is out of the range of an instant
   */
  private static Chunk chunk(String text, Instant start, boolean sent) {
    int space = text.indexOf(' ');
    long nanos = Long.parseLong(text.substring(0, Math.max(0, space)));
    byte[] bytes = HexFormat.of().parseHex(text.substring(space + 1));
    if (bytes.length == 0) {
      throw new IllegalArgumentException("no bytes");
    }
    return new Chunk(nanos, bytes, start.plusNanos(nanos), sent);
  }

  /** As that, of a line that is no remark. */
  static Chunk chunk(String text, Instant start) {
    return chunk(text, start, false);
  }

  /** What was sent to the meter, if that is what a remark says. */
  private Optional<Chunk> sent(String remark) {
    if (!remark.startsWith(Recording.SENT)) {
      return Optional.empty();
    }
    try {
      Chunk chunk = chunk(remark.substring(Recording.SENT.length()), start, true);
      last = Math.max(last, chunk.atNanos());
      return Optional.of(chunk);
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty(); // somebody else's remark
    }
  }

  private Chunk parse(String text) throws TransportException {
    try {
      Chunk chunk = chunk(text, start);
      if (chunk.atNanos() >= last) {
        last = chunk.atNanos();
        return chunk;
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Said below, together with the numbers that are none of ours.
    }
    throw damaged(
        name,
        line,
        "expected nanoseconds of at least " + last + ", a space and pairs of hexadecimal digits");
  }

  private Optional<String> readLine() throws IOException {
    line++;
    ByteArrayOutputStream text = new ByteArrayOutputStream(128);
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    while (b >= 0 && b != '\n') {
      text.write(b);
      if (text.size() > LONGEST_LINE) {
        throw damaged(name, line, "the line is longer than " + LONGEST_LINE + " characters");
      }
      b = in.read();
    }
    String whole = text.toString(StandardCharsets.ISO_8859_1);
    return Optional.of(whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole);
  }

  private static TransportException damaged(String name, long line, String why) {
    return new TransportException(
        Kind.DISCONNECTED, name + " is damaged in line " + line + ": " + why);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
