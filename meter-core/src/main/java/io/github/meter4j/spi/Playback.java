package io.github.meter4j.spi;

import io.github.meter4j.fault.TransportException;
import java.time.Instant;
import java.util.Optional;

/**
 * A recording that is played, for the driver of a meter that is asked: it has what was sent to the
 * meter as well, and so the answer to what is sent now. {@link #read} leaves out what was sent, and
 * takes from the same entries.
 */
public interface Playback extends Transport {

  /**
   * What went over the line at once, in one direction.
   *
   * @param sent whether it was sent to the meter; it came from the meter otherwise
   * @param bytes at least one
   * @param at when, by the clock of the machine that recorded it
   * @param due when it is to be played, as of {@link System#nanoTime}
   */
  record Entry(boolean sent, byte[] bytes, Instant at, long due) {}

  /**
   * The next entry, whether it is due or not.
   *
   * @return the entry, or empty at the end of the recording
   * @throws TransportException of kind REFUSED when this is no recording, DISCONNECTED when it is
   *     damaged, CLOSED when it was closed here
   */
  Optional<Entry> next() throws TransportException;
}
