package io.github.meter4j.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A recording: what a meter sent, and when. It is a text file that the transport {@code file} plays
 * back and that {@code grep} and {@code cut} can read:
 *
 * <pre>
 * #meter4j-recording 1 2026-01-31T12:00:00Z
 * 0 2f4b464d35
 * 104857600 0d0a
 * </pre>
 *
 * <p>The first line has the version of the format, 1, and the moment the recording starts. Then
 * there is a line for each chunk of bytes that came together: the nanoseconds since the start,
 * which never decrease, a space, and the bytes as pairs of hexadecimal digits. A line that starts
 * with {@code #} is a remark; what was sent to the meter is one, {@code #> 104857600 060d}, which
 * tells a meter that is asked which answer belongs to which question. Lines end with LF or CR LF
 * and are in ASCII. The file may be compressed with gzip.
 */
public final class Recording {
  /** The start of every recording. */
  public static final String MARK = "#meter4j-recording ";

  /** The version of the format that {@link Writer} writes. */
  public static final int VERSION = 1;

  /** The start of a line with what was sent to the meter. */
  public static final String SENT = "#> ";

  private Recording() {}

  /**
   * Starts a recording.
   *
   * @param out where it goes; closed with the writer
   * @param start the moment that the nanoseconds count from
   * @return the writer; the first line is written
   * @throws IOException when it cannot be written
   */
  public static Writer to(OutputStream out, Instant start) throws IOException {
    return new Writer(out, start);
  }

  /** Writes a recording. Safe to share between threads. */
  public static final class Writer implements Closeable {
    /** So that a line stays within what every reader accepts. */
    private static final int MOST_BYTES_IN_A_LINE = 16_384;

    private final OutputStream out;
    private long last;
    private boolean closed;

    private Writer(OutputStream out, Instant start) throws IOException {
      this.out = out;
      hand(MARK + VERSION + ' ' + start + '\n');
    }

    /**
     * Writes one chunk and hands it to the operating system, so that a recording is whole up to its
     * last chunk when the program ends badly.
     *
     * @param bytes the chunk; empty afterwards; nothing is written when it is empty already
     * @param nanosSinceStart when it came, in nanoseconds since the start by a monotonic clock
     * @throws IllegalArgumentException when that is earlier than the chunk before
     * @throws IOException when it cannot be written, also when a part of it was, or the recording
     *     is closed
     */
    public void write(ByteBuffer bytes, long nanosSinceStart) throws IOException {
      lines("", bytes, nanosSinceStart);
    }

    /**
     * Writes what was sent to the meter, as a remark: it is none of what the meter said.
     *
     * @param bytes what was sent; empty afterwards; nothing is written when it is empty already
     * @param nanosSinceStart when, in nanoseconds since the start by a monotonic clock
     * @throws IllegalArgumentException when that is earlier than the chunk before
     * @throws IOException as {@link #write(ByteBuffer, long)} does
     */
    public void sent(ByteBuffer bytes, long nanosSinceStart) throws IOException {
      lines(SENT, bytes, nanosSinceStart);
    }

    /**
     * Writes a remark for whoever looks at the file; it is not played back.
     *
     * @param text one line; characters that are not printable ASCII become dots
     * @throws IOException as {@link #write(ByteBuffer, long)} does
     */
    public synchronized void remark(String text) throws IOException {
      requireOpen();
      hand("# " + text.replaceAll("[^ -~]", ".") + '\n');
    }

    private void requireOpen() throws IOException {
      if (closed) {
        throw new IOException("this recording is closed");
      }
    }

    private synchronized void lines(String start, ByteBuffer bytes, long nanosSinceStart)
        throws IOException {
      requireOpen();
      if (nanosSinceStart < last) {
        throw new IllegalArgumentException(
            "a chunk at " + nanosSinceStart + " ns cannot follow one at " + last + " ns");
      }
      last = nanosSinceStart;
      StringBuilder text = new StringBuilder();
      while (bytes.hasRemaining()) {
        byte[] some = new byte[Math.min(MOST_BYTES_IN_A_LINE, bytes.remaining())];
        bytes.get(some);
        text.append(start).append(nanosSinceStart).append(' ');
        text.append(HexFormat.of().formatHex(some)).append('\n');
      }
      if (!text.isEmpty()) {
        hand(text.toString());
      }
    }

    /**
     * Writes one chunk, see {@link #write(ByteBuffer, long)}.
     *
     * @param bytes the chunk
     * @param nanosSinceStart when it came, in nanoseconds since the start by a monotonic clock
     * @throws IllegalArgumentException when that is earlier than the chunk before
     * @throws IOException when it cannot be written or the recording is closed
     */
    public void write(byte[] bytes, long nanosSinceStart) throws IOException {
      write(ByteBuffer.wrap(bytes), nanosSinceStart);
    }

    /** Without a buffer of its own: one that failed to write would write the same again later. */
    private void hand(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    /**
     * Closes the recording and what it is written to. Closing twice does nothing.
     *
     * @throws IOException when the last bytes cannot be written
     */
    @Override
    public synchronized void close() throws IOException {
      if (!closed) {
        closed = true;
        out.close();
      }
    }
  }
}
