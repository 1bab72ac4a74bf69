package io.github.meter4j.transport;

import java.util.Optional;

/**
 * A serial port of this machine.
 *
 * @param path what to open, as in {@code /dev/ttyUSB0} or {@code COM3}
 * @param stablePath a path that stays the same when adapters are plugged in another order, as in
 *     {@code /dev/serial/by-id/usb-FTDI_FT232R_A5003-if00-port0}, where the system has one
 * @param description what the adapter says of itself
 */
public record SerialPortInfo(String path, Optional<String> stablePath, String description) {}
