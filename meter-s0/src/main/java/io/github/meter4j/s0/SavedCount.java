package io.github.meter4j.s0;

import io.github.meter4j.reading.PulseGap;
import io.github.meter4j.reading.Quantity;
import java.time.Instant;
import java.util.Optional;

/**
 * A count as a file keeps it.
 *
 * @param meter whose count it is
 * @param firstOffset the offset with which the file was made: the one that the address says
 * @param offset what the display showed when the count was 0
 * @param since when that was
 * @param count the pulses since then
 * @param gaps how often pulses may have been missed since then
 * @param lastGap the last of these times
 * @param generation grows with every save
 * @param saved when it was saved
 * @param closed whether counting was ended in good order
 */
record SavedCount(
    S0Meter meter,
    Quantity firstOffset,
    Quantity offset,
    Instant since,
    long count,
    long gaps,
    Optional<PulseGap> lastGap,
    long generation,
    Instant saved,
    boolean closed) {

  /** A count that begins. */
  static SavedCount beginning(S0Meter meter, Quantity offset, Instant now) {
    return new SavedCount(meter, offset, offset, now, 0, 0, Optional.empty(), 0, now, false);
  }

  /** The same meter, set by its display. */
  SavedCount preset(S0Meter asNow, Quantity display, Instant now) {
    return new SavedCount(
        asNow, firstOffset, display, now, 0, 0, Optional.empty(), generation, now, true);
  }

  /** Counting goes on after a time in which it did not. */
  SavedCount after(PulseGap gap) {
    return new SavedCount(
        meter,
        firstOffset,
        offset,
        since,
        count,
        gaps + 1,
        Optional.of(gap),
        generation,
        saved,
        closed);
  }

  /** So many pulses later. */
  SavedCount plus(long pulses) {
    return new SavedCount(
        meter,
        firstOffset,
        offset,
        since,
        count + pulses,
        gaps,
        lastGap,
        generation,
        saved,
        closed);
  }

  /** As it is saved. */
  SavedCount next(long number, Instant now, boolean closing) {
    return new SavedCount(
        meter, firstOffset, offset, since, count, gaps, lastGap, number, now, closing);
  }

  /** Whether there is something to save. */
  boolean differsFrom(SavedCount other) {
    return count != other.count || gaps != other.gaps;
  }
}
