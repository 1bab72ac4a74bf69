package io.github.meter4j.spi;

import io.github.meter4j.fault.TransportException;
import java.time.Duration;

/**
 * A transport whose line has a speed that can be changed while it is open: a serial port. Data
 * bits, parity and stop bits stay as they were opened. Other programs may share it.
 */
public interface SerialLine extends Transport {

  /**
   * Changes the speed in both directions. What was written before and is still on its way may be
   * sent at either speed: wait for it first.
   *
   * @param baud bits per second
   * @throws TransportException of kind DISCONNECTED when the way is broken, CLOSED when it was
   *     closed here, REFUSED when the line cannot have that speed
   */
  void speed(int baud) throws TransportException;

  /**
   * How long one character takes on the line at its speed of now, start bit, parity and stop bits
   * included.
   *
   * @return the time
   */
  Duration character();

  /**
   * Keeps other programs off the line, where they may have it open too, until what is returned is
   * closed. A program that dies gives the line back by that. Programs that do not use this library
   * are not kept off.
   *
   * @param patience how long to wait for the line at most
   * @return closing it gives the line back
   * @throws TransportException of kind BUSY when another program keeps the line for longer
   */
  default Hold hold(Duration patience) throws TransportException {
    return UNSHARED;
  }

  /** What {@link #hold} returns for a line that no other program can have open. */
  Hold UNSHARED = () -> {};

  /** A line that is kept. */
  @FunctionalInterface
  interface Hold extends AutoCloseable {

    /**
     * For how long a station may still answer a request of another program, where that program said
     * so with {@link #expect}. What comes from it until then may not be meant for this one.
     *
     * @param station its number on the line, 0 to 255; 0 may be any, and any may be 0
     * @return the time, zero when no answer to another program is known to be outstanding
     */
    default Duration othersExpect(int station) {
      return Duration.ZERO;
    }

    /**
     * Tells the programs that have the line next that a station may still answer this one.
     *
     * @param station its number on the line, 0 to 255
     * @param still for how long from now, zero when it does not any more
     */
    default void expect(int station, Duration still) {}

    /** Gives the line back. Never throws; closing twice does nothing. */
    @Override
    void close();
  }
}
