package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.map.RegisterBlock;
import io.github.meter4j.modbus.map.RegisterSource;
import io.github.meter4j.modbus.map.RegisterTable;
import java.util.ArrayList;
import java.util.List;

/** Notes what is asked for. */
public final class Counted implements RegisterSource {
  private final RegisterSource registers;
  private final List<String> asked = new ArrayList<>();

  public Counted(RegisterSource registers) {
    this.registers = registers;
  }

  /** What was asked since the last call, as {@code HOLDING 0+18}. */
  public List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  @Override
  public RegisterBlock read(RegisterTable table, int address, int count) throws MeterException {
    asked.add(table + " " + address + '+' + count);
    return registers.read(table, address, count);
  }
}
