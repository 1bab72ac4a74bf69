package io.github.meter4j.spi;

import io.github.meter4j.TransportException;

/**
 * A transport whose line has a speed that can be changed while it is open: a serial port. Data
 * bits, parity and stop bits stay as they were opened.
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
}
