package io.github.meter4j.simulator;

/**
 * Integrates a flow: watts into watt-hours, litres an hour into litres. Exact: the part of a unit
 * that is not whole yet is kept.
 */
final class Register {
  private static final int HOUR = 3600;

  private long parts;

  Register(long units) {
    parts = units * HOUR;
  }

  /** One second of a flow. */
  void add(int flow) {
    parts += flow;
  }

  /** The units so far in parts of a hundred thousand. */
  long hundredThousandths() {
    return parts * (100_000 / 400) / (HOUR / 400);
  }

  /** The whole units so far. */
  long units() {
    return parts / HOUR;
  }
}
