package io.github.meter4j.simulator;

import io.github.meter4j.simulator.modbus.Registers;

/**
 * The holding registers of a Hiking DDS238-2 ZN/S, version 2 of the map. It is one of the boards
 * that refuse to read the reserved registers behind the frequency.
 */
final class Dds238Registers {
  static final int SETTINGS = 0x15;

  private Dds238Registers() {}

  /** The table; the settings are the unit's number and the code of the speed. */
  static Registers of(SinglePhase now, int settings) {
    long imported = now.imported() / 10;
    long exported = now.exported() / 10;
    return new Registers()
        .int32(0x00, imported + exported)
        .words(0x02, new int[6])
        .int32(0x08, exported)
        .int32(0x0A, imported)
        .words(0x0C, (int) now.decivolts(), (int) now.centiamperes())
        .words(0x0E, now.watts(), now.vars(), (int) now.permille(), now.centihertz())
        .words(SETTINGS, settings);
  }
}
