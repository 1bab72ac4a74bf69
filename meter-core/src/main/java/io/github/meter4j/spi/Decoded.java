package io.github.meter4j.spi;

import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Reading;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decoder found in a number of bytes. Every byte belongs to a reading, to a fault, or to
 * what was skipped.
 *
 * @param <R> the type of reading
 * @param readings the good frames in order
 * @param faults why the other frames were rejected; their offsets count from the first of the bytes
 * @param length how many bytes there were
 * @param skipped how many of them stood between frames and mean nothing
 */
public record Decoded<R extends Reading>(
    List<R> readings, List<Fault> faults, long length, long skipped) {

  /**
   * Makes the lists unmodifiable.
   *
   * @param readings the good frames in order
   * @param faults why the other frames were rejected
   * @param length how many bytes there were
   * @param skipped how many of them stood between frames
   */
  public Decoded {
    readings = List.copyOf(readings);
    faults = List.copyOf(faults);
  }

  /**
   * The first reading.
   *
   * @return the reading
   * @throws DamagedFrameException when there is none; it has the faults
   */
  public R first() {
    if (readings.isEmpty()) {
      throw new DamagedFrameException("no reading in " + length + " bytes", faults);
    }
    return readings.get(0);
  }

  static <R extends Reading> Decoded<R> by(FrameDecoder<R> decoder, ByteBuffer bytes, Instant at) {
    Collector<R> found = new Collector<>();
    long length = bytes.remaining();
    decoder.feed(bytes, at, found);
    decoder.end(found);
    return new Decoded<>(found.readings, found.faults, length, found.skipped);
  }

  private static final class Collector<R extends Reading> implements ReadingSink<R> {
    private final List<R> readings = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private long skipped;

    /** Where the bytes begin in all that the decoder was fed; the first span tells. */
    private long base = -1;

    private void begin(long offset) {
      base = base < 0 ? offset : base;
    }

    @Override
    public void reading(R reading, long offset, int length) {
      begin(offset);
      readings.add(reading);
    }

    @Override
    public void rejected(Fault fault) {
      begin(fault.offset());
      faults.add(base == 0 ? fault : fault.movedBy(-base));
    }

    @Override
    public void skipped(long offset, int length) {
      begin(offset);
      skipped += length;
    }
  }
}
