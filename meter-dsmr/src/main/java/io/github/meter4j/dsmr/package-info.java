/**
 * The P1 and H1 customer ports of electricity meters: DSMR 2.2 to 5.0.2, e-MUCS, and the dialects
 * of Luxembourg, Sweden, Finland, Hungary, Lithuania, Austria, Switzerland, Slovenia and Poland.
 *
 * <p>{@link io.github.meter4j.dsmr.Dsmr} is where to start.
 */
@NullMarked
package io.github.meter4j.dsmr;

import org.jspecify.annotations.NullMarked;
