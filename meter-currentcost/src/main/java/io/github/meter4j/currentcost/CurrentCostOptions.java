package io.github.meter4j.currentcost;

import io.github.meter4j.spi.FrameLimits;
import io.github.meter4j.spi.OptionSpec;
import java.util.List;

/**
 * The options of Current Cost displays, typed: {@code
 * CurrentCost.serial("/dev/ttyUSB0").with(CurrentCostOptions.MAX_MESSAGE, 4096)}. In an address
 * they have the names that {@link OptionSpec#name} gives.
 */
public final class CurrentCostOptions {

  /** The longest message, in bytes. */
  public static final OptionSpec<Integer> MAX_MESSAGE =
      OptionSpec.integer(
          "max-message", 64, FrameLimits.MAX_FRAME, "16384", "the longest message, in bytes");

  static final List<OptionSpec<?>> ALL = List.of(MAX_MESSAGE);

  private CurrentCostOptions() {}
}
