/**
 * Simulated meters, to test a program that reads meters without having any. Most programs need no
 * class of this package: the transport {@code sim} is found by its name, as in {@code
 * dsmr+sim:household}.
 *
 * <p>The classes are for tests that decide themselves when time passes: {@link
 * io.github.meter4j.simulator.Household} and {@link io.github.meter4j.simulator.Display} give the
 * bytes of each second, {@link io.github.meter4j.simulator.ModeCMeter} replies to what a reader
 * sends, and {@link io.github.meter4j.simulator.HouseholdSlave} has the registers of Modbus meters.
 */
@NullMarked
package io.github.meter4j.simulator;

import org.jspecify.annotations.NullMarked;
