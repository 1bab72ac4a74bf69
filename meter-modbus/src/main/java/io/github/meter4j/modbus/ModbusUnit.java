package io.github.meter4j.modbus;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.bus.UnitClient;
import io.github.meter4j.modbus.map.RegisterBlock;
import io.github.meter4j.modbus.map.RegisterSource;
import io.github.meter4j.modbus.map.RegisterTable;
import java.util.Map;

/**
 * One unit on a {@link ModbusBus}: what it holds is read, and written where a call says so. Safe to
 * share between threads.
 */
public final class ModbusUnit implements RegisterSource {
  private final UnitClient client;

  ModbusUnit(UnitClient client) {
    this.client = client;
  }

  /**
   * The number of the unit.
   *
   * @return 0 to 255
   */
  public int number() {
    return client.number();
  }

  /**
   * Reads registers in one transaction. A request that finds no good reply is sent again.
   *
   * @throws IllegalArgumentException when there are no such addresses, or too many
   */
  @Override
  public RegisterBlock read(RegisterTable table, int address, int count) throws MeterException {
    return client.read(table, address, count);
  }

  /**
   * Writes holding registers in one transaction with function 16, which changes the meter. It is
   * sent once: when no reply comes, the registers may have been written or not.
   *
   * @param address the address of the first, from 0 as on the wire
   * @param words what to write, 0 to 65535 each
   * @throws DeviceException when the unit refuses
   * @throws ReadTimeoutException when no good reply comes in time
   * @throws TransportException when the connection to the unit is broken
   * @throws IllegalArgumentException when there are no such addresses or values, or too many
   */
  public void write(int address, int... words) throws MeterException {
    client.write(address, words);
  }

  /**
   * What the device says of itself (function 43/14): 0 is the vendor, 1 the product code, 2 the
   * revision, 4 the product name, 5 the model.
   *
   * @return the texts by the number of their object
   * @throws DeviceException when the unit has no identification, code 1 as a rule
   * @throws ReadTimeoutException when no good reply comes in time
   * @throws TransportException when the connection to the unit is broken
   */
  public Map<Integer, String> identification() throws MeterException {
    return client.identification();
  }

  @Override
  public String toString() {
    return client.toString();
  }
}
