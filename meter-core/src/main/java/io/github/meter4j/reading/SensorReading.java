package io.github.meter4j.reading;

/** A reading of channels of radio sensors, as Current Cost displays send them. */
public non-sealed interface SensorReading extends Reading {}
