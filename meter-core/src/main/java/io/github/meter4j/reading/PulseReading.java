package io.github.meter4j.reading;

import java.time.Duration;
import java.util.Optional;

/**
 * A reading of counted pulses, as S0 outputs give them (IEC 62053-31). What is exact are the
 * integers: {@link #offset} plus {@link #count} divided by {@link #pulsesPerUnit}, in the unit of
 * {@link #total}.
 */
public non-sealed interface PulseReading extends Reading {

  /**
   * How many pulses were counted since the meter's display showed the {@link #offset}.
   *
   * @return 0 or more
   */
  long count();

  /**
   * The pulse constant of the meter: how many pulses make one unit of {@link #total}.
   *
   * @return 1 or more
   */
  long pulsesPerUnit();

  /**
   * What the meter's display showed when the count was 0.
   *
   * @return the exact quantity; 0 when it was not told
   */
  Quantity offset();

  /**
   * What the meter's display shows now, as far as the pulses tell: {@code offset + count /
   * pulsesPerUnit}.
   *
   * @return exact where {@link #isTotalExact}, rounded down otherwise
   */
  Quantity total();

  /**
   * Whether {@link #total} is exact. It is not for constants such as 3 or 600, whose pulse has no
   * finite decimal; count and constant are exact always.
   *
   * @return true when not a digit is missing
   */
  boolean isTotalExact();

  /**
   * The time between the beginnings of the last two pulses.
   *
   * @return a positive time; empty before the second pulse after opening
   */
  Optional<Duration> interval();

  /**
   * The time since the last pulse began.
   *
   * @return the time; empty before the first pulse after opening
   */
  Optional<Duration> sinceLastPulse();

  /**
   * The power that the pulses tell.
   *
   * @return the power and what kind of value it is
   */
  PulsePower power();

  /**
   * The {@link #power} where it was measured, with a minus where the pulses count energy that is
   * fed in. It is empty while the power is only known to be below a bound: pulses that stay away do
   * not tell whether a house takes little or feeds in.
   */
  @Override
  default Optional<Quantity> netPower() {
    return power().basis() == PulsePower.Basis.MEASURED
        ? DerivedValues.netPower(this)
        : Optional.empty();
  }

  /**
   * What may be missing in the count, and what was refused.
   *
   * @return how good the count is
   */
  PulseQuality quality();
}
