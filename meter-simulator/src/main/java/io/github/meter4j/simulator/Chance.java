package io.github.meter4j.simulator;

/** Random numbers by topic and index: the same for the same seed, in whatever order. */
final class Chance {
  private final long seed;

  Chance(long seed) {
    this.seed = seed;
  }

  /**
   * A number for a topic and an index, spread evenly over all of them (the mixer of SplitMix64).
   */
  long number(int topic, long index) {
    long z = seed + 0x9e3779b97f4a7c15L * (index + ((long) topic << 40) + 1);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** From 0 to below 1. */
  double fraction(int topic, long index) {
    return (number(topic, index) >>> 11) * 0x1p-53;
  }

  /** From low to below high. */
  int between(int topic, long index, int low, int high) {
    return low + (int) (fraction(topic, index) * (high - low));
  }

  /** A curve between 0 and 1 that changes direction every so many seconds. */
  double curve(int topic, long second, int period) {
    long index = Math.floorDiv(second, period);
    double part = Math.floorMod(second, (long) period) / (double) period;
    double from = fraction(topic, index);
    return from + part * (fraction(topic, index + 1) - from);
  }
}
