/**
 * Pulse outputs of meters: S0 of electricity meters (IEC 62053-31, before that DIN 43864), and the
 * like of gas, water and heat.
 *
 * <p>{@link io.github.meter4j.s0.S0} is where to start; {@link io.github.meter4j.s0.PulseCounter}
 * counts edges without any input.
 */
@NullMarked
package io.github.meter4j.s0;

import org.jspecify.annotations.NullMarked;
