package io.github.meter4j.simulator;

import static io.github.meter4j.simulator.SinglePhase.decimal;

import io.github.meter4j.simulator.modbus.Registers;

/**
 * The registers of an Eastron SDM120: values are input registers, with 0 between them, and its
 * settings are holding registers, of which the unit's number and the code of the model are here.
 * Demands are not simulated and read as not a number.
 */
final class Sdm120Registers {
  private static final int FIRST_END = 0x60;
  private static final int DEMAND = 0x54;
  private static final int CURRENT_DEMAND = 0x102;
  private static final int CURRENT_DEMAND_MAXIMUM = 0x108;
  private static final int TOTALS = 0x156;

  private static final int UNIT = 0x14;
  private static final int CODE = 0xFC02;
  private static final int SDM120 = 0x0020;

  private Sdm120Registers() {}

  static Registers settings(int unit) {
    return new Registers().float32(UNIT, Integer.toString(unit)).words(CODE, SDM120);
  }

  static Registers values(SinglePhase now) {
    Registers table =
        new Registers()
            .words(0, new int[FIRST_END])
            .float32(0x00, decimal(now.decivolts(), 1))
            .float32(0x06, decimal(now.centiamperes(), 2))
            .float32(0x0C, decimal(now.watts(), 0))
            .float32(0x12, decimal(now.voltAmperes(), 0))
            .float32(0x18, decimal(now.vars(), 0))
            .float32(0x1E, decimal(Integer.signum(now.watts()) * now.permille(), 3))
            .float32(0x24, decimal(now.decidegrees(), 1))
            .float32(0x46, decimal(now.centihertz(), 2))
            .float32(0x48, decimal(now.imported(), 3))
            .float32(0x4A, decimal(now.exported(), 3))
            .float32(0x4C, decimal(now.varHours(), 3))
            .words(CURRENT_DEMAND, new int[CURRENT_DEMAND_MAXIMUM + 2 - CURRENT_DEMAND])
            .float32(CURRENT_DEMAND, "NaN")
            .float32(CURRENT_DEMAND_MAXIMUM, "NaN")
            .float32(TOTALS, decimal(now.imported() + now.exported(), 3))
            .float32(TOTALS + 2, decimal(now.varHours(), 3));
    for (int at = DEMAND; at < FIRST_END; at += 2) {
      table.float32(at, "NaN");
    }
    return table;
  }
}
