package io.github.meter4j.reading;

import io.github.meter4j.fault.Fault;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

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
   * The first value of a measurand.
   *
   * @param measurand what is wanted
   * @return the value, or empty when the meter did not send it
   */
  default Optional<Quantity> get(Measurand measurand) {
    for (Measurement measurement : measurements()) {
      if (measurement.measurand().equals(measurand)) {
        return Optional.of(measurement.quantity());
      }
    }
    return Optional.empty();
  }

  /**
   * The first value of a measurand that has to be there.
   *
   * @param measurand what is wanted
   * @return the value
   * @throws NoSuchElementException when the meter did not send it; the message names what it sent
   */
  default Quantity require(Measurand measurand) {
    return get(measurand)
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "this reading has no "
                        + measurand.name()
                        + "; it has "
                        + measurements().stream()
                            .map(m -> m.measurand().name())
                            .distinct()
                            .collect(Collectors.joining(", "))));
  }
}
