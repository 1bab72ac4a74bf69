package io.github.meter4j.reading;

import io.github.meter4j.fault.Fault;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What one telegram, poll or count of a meter says. Immutable and safe to share between threads.
 *
 * <p>The four shapes below are all there are; protocol modules add their own types to them, so a
 * {@code switch} over the shapes stays complete.
 */
public sealed interface Reading permits ObisReading, RegisterReading, SensorReading, PulseReading {

  /**
   * When its first byte reached this machine, or the one that recorded it.
   *
   * @return the instant, or empty when it was decoded from stored bytes without one
   */
  Optional<Instant> receivedAt();

  /**
   * What the meter's own clock said.
   *
   * @return the meter's time, or empty when the meter sent none
   */
  Optional<MeterTime> meterTime();

  /**
   * How far the bytes are known to be those that the meter sent.
   *
   * @return verified, nothing to verify by, or not verified
   */
  Integrity integrity();

  /**
   * Every number in this reading that has a name, in the order in which the meter sent it.
   *
   * @return an unmodifiable list; duplicates are kept
   */
  List<Measurement> measurements();

  /**
   * What is wrong inside this reading: values that could not be read, units that do not fit. The
   * rest of the reading is not affected by them.
   *
   * @return an unmodifiable list, empty for a clean reading
   */
  List<Fault> faults();

  /**
   * The exact bytes that this reading was decoded from; for an encrypted telegram its clear text.
   *
   * @return a copy
   */
  byte[] frame();

  /**
   * Where it came from: the meter address that was opened, without secrets.
   *
   * @return the address, or an empty text when it was decoded from bytes
   */
  String source();

  /**
   * The value of a measurand.
   *
   * <p>On one channel the first value counts. Where a measurand stands on several channels, as when
   * a gas meter that was replaced still answers beside the new one, the value with the newest time
   * stamp is taken. It is empty where the stamps do not tell: one is missing, or they are equal.
   * {@link #get(Measurand, int)} then asks for one of them.
   *
   * @param measurand what is wanted
   * @return the value, or empty when the meter did not send it or nothing tells which of several
   *     channels is live
   */
  default Optional<Quantity> get(Measurand measurand) {
    return MeasurandLookup.find(measurements(), measurand);
  }

  /**
   * The first value of a measurand on one channel.
   *
   * @param measurand what is wanted
   * @param channel the channel, as in {@link Measurement#channel}
   * @return the value, or empty when the meter did not send it on that channel
   */
  default Optional<Quantity> get(Measurand measurand, int channel) {
    for (Measurement measurement : measurements()) {
      if (measurement.channel() == channel && measurement.measurand().equals(measurand)) {
        return Optional.of(measurement.quantity());
      }
    }
    return Optional.empty();
  }

  /**
   * The value of a measurand that has to be there, as {@link #get(Measurand)} finds it.
   *
   * @param measurand what is wanted
   * @return the value
   * @throws NoSuchElementException when there is none; the message names what the meter sent, or
   *     the channels of which nothing tells which is live
   */
  default Quantity require(Measurand measurand) {
    return get(measurand)
        .orElseThrow(
            () -> new NoSuchElementException(MeasurandLookup.reason(measurements(), measurand)));
  }

  /**
   * The active power that the meter's connection takes from the grid, negative while it feeds in.
   *
   * <p>It is the net power where the meter sends one, otherwise import minus export. Where the
   * meter sends no totals of power it is the sum of the three phases. A meter that sends import
   * alone cannot export, and one that sends export alone cannot import, as long as nothing else in
   * the reading speaks of the other direction: then it is the import, or the export with a minus.
   *
   * <p>It is empty wherever that would be a guess: a part was sent but could not be read, there are
   * values of one or two phases only, the other direction is counted but its power is not sent, or
   * the power has no direction. Averages, maxima, reactive and apparent power and meters on other
   * channels never count. The sum is exact and in the unit of its first part.
   *
   * @return the power, or empty when the reading does not tell it
   */
  default Optional<Quantity> netPower() {
    return DerivedValues.netPower(this);
  }

  /**
   * The active energy taken from the grid so far, over all tariffs.
   *
   * <p>It is the total where the meter sends one, otherwise the exact sum of its tariffs, in the
   * unit of the first. These have to be complete: tariffs 1 to n, where n is the highest tariff of
   * import or export in the reading. Where one of them is missing or could not be read, there is no
   * sum; nor where the total was sent but could not be read, or where a reading without a checksum
   * has damaged lines, which may have been tariffs. Energy by phase is never added up, since many
   * meters balance the phases before they count.
   *
   * <p>Partial counters, values of past periods and meters on other channels never count.
   *
   * @return the energy, or empty when the reading does not tell it
   */
  default Optional<Quantity> totalImport() {
    return DerivedValues.total(this, Measurand.Direction.IMPORT);
  }

  /**
   * The active energy fed into the grid so far, over all tariffs, by the rule of {@link
   * #totalImport}.
   *
   * @return the energy, or empty when the reading does not tell it
   */
  default Optional<Quantity> totalExport() {
    return DerivedValues.total(this, Measurand.Direction.EXPORT);
  }
}
