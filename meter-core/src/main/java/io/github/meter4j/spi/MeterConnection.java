package io.github.meter4j.spi;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Reading;
import java.io.Closeable;
import java.time.Duration;

/**
 * One open connection to a meter, driven by one thread at a time; {@link #close} may come from any
 * thread and ends a {@link #pump} that is waiting.
 *
 * @param <R> the type of reading
 */
public interface MeterConnection<R extends Reading> extends Closeable {

  /**
   * Waits for the next thing to happen, bytes to arrive or a poll to be due, and hands over what
   * comes of it: any number of readings, also none.
   *
   * @param patience how long to wait at most
   * @param sink takes what comes
   * @return false when nothing will ever come again
   * @throws TransportException when the way to the meter is broken: nothing comes any more
   * @throws MeterException of another kind when a poll has failed, because the meter did not answer
   *     or refused; the next poll may succeed
   */
  boolean pump(Duration patience, ReadingSink<? super R> sink) throws MeterException;

  /**
   * Forgets what came before, so that the next reading is one that starts after this call.
   *
   * @return false when this connection has no before, being a recording; nothing is forgotten then
   * @throws MeterException as {@link #pump} does
   */
  boolean discard() throws MeterException;

  /**
   * Somebody waits for a reading that starts after this call, and another thread pumps: a meter
   * that has to be asked is asked soon, not only in its next slot. May come from any thread; never
   * waits. A meter that talks by itself has nothing to do.
   */
  default void hurry() {}

  /**
   * How far the connection has come: in bytes or, where a meter is asked, in polls. A reading whose
   * offset is at least the position of some moment started after that moment. The place of a fault
   * is a number of bytes in any case.
   *
   * @return a number that only grows; safe to ask from any thread
   */
  long position();

  /** Closes it. Never throws; closing twice does nothing. */
  @Override
  void close();
}
