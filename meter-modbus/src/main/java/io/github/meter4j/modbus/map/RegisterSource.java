package io.github.meter4j.modbus.map;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;

/** The registers of one unit, to read. */
@FunctionalInterface
public interface RegisterSource {
  /** The most registers that one transaction can read (V1.1b3, sections 6.3 and 6.4). */
  int MOST = 125;

  /**
   * Reads registers in one transaction.
   *
   * @param table the table they stand in
   * @param address the address of the first, from 0 as on the wire
   * @param count how many, 1 to {@value #MOST}
   * @return their values
   * @throws DeviceException when the unit refuses; code 2 when one of the registers is not there
   * @throws ReadTimeoutException when no good answer comes in time
   * @throws TransportException when the way to the unit is broken
   */
  RegisterBlock read(RegisterTable table, int address, int count) throws MeterException;
}
