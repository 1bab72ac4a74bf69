/** Modbus lines and the units on them. */
@NullMarked
package io.github.meter4j.modbus.bus;

import org.jspecify.annotations.NullMarked;
