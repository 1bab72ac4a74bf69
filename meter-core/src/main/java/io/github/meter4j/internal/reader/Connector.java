package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.diagnosis.LineDiagnosis;
import io.github.meter4j.internal.record.Recordings;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.MeterConnection;
import java.time.Duration;
import java.util.Optional;

/** All that a reader needs to know of the meter that it reads. */
public interface Connector<R extends Reading> {

  /**
   * What the options of a meter address say to its reader.
   *
   * @param timeout how long {@code read()} waits
   * @param stale after how long without a reading the state is STALE; learned when empty
   * @param period how often the meter is polled; empty when it sends by itself
   * @param lazy whether the connection is opened when it is first read
   * @param dedup whether repeated readings are left out
   * @param reopen after how many times {@code stale} without a good reading the connection is taken
   *     for dead; 0 for never, and where the driver judges that by its polls
   */
  record Settings(
      Duration timeout,
      Optional<Duration> stale,
      Optional<Duration> period,
      boolean lazy,
      boolean dedup,
      int reopen) {}

  /** The meter address, without secrets. */
  String address();

  /** The settings of the reader. */
  Settings settings();

  /** Opens a connection to the meter. */
  MeterConnection<R> connect() throws MeterException;

  /** Whether a connection that broke may be opened again. */
  boolean canOpenAgain();

  /** Whether a connection begins with what the meter sent before it was opened. */
  boolean beginsInThePast();

  /** What a hint on bytes that are no readings may propose. */
  LineDiagnosis.Way way();

  /** What to look at when an open port brings nothing, as a question for a message. */
  String whenSilent();

  /** Opens the files that the reader writes. */
  Recordings openRecordings() throws TransportException;
}
