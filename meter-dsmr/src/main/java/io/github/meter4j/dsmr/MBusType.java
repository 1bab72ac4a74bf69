package io.github.meter4j.dsmr;

/**
 * The type of a device on the M-Bus of the meter, by the number in {@code 0-n:24.1.0} (OMS volume
 * 2, table 2; EN 13757-3).
 *
 * @param code the number as sent
 * @param medium what it measures
 */
public record MBusType(int code, Medium medium) {

  /** What a device measures. */
  public enum Medium {
    /** Something else, or not said: type 0. */
    OTHER,
    /** Electricity: 2. */
    ELECTRICITY,
    /** Gas: 3. */
    GAS,
    /** Heat: 4, 12, and 13 for heat and cooling together. */
    HEAT,
    /** Warm or hot water: 6 and 21. */
    WARM_WATER,
    /** Water: 7, cold water 22 and dual water 23. */
    WATER,
    /** Cooling: 10 and 11. */
    COOLING
  }

  static MBusType of(int code) {
    return new MBusType(
        code,
        switch (code) {
          case 2 -> Medium.ELECTRICITY;
          case 3 -> Medium.GAS;
          case 4, 12, 13 -> Medium.HEAT;
          case 6, 21 -> Medium.WARM_WATER;
          case 7, 22, 23 -> Medium.WATER;
          case 10, 11 -> Medium.COOLING;
          default -> Medium.OTHER;
        });
  }
}
