package io.github.meter4j.reader;

import java.time.Duration;

/** A running subscription. Safe to share between threads. */
public interface MeterSubscription extends AutoCloseable {

  /**
   * How many readings were dropped because the subscriber was slower than the meter.
   *
   * @return a number from 0
   */
  long dropped();

  /**
   * How many exceptions the listener has thrown.
   *
   * @return a number from 0
   */
  long failures();

  /**
   * Waits until the listener is called no more: the reader or this subscription was closed, or a
   * recording has come to its end.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  void await() throws InterruptedException;

  /**
   * Waits until the listener is called no more, see {@link #await()}.
   *
   * @param patience how long at most
   * @return false when the time is up before that
   * @throws InterruptedException when the thread is interrupted
   */
  boolean await(Duration patience) throws InterruptedException;

  /** Ends it. A call of the listener that is running goes on to its end. */
  @Override
  void close();
}
