package io.github.meter4j.spi;

import io.github.meter4j.fault.TransportException;

/** Opens pulse sources of one scheme. Stateless and safe to share between threads. */
public non-sealed interface PulseSourceProvider extends LinkProvider {

  /**
   * Opens a pulse source.
   *
   * @param target a target that {@link #validate} accepts
   * @param options the options, checked against {@link #options}
   * @param listener is told of every edge from now on, from one thread at a time
   * @return the open source
   * @throws TransportException when it cannot be opened; the message says what to do
   */
  PulseSource open(String target, Options options, EdgeListener listener) throws TransportException;
}
