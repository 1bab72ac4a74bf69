package io.github.meter4j.internal.play;

import io.github.meter4j.spi.OptionSpec;
import java.time.Duration;

/**
 * How fast a file is played back.
 *
 * @param kind the way of pacing
 * @param interval the time from one telegram to the next, where the kind is INTERVAL
 */
record Pace(Kind kind, Duration interval) {
  /** The way of pacing. */
  enum Kind {
    /** As fast as it is read. */
    MAX,
    /** At the times in a recording. */
    RECORDED,
    /** One telegram after the other at a fixed interval. */
    INTERVAL
  }

  static Pace parse(String text) {
    return switch (text) {
      case "max" -> new Pace(Kind.MAX, Duration.ZERO);
      case "recorded" -> new Pace(Kind.RECORDED, Duration.ZERO);
      default -> new Pace(Kind.INTERVAL, OptionSpec.parseDuration(text));
    };
  }
}
