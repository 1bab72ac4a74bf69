/**
 * Opens a meter and reads it: {@link io.github.meter4j.MeterReader} is where to start.
 *
 * <p>{@link io.github.meter4j.MeterSource} is the address of a meter, {@link
 * io.github.meter4j.fault.MeterException} what may go wrong on the way to it.
 */
@NullMarked
package io.github.meter4j;

import org.jspecify.annotations.NullMarked;
