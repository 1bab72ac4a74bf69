package io.github.meter4j.reader;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader has counted since it was opened.
 *
 * @param readings good readings, without the repeated ones
 * @param repeated good readings that were left out because they had come before, under {@code
 *     dedup=true}
 * @param rejected spans of bytes that were rejected, and polls that failed ({@code NO_ANSWER} and
 *     {@code REFUSED}), by kind; kinds that never came are left out
 * @param bytesReceived bytes received
 * @param bytesRejected bytes in rejected spans
 * @param bytesSkipped bytes between frames
 * @param dropped readings that slow subscribers did not get
 * @param pollsMissed polls of a meter that has to be asked that were left out because the one
 *     before them took too long
 * @param reconnects how often the way to the meter was opened again
 * @param sinceLastReading how long ago the last good reading came, if one came
 * @param meterClockLag how far the meter's clock stands behind this machine's, negative when it is
 *     ahead, by the last reading that had both times; it also grows when {@link
 *     MeterReader#readings()} is read too slowly and bytes wait in the operating system
 * @param deliveryLag how long the reading that was handed over last had waited since it was
 *     decoded, if one was handed over; while there are subscriptions, that of the slowest of them,
 *     or how long a reading waits for it by now
 * @param notRecorded chunks of bytes and rejected frames that could not be written where the
 *     options {@code record} and {@code dump} say; of chunks, those of all meters of a shared line
 */
public record ReaderStats(
    long readings,
    long repeated,
    Map<Fault.Kind, Long> rejected,
    long bytesReceived,
    long bytesRejected,
    long bytesSkipped,
    long dropped,
    long pollsMissed,
    long reconnects,
    Optional<Duration> sinceLastReading,
    Optional<Duration> meterClockLag,
    Optional<Duration> deliveryLag,
    long notRecorded) {

  /**
   * Makes the map unmodifiable.
   *
   * @param readings good readings
   * @param repeated good readings that were left out
   * @param rejected spans of bytes that were rejected, by kind; kinds that never came are left out
   * @param bytesReceived bytes received
   * @param bytesRejected bytes in rejected spans
   * @param bytesSkipped bytes between frames
   * @param dropped readings that slow subscribers did not get
   * @param pollsMissed polls of a meter that has to be asked that were left out because the one
   *     before them took too long
   * @param reconnects how often the way to the meter was opened again
   * @param sinceLastReading how long ago the last good reading came, if one came
   * @param meterClockLag how far the meter's clock stands behind this machine's, negative when it
   *     is ahead, by the last reading that had both times
   * @param deliveryLag how long the reading that was handed over last had waited
   * @param notRecorded chunks of bytes and rejected frames that could not be written
   */
  public ReaderStats {
    rejected = Map.copyOf(rejected);
  }

  /**
   * How many spans were rejected and polls failed, of all kinds together.
   *
   * @return a number from 0
   */
  public long rejectedTotal() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }
}
