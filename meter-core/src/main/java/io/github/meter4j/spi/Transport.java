package io.github.meter4j.spi;

import io.github.meter4j.fault.TransportException;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * An open way for bytes to and from a meter. One thread reads at a time; {@link #close} may come
 * from any thread and ends a read that is waiting.
 */
public interface Transport extends Closeable {

  /**
   * Waits until at least one byte is there and reads what is there, as far as it fits. A thread
   * that is interrupted may get 0 before the time is up, with its interrupt status kept.
   *
   * @param target where the bytes go; has room for at least one
   * @param timeout how long to wait at most; zero takes only what is there already
   * @return how many bytes were read, 0 when none came in time, -1 when no more will ever come (the
   *     end of a recording)
   * @throws TransportException of kind DISCONNECTED when the way is broken, CLOSED when it was
   *     closed here
   */
  int read(ByteBuffer target, Duration timeout) throws TransportException;

  /**
   * Writes all bytes.
   *
   * @param bytes what to write; empty afterwards
   * @throws TransportException of kind DISCONNECTED when the way is broken, CLOSED when it was
   *     closed here, REFUSED when it is for reading only
   */
  void write(ByteBuffer bytes) throws TransportException;

  /**
   * Throws away what has arrived and was not read yet, so that the next byte read is one that comes
   * later. A recording has no later and keeps everything.
   *
   * @return whether this transport is live, that is, whether anything could be thrown away
   * @throws TransportException as {@link #read} does
   */
  boolean discardInput() throws TransportException;

  /**
   * Whether bytes back up on the way while nobody reads, as in the buffers of a TCP connection and
   * of its sender; {@link #discardInput} does not reach those, and they come when there is room.
   *
   * @return whether that may be
   */
  default boolean backsUp() {
    return false;
  }

  /**
   * When the bytes arrived that the last {@link #read} gave. Those of a live transport have just
   * arrived. A recording knows when its bytes did; a file without times does not, and says {@link
   * FrameDecoder#NO_ARRIVAL}.
   *
   * @param clock what time it is
   * @return the moment
   */
  default Instant arrival(InstantSource clock) {
    return clock.instant();
  }

  /** Closes it. Never throws; closing twice does nothing. */
  @Override
  void close();
}
