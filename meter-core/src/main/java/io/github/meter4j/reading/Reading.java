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
   * When its first byte reached this machine.
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
}
