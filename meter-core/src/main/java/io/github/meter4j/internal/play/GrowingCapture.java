package io.github.meter4j.internal.play;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.RateLimitedLog;
import io.github.meter4j.internal.play.ChunkSource.Chunk;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.transport.Recording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds what a meter sent in a file that grows: all its bytes, or those that the lines of a
 * recording have. Takes them in any pieces; what is not whole yet waits. For one thread.
 */
final class GrowingCapture {
  private static final byte[] RECORDING = Recording.MARK.getBytes(StandardCharsets.US_ASCII);

  private enum Form {
    UNKNOWN,
    PLAIN,
    RECORDING
  }

  private final String name;
  private final TimedBytes arrived;
  private final RateLimitedLog warning =
      new RateLimitedLog("io.github.meter4j.file", System::nanoTime);

  /** The start of a file of unknown form, or of a line. */
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(128);

  private Form form = Form.UNKNOWN;

  /** The moment in the first line of a recording. */
  private Optional<Instant> start = Optional.empty();

  /** Whether the line is of no use, because its start is missing or it is too long. */
  private boolean skipping;

  /**
   * A file of which nothing was read.
   *
   * @param name what it is called in messages
   * @param arrived gets the bytes of the meter
   */
  GrowingCapture(String name, TimedBytes arrived) {
    this.name = name;
    this.arrived = arrived;
  }

  /**
   * Takes bytes of the file.
   *
   * @param seen when they came into it; a recording says so itself
   */
  void feed(byte[] bytes, int from, int to, Instant seen) throws TransportException {
    for (int i = from; i < to; i++) {
      switch (form) {
        case UNKNOWN -> begin(bytes[i], seen);
        case PLAIN -> arrived.add(bytes[i], seen);
        case RECORDING -> line(bytes[i]);
      }
    }
  }

  private void begin(byte b, Instant seen) throws TransportException {
    held.write(b);
    byte[] start = held.toByteArray();
    if (Arrays.equals(start, Capture.GZIP)) {
      throw new TransportException(
          Kind.REFUSED, name + " is compressed with gzip and cannot be followed: play it instead");
    }
    if (Arrays.equals(start, RECORDING)) {
      form = Form.RECORDING;
    } else if (!isStartOf(RECORDING, start) && !isStartOf(Capture.GZIP, start)) {
      form = Form.PLAIN;
      held.reset();
      for (byte one : start) {
        arrived.add(one, seen);
      }
    }
  }

  private static boolean isStartOf(byte[] whole, byte[] start) {
    return start.length <= whole.length
        && Arrays.equals(whole, 0, start.length, start, 0, start.length);
  }

  private void line(byte b) throws TransportException {
    if (b == '\n') {
      endLine();
    } else if (!skipping) {
      held.write(b);
      if (held.size() > RecordingSource.LONGEST_LINE) {
        held.reset();
        skipping = true;
        warnOfDamage();
      }
    }
  }

  private void endLine() throws TransportException {
    String text = held.toString(StandardCharsets.ISO_8859_1);
    held.reset();
    if (skipping) {
      skipping = false;
    } else if (start.isEmpty()) {
      start = Optional.of(RecordingSource.start(name, text.stripTrailing()));
    } else if (!text.startsWith("#")) {
      take(text.stripTrailing());
    }
  }

  /** It does not matter whether the times rise. */
  private void take(String text) {
    try {
      Chunk chunk = RecordingSource.chunk(text, start.orElse(FrameDecoder.NO_ARRIVAL));
      for (byte b : chunk.bytes()) {
        arrived.add(b, chunk.arrived());
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      warnOfDamage();
    }
  }

  /** Ending here would begin the file anew and come to the same line again. */
  private void warnOfDamage() {
    warning.log(System.Logger.Level.WARNING, name + " has a damaged line, which is left out");
  }

  /** How many of the bytes that were fed last wait for others. */
  int held() {
    return held.size();
  }

  /** The bytes that wait were taken back. */
  void forgetHeld() {
    held.reset();
  }

  /** Whether bytes of the file may be left out: its form is known. */
  boolean canSkip() {
    return form == Form.PLAIN || start.isPresent();
  }

  /** Bytes were left out: of a recording what follows is the rest of a line. */
  void skipped() {
    held.reset();
    skipping = form == Form.RECORDING;
  }
}
