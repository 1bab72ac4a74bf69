package io.github.meter4j.reading;

/** A reading of counted pulses, as S0 outputs give them. */
public non-sealed interface PulseReading extends Reading {}
