package io.github.meter4j.examples.scanmodbus;

/**
 * A unit that was found.
 *
 * @param number its number
 * @param setting how the line was set
 * @param meter what it is
 */
record FoundUnit(int number, LineSetting setting, Recognised meter) {}
