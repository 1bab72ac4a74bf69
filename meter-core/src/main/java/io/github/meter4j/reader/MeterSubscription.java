package io.github.meter4j.reader;

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

  /** Ends it. A call of the listener that is running goes on to its end. */
  @Override
  void close();
}
