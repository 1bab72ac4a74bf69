package io.github.meter4j.reading;

import java.util.Optional;

/**
 * One measured value: what was measured, how much, on which channel and when.
 *
 * @param measurand what was measured
 * @param quantity how much
 * @param obis the code under which the meter sent it, if the meter uses codes
 * @param channel the channel that it came from, group B of its code: for the abstract medium 1 and
 *     up are devices behind the meter; some meters number their own registers 1 instead of 0
 * @param at the meter's own time of this value, where it differs from the time of the reading
 */
public record Measurement(
    Measurand measurand,
    Quantity quantity,
    Optional<Obis> obis,
    int channel,
    Optional<MeterTime> at) {

  /** The name and the value: {@code active_power_import 0.638 kW}. */
  @Override
  public String toString() {
    String text = measurand.name() + ' ' + quantity;
    return at.map(time -> text + " at " + time).orElse(text);
  }
}
