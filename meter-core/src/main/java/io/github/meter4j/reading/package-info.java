/**
 * What a meter said: readings, the measurements in them and the exact values they are made of.
 *
 * <p>Every type here is immutable and safe to share between threads. Numbers are exact decimals,
 * times are instants with the meter's own text beside them, and what a meter did not send is absent
 * rather than zero.
 */
@NullMarked
package io.github.meter4j.reading;

import org.jspecify.annotations.NullMarked;
