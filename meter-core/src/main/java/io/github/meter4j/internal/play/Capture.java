package io.github.meter4j.internal.play;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.transport.Recording;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Looks at the first bytes of a file and finds how to play it back. */
final class Capture {
  private static final int BUFFER = 65_536;
  static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] RECORDING = Recording.MARK.getBytes(StandardCharsets.US_ASCII);

  private Capture() {}

  /**
   * Plays a file back. Reads its first bytes, and so may wait where they come over a pipe.
   *
   * @param name what it is called in messages
   * @param raw the file, compressed or not; closed with the source
   * @param pace how fast
   */
  static ChunkSource play(String name, InputStream raw, Pace pace) throws IOException {
    BufferedInputStream in = unpack(new MemberStream(raw));
    boolean recording = startsWith(in, RECORDING);
    if (pace.kind() == Pace.Kind.RECORDED && !recording) {
      throw new TransportException(
          Kind.REFUSED, name + ": this file has no recorded times; use pace=1s");
    }
    ChunkSource source = recording ? new RecordingSource(name, in) : new BlockSource(in);
    return pace.kind() == Pace.Kind.INTERVAL ? new TelegramSource(source, pace.interval()) : source;
  }

  private static BufferedInputStream unpack(BufferedInputStream raw) throws IOException {
    return startsWith(raw, GZIP) ? new BufferedInputStream(new UnpackedStream(raw), BUFFER) : raw;
  }

  /**
   * A buffer above it that asks for more before it hands over what it has would lose that where the
   * file breaks off; so this one never promises more.
   */
  private static final class UnpackedStream extends GZIPInputStream {
    UnpackedStream(InputStream packed) throws IOException {
      super(packed, BUFFER);
    }

    @Override
    public int available() {
      return 0;
    }
  }

  private static boolean startsWith(BufferedInputStream in, byte[] mark) throws IOException {
    in.mark(mark.length);
    int same = 0;
    // Byte by byte, so that a live pipe is not asked for more than tells the difference.
    while (same < mark.length && in.read() == (mark[same] & 0xff)) {
      same++;
    }
    in.reset();
    return same == mark.length;
  }

  /**
   * A file of several gzip members, as log rotation makes it, is read to its end only by asking
   * whether more is available, which a pipe denies while it merely has nothing yet.
   */
  private static final class MemberStream extends BufferedInputStream {
    MemberStream(InputStream in) {
      super(in, BUFFER);
    }

    @Override
    public synchronized int available() throws IOException {
      int ready = super.available();
      if (ready > 0) {
        return ready;
      }
      mark(1);
      int b = read();
      reset();
      return b < 0 ? 0 : 1;
    }
  }
}
