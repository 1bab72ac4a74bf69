package io.github.meter4j.dsmr;

import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Quantity;
import java.util.Optional;

/**
 * A device on the M-Bus of the meter: gas, water, heat, cooling or another electricity meter.
 *
 * @param channel the channel, from 1
 * @param type what it is, if the meter says so; the channel and the code do not tell
 * @param id its identifier, if it has one
 * @param ean its EAN, in Belgium
 * @param register what it counted, if it has sent a value
 * @param readAt when it was read, if the meter says so
 * @param valve the state of its valve, if it has one
 */
public record MBusDevice(
    int channel,
    Optional<MBusType> type,
    Optional<EquipmentId> id,
    Optional<EquipmentId> ean,
    Optional<Quantity> register,
    Optional<MeterTime> readAt,
    Optional<SwitchState> valve) {}
