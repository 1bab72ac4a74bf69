package io.github.meter4j.simulator;

/**
 * What a meter with three phases counts on one of them, each second in the direction of that phase:
 * the sums of import and of export over the phases are both higher than what a meter counts that
 * adds the phases first, by the same amount. It came to the house lately, so that its registers are
 * small enough for every watt-hour to be exact in a float of 32 bits.
 */
final class PhaseRegisters {
  private static final int LEAST = 40_000;
  private static final int MOST = 300_000;

  private final Register imported;
  private final Register exported;
  private final Register reactive;

  PhaseRegisters(Chance chance, int phase) {
    imported = new Register(chance.between(Topic.PHASE_REGISTERS, 3L * phase, LEAST, MOST));
    exported = new Register(chance.between(Topic.PHASE_REGISTERS, 3L * phase + 1, LEAST, MOST));
    reactive = new Register(chance.between(Topic.PHASE_REGISTERS, 3L * phase + 2, LEAST, MOST));
  }

  /** One second of a power. */
  void count(int watts) {
    imported.add(Math.max(0, watts));
    exported.add(Math.max(0, -watts));
    reactive.add(Meter.vars(watts));
  }

  long importedWattHours() {
    return imported.units();
  }

  long exportedWattHours() {
    return exported.units();
  }

  /** All of it inductive. */
  long varHours() {
    return reactive.units();
  }
}
