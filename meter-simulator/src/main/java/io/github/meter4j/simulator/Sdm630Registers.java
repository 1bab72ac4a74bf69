package io.github.meter4j.simulator;

import static io.github.meter4j.simulator.SinglePhase.decimal;

import io.github.meter4j.simulator.modbus.Registers;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The registers of an Eastron SDM630 (Modbus protocol V1.7): values are input registers, with 0
 * between them. What is said of all phases is the sum of what is said of each, exactly. Demands,
 * distortion, apparent energy and charge are not simulated and read as not a number.
 */
final class Sdm630Registers {
  private static final int END = 0x17E;
  private static final int UNIT = 0x14;
  private static final int PHASES = 3;
  private static final double SHIFT = 2 * Math.PI / PHASES;

  /** The first and the last of the registers that are not simulated. */
  private static final int[][] NOT_SIMULATED = {
    {0x50, 0x56}, {0x64, 0x6A}, {0xEA, 0xFA}, {0x102, 0x10C}, {0x14E, 0x154}
  };

  private Sdm630Registers() {}

  static Registers settings(int unit) {
    return new Registers().float32(UNIT, Integer.toString(unit));
  }

  static Registers values(List<SinglePhase> phases) {
    Registers table = new Registers().words(0, new int[END]);
    for (int[] range : NOT_SIMULATED) {
      for (int at = range[0]; at <= range[1]; at += 2) {
        table.float32(at, "NaN");
      }
    }
    momentary(table, phases);
    voltages(table, phases);
    energy(table, phases);
    return table;
  }

  private static void momentary(Registers table, List<SinglePhase> phases) {
    each(table, 0x00, phases, SinglePhase::decivolts, 1);
    each(table, 0x06, phases, SinglePhase::centiamperes, 2);
    each(table, 0x0C, phases, SinglePhase::watts, 0);
    each(table, 0x12, phases, SinglePhase::voltAmperes, 0);
    each(table, 0x18, phases, SinglePhase::vars, 0);
    each(table, 0x1E, phases, phase -> signed(phase.watts(), phase.permille()), 3);
    each(table, 0x24, phases, SinglePhase::decidegrees, 1);
    long watts = sum(phases, SinglePhase::watts);
    long voltAmperes = sum(phases, SinglePhase::voltAmperes);
    long vars = sum(phases, SinglePhase::vars);
    long centiamperes = sum(phases, SinglePhase::centiamperes);
    table
        .float32(0x2E, decimal(Math.round(centiamperes / (double) PHASES), 2))
        .float32(0x30, decimal(centiamperes, 2))
        .float32(0x34, decimal(watts, 0))
        .float32(0x38, decimal(voltAmperes, 0))
        .float32(0x3C, decimal(vars, 0))
        .float32(0x3E, decimal(signed(watts, SinglePhase.permille(watts, voltAmperes)), 3))
        .float32(0x42, decimal(SinglePhase.decidegrees(watts, vars), 1))
        .float32(0x46, decimal(phases.get(0).centihertz(), 2))
        .float32(0xE0, decimal(neutral(phases), 2));
  }

  private static void voltages(Registers table, List<SinglePhase> phases) {
    long lines = 0;
    for (int phase = 0; phase < PHASES; phase++) {
      long a = phases.get(phase).decivolts();
      long b = phases.get((phase + 1) % PHASES).decivolts();
      long between = Math.round(Math.sqrt(a * a + a * b + b * b));
      table.float32(0xC8 + 2 * phase, decimal(between, 1));
      lines += between;
    }
    long average = Math.round(sum(phases, SinglePhase::decivolts) / (double) PHASES);
    table
        .float32(0x2A, decimal(average, 1))
        .float32(0xCE, decimal(Math.round(lines / (double) PHASES), 1));
  }

  private static void energy(Registers table, List<SinglePhase> phases) {
    each(table, 0x15A, phases, SinglePhase::imported, 3);
    each(table, 0x160, phases, SinglePhase::exported, 3);
    each(table, 0x166, phases, phase -> phase.imported() + phase.exported(), 3);
    each(table, 0x16C, phases, SinglePhase::varHours, 3);
    each(table, 0x178, phases, SinglePhase::varHours, 3);
    long imported = sum(phases, SinglePhase::imported);
    long exported = sum(phases, SinglePhase::exported);
    long varHours = sum(phases, SinglePhase::varHours);
    table
        .float32(0x48, decimal(imported, 3))
        .float32(0x4A, decimal(exported, 3))
        .float32(0x4C, decimal(varHours, 3))
        .float32(0x156, decimal(imported + exported, 3))
        .float32(0x158, decimal(varHours, 3));
  }

  private static void each(
      Registers table,
      int address,
      List<SinglePhase> phases,
      ToLongFunction<SinglePhase> value,
      int decimals) {
    for (int phase = 0; phase < PHASES; phase++) {
      table.float32(address + 2 * phase, decimal(value.applyAsLong(phases.get(phase)), decimals));
    }
  }

  private static long sum(List<SinglePhase> phases, ToLongFunction<SinglePhase> value) {
    return phases.stream().mapToLong(value).sum();
  }

  private static long signed(long watts, long permille) {
    return Long.signum(watts) * permille;
  }

  /** The currents of the phases as vectors: what they do not carry for each other. */
  private static long neutral(List<SinglePhase> phases) {
    double real = 0;
    double imaginary = 0;
    for (int phase = 0; phase < PHASES; phase++) {
      SinglePhase now = phases.get(phase);
      double angle = -phase * SHIFT - StrictMath.atan2(now.vars(), now.watts());
      real += now.centiamperes() * StrictMath.cos(angle);
      imaginary += now.centiamperes() * StrictMath.sin(angle);
    }
    return Math.round(Math.sqrt(real * real + imaginary * imaginary));
  }
}
