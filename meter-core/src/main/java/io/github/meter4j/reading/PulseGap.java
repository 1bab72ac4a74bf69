package io.github.meter4j.reading;

import java.time.Instant;

/**
 * A time in which pulses of a meter may have gone uncounted. The stamps are those of the machine's
 * clock as it stood then: when that was set back in between, {@code until} is before {@code from}.
 *
 * @param cause why
 * @param from when the count was known to be complete last
 * @param until when counting went on
 */
public record PulseGap(Cause cause, Instant from, Instant until) {

  /** Why pulses may be missing. */
  public enum Cause {
    /** Counting was ended in good order and begun again later. */
    CLOSED,
    /** Counting was ended without saving: the process was killed or the power failed. */
    KILLED,
    /** The newest saved count could not be read, and the one before it was used. */
    DAMAGED,
    /** The input lost edges while counting. */
    INPUT
  }
}
