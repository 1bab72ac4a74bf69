/**
 * Modbus slaves in software: units with registers, on sockets and serial ports, and the ways in
 * which they fail. The codec is its own, so that a mistake in the one that reads does not hide
 * itself.
 */
@NullMarked
package io.github.meter4j.simulator.modbus;

import org.jspecify.annotations.NullMarked;
