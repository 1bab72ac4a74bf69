package io.github.meter4j.blinkt;

import io.github.meter4j.fault.TransportException;
import java.io.Closeable;

/**
 * What takes frames to the LEDs: two pins that are set by hand, or, where LEDs hang on an SPI port,
 * that port. One thread at a time sends.
 */
public interface Apa102Line extends Closeable {

  /**
   * Sends a frame, most significant bit of each byte first.
   *
   * @param frame the bytes of a whole frame, from its start to its end; valid during the call only
   * @throws TransportException when it cannot be sent
   */
  void send(byte[] frame) throws TransportException;

  /** Closes it. Never throws; closing twice does nothing. */
  @Override
  void close();
}
