package io.github.meter4j.spi;

import io.github.meter4j.reading.Reading;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Finds frames in a stream of bytes that comes in chunks of any size, checks and decodes them. Pure
 * computation: no I/O, clock, logger, thread or lock. Not safe for use by two threads at once.
 *
 * <p>However the stream is cut into chunks, the same frames come out; and whatever the bytes are,
 * no exception does.
 *
 * @param <R> the type of reading
 */
public interface FrameDecoder<R extends Reading> {
  /** The arrival of bytes whose arrival nobody noted: their readings have no {@code receivedAt}. */
  Instant NO_ARRIVAL = Instant.MIN;

  /**
   * Takes the next bytes of the stream.
   *
   * @param bytes the bytes; empty afterwards
   * @param receivedAt when they arrived, or {@link #NO_ARRIVAL}
   * @param sink takes what is found
   */
  void feed(ByteBuffer bytes, Instant receivedAt, ReadingSink<? super R> sink);

  /**
   * The line has been silent for a while: delivers a frame that is complete but for its line end. A
   * frame that has no end mark yet goes on; some meters pause within a telegram.
   *
   * @param sink takes what is found
   */
  void silence(ReadingSink<? super R> sink);

  /**
   * No more bytes will come: delivers or rejects what is pending. The next byte fed starts a new
   * frame.
   *
   * @param sink takes what is found
   */
  void end(ReadingSink<? super R> sink);

  /**
   * Forgets the bytes that are pending, and reports them to nobody. What comes next may be the rest
   * of a frame, as at the start of the stream, and is skipped then. What was learned about the
   * meter is kept, and offsets go on counting from the start of the stream.
   */
  void reset();

  /**
   * Decodes all frames in some bytes, which are taken for a whole: a frame that is cut off at their
   * end is rejected.
   *
   * @param bytes any number of frames, and what stands between them
   * @return what was found; its readings have no {@code receivedAt}
   */
  default Decoded<R> decodeAll(byte[] bytes) {
    return decodeAll(ByteBuffer.wrap(bytes), NO_ARRIVAL);
  }

  /**
   * Decodes all frames in some bytes, which are taken for a whole: a frame that is cut off at their
   * end is rejected.
   *
   * @param bytes any number of frames, and what stands between them; empty afterwards
   * @param receivedAt when they arrived, {@link #NO_ARRIVAL} when nobody noted that
   * @return what was found
   */
  default Decoded<R> decodeAll(ByteBuffer bytes, Instant receivedAt) {
    return Decoded.by(this, bytes, receivedAt);
  }
}
