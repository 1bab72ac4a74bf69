package io.github.meter4j.modbus.map;

/**
 * What a map says about its meter as a whole.
 *
 * @param title what meter it is
 * @param maxWords how many registers one transaction may read
 * @param holes how many registers that no row needs may be read at a stretch
 * @param leastUnit the lowest number of a unit
 * @param mostUnit the highest number of a unit
 * @param unit the number that the meter has when it is new
 * @param baud the speed of its line
 * @param format data bits, parity and stop bits
 */
record MapProperties(
    String title,
    int maxWords,
    int holes,
    int leastUnit,
    int mostUnit,
    int unit,
    int baud,
    String format) {}
