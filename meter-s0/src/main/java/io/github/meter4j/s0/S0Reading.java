package io.github.meter4j.s0;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.PulsePower;
import io.github.meter4j.reading.PulseQuality;
import io.github.meter4j.reading.PulseReading;
import io.github.meter4j.reading.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The count of a pulse output at one moment. Its measurements are the total and, of electricity,
 * the power, measured or a bound.
 *
 * @param at when, by the clock of this machine
 * @param meter the meter
 * @param offset what its display showed when the count was 0
 * @param count the pulses since then
 * @param interval the time between the last two pulses
 * @param sinceLastPulse the time since the last one
 * @param quality what may be missing
 * @param source the address that was opened
 */
public record S0Reading(
    Instant at,
    S0Meter meter,
    Quantity offset,
    long count,
    Optional<Duration> interval,
    Optional<Duration> sinceLastPulse,
    PulseQuality quality,
    String source)
    implements PulseReading {

  @Override
  public long pulsesPerUnit() {
    return meter.impulses();
  }

  @Override
  public Quantity total() {
    return meter.total(offset, count).quantity();
  }

  @Override
  public boolean isTotalExact() {
    return meter.total(offset, count).exact();
  }

  @Override
  public PulsePower power() {
    return interval
        .flatMap(
            between ->
                sinceLastPulse.map(
                    since -> PulsePower.of(meter.impulses(), meter.unit(), between, since)))
        .orElse(PulsePower.none());
  }

  @Override
  public Optional<Instant> receivedAt() {
    return Optional.of(at);
  }

  /** A pulse output has no clock. */
  @Override
  public Optional<MeterTime> meterTime() {
    return Optional.empty();
  }

  /** Pulses have nothing to check them by; see {@link #quality()}. */
  @Override
  public Integrity integrity() {
    return Integrity.ABSENT;
  }

  @Override
  public List<Measurement> measurements() {
    List<Measurement> all = new ArrayList<>(2);
    all.add(measurement(meter.medium().total(meter.direction()), total()));
    power()
        .value()
        .ifPresent(
            watts ->
                meter
                    .medium()
                    .power(meter.direction())
                    .ifPresent(measurand -> all.add(measurement(measurand, watts))));
    return List.copyOf(all);
  }

  private static Measurement measurement(Measurand measurand, Quantity quantity) {
    return new Measurement(measurand, quantity, Optional.empty(), 0, Optional.empty());
  }

  /** None: there are no bytes that could be wrong. */
  @Override
  public List<Fault> faults() {
    return List.of();
  }

  /** No bytes. */
  @Override
  public byte[] frame() {
    return new byte[0];
  }
}
