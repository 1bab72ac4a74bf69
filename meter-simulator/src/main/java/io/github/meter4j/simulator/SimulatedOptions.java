package io.github.meter4j.simulator;

import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;

/** Options that simulated lines and pulse outputs share, and those that they take from a driver. */
final class SimulatedOptions {
  static final OptionSpec<Integer> SEED =
      OptionSpec.integer(
          "seed", 0, Integer.MAX_VALUE, "1", "another number makes another household");

  private static final int HIGHEST_UNIT = 247;

  /** Declared by the Modbus drivers; options are found by name, whoever declares them. */
  private static final OptionSpec<Integer> UNIT =
      OptionSpec.integer("unit", 0, 255, "", "the number of the unit");

  /** Declared by the driver {@code s0}. */
  private static final OptionSpec<Long> IMPULSES =
      OptionSpec.of("impulses", "a number", "", "impulses a kWh", Long::valueOf);

  private SimulatedOptions() {}

  /**
   * The unit that a Modbus driver asks: a single simulated meter has that number. Unit 1 when the
   * driver asks for a number that no unit can have, such as 0, to which a lone DDS238 replies.
   */
  static int unit(Options options) {
    return options.find(UNIT).filter(unit -> unit >= 1 && unit <= HIGHEST_UNIT).orElse(1);
  }

  /** The impulses a kWh that the driver was given. */
  static long impulses(Options options) {
    return options.get(IMPULSES);
  }
}
