package io.github.meter4j.modbus.bus;

import java.time.Duration;

/**
 * How patient a transaction is.
 *
 * @param reply how long a unit may take until its answer begins
 * @param tries how often a request is sent that may be repeated
 */
public record Timing(Duration reply, int tries) {}
