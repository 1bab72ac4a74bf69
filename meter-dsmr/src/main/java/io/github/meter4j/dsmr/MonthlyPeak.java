package io.github.meter4j.dsmr;

import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Quantity;

/**
 * The highest quarter hour of a month that is over (e-MUCS-P1 2.1.1, section 8.2, {@code 98.1.0}).
 *
 * @param monthEnd the end of the month, exclusive
 * @param peakEnd the end of the quarter hour; without an instant when there was none
 * @param power the average power of that quarter hour, as sent
 */
public record MonthlyPeak(MeterTime monthEnd, MeterTime peakEnd, Quantity power) {}
