package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.map.RegisterTable;

/** A program of its own that polls one register of a unit; run by {@link TwoProgramsTest}. */
final class PollingProgram {
  private PollingProgram() {}

  /** Address, unit, seconds: says how many polls were right, and what went wrong. */
  public static void main(String[] args) throws Exception {
    int unit = Integer.parseInt(args[1]);
    int good = 0;
    int bad = 0;
    try (ModbusBus bus = ModbusBus.open(args[0])) {
      System.out.println("open");
      long end = System.nanoTime() + Long.parseLong(args[2]) * 1_000_000_000;
      while (System.nanoTime() < end) {
        try {
          int[] words = bus.unit(unit).read(RegisterTable.HOLDING, good & 0xff, 2).words();
          boolean mine = words[0] == unit && words[1] == (good & 0xff);
          good += mine ? 1 : 0;
          bad += mine ? 0 : 1;
          if (!mine) {
            System.out.println("wrong: " + words[0] + ' ' + words[1]);
          }
        } catch (MeterException e) {
          bad++;
          System.out.println("failed: " + e.getMessage());
        }
        if (good == 1) {
          System.out.println("first");
        }
      }
    }
    System.out.println("good " + good + " bad " + bad);
  }
}
