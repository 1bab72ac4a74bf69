package io.github.meter4j.modbus.map;

/** A quadrant of the plane of active and reactive power, IEC 62053-23 annex C. */
public enum Quadrant {
  /** Import of active power, inductive: current lags. */
  Q1,
  /** Export of active power, capacitive. */
  Q2,
  /** Export of active power, inductive. */
  Q3,
  /** Import of active power, capacitive: current leads. */
  Q4;

  Quadrant opposite() {
    return values()[(ordinal() + 2) % values().length];
  }
}
