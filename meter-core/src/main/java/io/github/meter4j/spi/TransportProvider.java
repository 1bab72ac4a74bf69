package io.github.meter4j.spi;

import io.github.meter4j.fault.TransportException;

/** Opens transports of one scheme. Stateless and safe to share between threads. */
public non-sealed interface TransportProvider extends LinkProvider {

  /**
   * Opens a transport.
   *
   * @param target a target that {@link #validate} accepts
   * @param options the options, checked against {@link #options}
   * @return the open transport
   * @throws TransportException when it cannot be opened; the message says what to do
   */
  Transport open(String target, Options options) throws TransportException;
}
