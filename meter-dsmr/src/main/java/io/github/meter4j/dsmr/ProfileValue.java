package io.github.meter4j.dsmr;

import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import java.util.Optional;

/**
 * What one column says in one row of a {@link Profile}.
 *
 * @param column the code of the column
 * @param raw the text as sent: of a status there is nothing else
 * @param quantity the number with its unit; empty where it is none, or where it could not be read,
 *     which is a fault of the reading
 * @param at the time of the value, where it has one besides that of the row, as a peak has
 */
public record ProfileValue(
    Obis column, String raw, Optional<Quantity> quantity, Optional<MeterTime> at) {}
