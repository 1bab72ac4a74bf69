/**
 * Meters that send readouts as text: IEC 62056-21 modes A, B, C and D, such as eBZ DD3, EasyMeter,
 * Hager, Iskra, Landis+Gyr and Elster.
 *
 * <p>{@link io.github.meter4j.iec62056.Iec62056} is where to start.
 */
@NullMarked
package io.github.meter4j.iec62056;

import org.jspecify.annotations.NullMarked;
