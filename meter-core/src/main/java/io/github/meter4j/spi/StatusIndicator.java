package io.github.meter4j.spi;

import java.io.Closeable;

/**
 * Lights, or something like them, that show what a program that reads meters is doing. Safe to
 * share between threads.
 *
 * <p>What goes wrong with an indicator must never stop a reader: those that {@link
 * io.github.meter4j.StatusIndicators} opens throw nothing after that.
 */
public interface StatusIndicator extends Closeable {

  /** What a program is busy with. */
  enum Activity {
    /** The program as a whole. */
    RUNNING,
    /** Getting readings from a meter. */
    READING,
    /** Handing readings on: to a file, a database, a broker. */
    WRITING
  }

  /** How an activity is going. */
  enum Condition {
    /** It is going on, and well. */
    OK,
    /** It has failed; of {@link Activity#RUNNING} that the program was halted by it. */
    FAILED,
    /** It is not going on. */
    OFF
  }

  /**
   * Shows how an activity is going, until the next call for the same activity. Every activity is
   * OFF at first. To show again what is shown already costs next to nothing.
   *
   * @param activity the activity
   * @param condition how it is going
   * @throws RuntimeException when it cannot be shown; the indicators of {@link
   *     io.github.meter4j.StatusIndicators} log that and go on
   */
  void show(Activity activity, Condition condition);

  /** Ends it. Never throws; closing twice does nothing. */
  @Override
  void close();
}
