package io.github.meter4j.currentcost;

import java.time.Instant;

/**
 * The time that a value of the past stands for, as far as the clock of the display is right.
 *
 * @param from its start
 * @param to its end
 */
public record HistoryPeriod(Instant from, Instant to) {}
