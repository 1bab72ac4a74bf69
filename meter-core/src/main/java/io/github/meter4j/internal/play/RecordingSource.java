package io.github.meter4j.internal.play;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
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
  private long line;
  private long last;

  RecordingSource(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  @Override
  public Optional<Chunk> next() throws IOException {
    if (line == 0) {
      checkFirst(name, readLine().orElse(""));
    }
    while (true) {
      Optional<String> text = readLine();
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (!text.get().startsWith("#")) {
        return Optional.of(parse(text.get()));
      }
    }
  }

  /**
   * Checks the first line.
   *
   * @param name what the file is called in messages
   */
  static void checkFirst(String name, String text) throws TransportException {
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
      Instant.parse(rest.substring(space + 1));
    } catch (DateTimeException e) {
      throw damaged(name, 1, "the moment of the start is missing, as in 2026-01-31T12:00:00Z");
    }
  }

  /**
   * Reads a line that is no remark.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  static Chunk chunk(String text) {
    int space = text.indexOf(' ');
    long nanos = Long.parseLong(text.substring(0, Math.max(0, space)));
    byte[] bytes = HexFormat.of().parseHex(text.substring(space + 1));
    if (bytes.length == 0) {
      throw new IllegalArgumentException("no bytes");
    }
    return new Chunk(nanos, bytes);
  }

  private Chunk parse(String text) throws TransportException {
    try {
      Chunk chunk = chunk(text);
      if (chunk.atNanos() >= last) {
        last = chunk.atNanos();
        return chunk;
      }
    } catch (IllegalArgumentException e) {
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
