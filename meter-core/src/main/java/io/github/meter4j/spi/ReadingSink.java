package io.github.meter4j.spi;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Reading;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Takes what a decoder or a connection finds. Every byte that was fed ends up in exactly one of
 * {@link #reading}, {@link #rejected} and {@link #skipped}, in the order of the stream.
 *
 * @param <R> the type of reading
 */
public interface ReadingSink<R extends Reading> {

  /**
   * A sink of what matters: the readings, and why other frames were rejected.
   *
   * @param <R> the type of reading
   * @param readings takes good frames
   * @param faults takes the reasons why others are none
   * @return the sink
   */
  static <R extends Reading> ReadingSink<R> of(
      Consumer<? super R> readings, Consumer<? super Fault> faults) {
    Objects.requireNonNull(readings, "readings");
    Objects.requireNonNull(faults, "faults");
    return new ReadingSink<>() {
      @Override
      public void reading(R reading, long offset, int length) {
        readings.accept(reading);
      }

      @Override
      public void rejected(Fault fault) {
        faults.accept(fault);
      }

      @Override
      public void skipped(long offset, int length) {
        // means nothing
      }
    };
  }

  /**
   * A good frame.
   *
   * @param reading what it says
   * @param offset where its first byte stands, counted from the start of the stream
   * @param length how many bytes of the stream it took, checksum and line end included
   */
  void reading(R reading, long offset, int length);

  /**
   * Bytes that look like a frame, or should have been one, and are not delivered. The span is
   * {@link Fault#offset} and {@link Fault#length}.
   *
   * @param fault why
   */
  void rejected(Fault fault);

  /**
   * Bytes between frames that mean nothing: line ends, fill, and the rest of the telegram that was
   * running when listening began.
   *
   * @param offset where they start
   * @param length how many there are
   */
  void skipped(long offset, int length);

  /**
   * Polls that were due while the one before them was still running, and were left out.
   *
   * @param polls how many
   */
  default void missed(long polls) {}

  /**
   * Bytes as they came, before they are decoded.
   *
   * @param chunk the bytes, read-only and valid only during the call
   */
  default void received(ByteBuffer chunk) {}
}
