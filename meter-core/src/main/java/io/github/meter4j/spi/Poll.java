package io.github.meter4j.spi;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Reading;
import java.io.Closeable;
import java.time.Duration;

/**
 * Polls a meter that does not send by itself. A {@link PolledConnection} decides when. One thread
 * polls at a time; {@link #close} may come from any thread and ends a poll that is waiting.
 *
 * @param <R> the type of reading
 */
@FunctionalInterface
public interface Poll<R extends Reading> extends Closeable {

  /**
   * Polls the meter once, with all retries that belong to it. Hands over one reading, whose offset
   * does not matter, and what else was received; the offset of a fault counts all bytes received so
   * far. A thread that is interrupted ends the poll soon, with its interrupt status kept.
   *
   * @param sink takes what comes
   * @return false when nothing will ever come again
   * @throws ReadTimeoutException when the meter does not answer: it is then polled less often
   * @throws DeviceException when the meter refuses
   * @throws TransportException when the connection is broken
   * @throws MeterException when the poll fails otherwise
   */
  boolean poll(ReadingSink<? super R> sink) throws MeterException;

  /**
   * For how long this meter must not be polled yet, because others on its line come first. Holds
   * also for a reader that waits. Called when a poll is due; when it is zero, {@link #poll} follows
   * at once.
   *
   * @return the time from now, zero as a rule
   */
  default Duration rest() {
    return Duration.ZERO;
  }

  /**
   * Several polls in a row took longer than the interval, so that slots were left out. Called once
   * for each such series. Logs it under the name that {@code toString} gives.
   *
   * @param took how long the last poll took, with what it waited for a shared line
   * @param interval the interval of the polls
   */
  default void overran(Duration took, Duration interval) {
    PolledConnection.logOverrun(toString(), took, interval);
  }

  /** Closes what it polls by. Never throws; closing twice does nothing. */
  @Override
  default void close() {}
}
