package io.github.meter4j.management;

import java.util.Map;

/**
 * What JMX shows of a reader; the meaning of each number is that of {@link
 * io.github.meter4j.reader.ReaderStats}. Counts only grow. Times are in milliseconds, -1 where
 * there is none.
 */
public interface ReaderMXBean {

  /**
   * The address, without secrets.
   *
   * @return the address
   */
  String getSource();

  /**
   * The state.
   *
   * @return the name of a {@link io.github.meter4j.reader.ReaderState}
   */
  String getState();

  /**
   * Good readings.
   *
   * @return a count
   */
  long getReadings();

  /**
   * Readings that were left out because they had come before.
   *
   * @return a count
   */
  long getRepeated();

  /**
   * Rejected spans of all kinds.
   *
   * @return a count
   */
  long getRejected();

  /**
   * Rejected spans by kind.
   *
   * @return counts by the name of the kind; kinds that never came are left out
   */
  Map<String, Long> getRejectedByKind();

  /**
   * Bytes received.
   *
   * @return a count
   */
  long getBytesReceived();

  /**
   * Bytes in rejected spans.
   *
   * @return a count
   */
  long getBytesRejected();

  /**
   * Bytes between frames.
   *
   * @return a count
   */
  long getBytesSkipped();

  /**
   * Readings that slow subscribers did not get.
   *
   * @return a count
   */
  long getDropped();

  /**
   * Polls that were left out.
   *
   * @return a count
   */
  long getPollsMissed();

  /**
   * How often the way to the meter was opened again.
   *
   * @return a count
   */
  long getReconnects();

  /**
   * How long ago the last reading came.
   *
   * @return milliseconds, or -1
   */
  long getMillisSinceLastReading();

  /**
   * How far the meter's clock stands behind this machine's.
   *
   * @return milliseconds, negative when it is ahead; 0 also where it is not known
   */
  long getMeterClockLagMillis();

  /**
   * How long the reading that was handed over last had waited for that.
   *
   * @return milliseconds, or -1
   */
  long getDeliveryLagMillis();

  /**
   * Chunks of bytes and rejected frames that could not be recorded.
   *
   * @return a count
   */
  long getNotRecorded();
}
