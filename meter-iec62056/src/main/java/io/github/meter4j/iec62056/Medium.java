package io.github.meter4j.iec62056;

/** What a meter measures: group A of the codes that it sends without one. */
public enum Medium {
  /** Electricity. */
  ELECTRICITY(1),
  /** Cooling energy. */
  COOLING(5),
  /** Heat. */
  HEAT(6),
  /** Gas. */
  GAS(7),
  /** Cold water. */
  WATER(8);

  private final int code;

  Medium(int code) {
    this.code = code;
  }

  /** Group A of an OBIS code. */
  int code() {
    return code;
  }
}
