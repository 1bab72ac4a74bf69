package io.github.meter4j.modbus;

import io.github.meter4j.MeterException;
import java.util.ArrayList;
import java.util.List;

/** Notes what is asked for. */
final class Counted implements RegisterSource {
  private final RegisterSource registers;
  private final List<String> asked = new ArrayList<>();

  Counted(RegisterSource registers) {
    this.registers = registers;
  }

  /** What was asked since the last call, as {@code HOLDING 0+18}. */
  List<String> asked() {
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
