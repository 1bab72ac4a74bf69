package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.TransportProvider;

/** A link that says itself how Modbus goes over it. */
public interface ModbusLink extends TransportProvider {

  /**
   * Opens the exchange of an endpoint whose link this is.
   *
   * @param place what messages call it
   * @param outstanding replies that may still come to those who had it open before
   * @throws TransportException when it cannot be opened; the message says what to do
   */
  Exchange exchange(Endpoint endpoint, String place, OutstandingReplies outstanding)
      throws TransportException;
}
