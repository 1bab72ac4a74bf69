package io.github.meter4j.modbus.bus;

import io.github.meter4j.spi.TransportProvider;

/** A link that carries RTU frames though it is a network connection. */
public interface RtuLink extends TransportProvider {}
