/** Register maps: what the registers of a meter mean. */
@NullMarked
package io.github.meter4j.modbus.map;

import org.jspecify.annotations.NullMarked;
