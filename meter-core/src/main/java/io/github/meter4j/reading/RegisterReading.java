package io.github.meter4j.reading;

/** A reading of registers, as Modbus meters have them. */
public non-sealed interface RegisterReading extends Reading {}
