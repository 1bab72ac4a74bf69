/**
 * Meters with Modbus registers: Hiking DDS238, Schneider iEM2150, Eastron SDM and others, each
 * described by a register map that is data.
 */
@NullMarked
package io.github.meter4j.modbus;

import org.jspecify.annotations.NullMarked;
