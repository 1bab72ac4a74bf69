package io.github.meter4j.spi;

import io.github.meter4j.fault.TransportException;

/** Where a driver connects to, taken from a meter address that was checked. */
public interface Endpoint {

  /**
   * The whole address without secrets, for messages and {@code Reading.source()}.
   *
   * @return the address
   */
  String source();

  /**
   * The link to the meter: what its scheme names.
   *
   * @return the provider of the scheme in the address, or of the default one of the driver
   */
  LinkProvider link();

  /**
   * The target of the address: a port, a host, a file, a pin.
   *
   * @return the target
   */
  String target();

  /**
   * The options of the driver and of the transport, with their defaults.
   *
   * @return the options
   */
  Options options();

  /**
   * Opens the transport of the address. A driver that shares one transport between meters need not
   * call it.
   *
   * @return the open transport; the caller closes it
   * @throws TransportException when it cannot be opened
   */
  Transport openTransport() throws TransportException;

  /**
   * Opens the pulse source of the address.
   *
   * @param listener is told of every edge from now on
   * @return the open source; the caller closes it
   * @throws TransportException when it cannot be opened
   */
  PulseSource openPulseSource(EdgeListener listener) throws TransportException;
}
