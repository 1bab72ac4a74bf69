package io.github.meter4j.simulator;

import java.time.ZoneId;

/** The country of a household: which telegrams its meter sends and when its tariffs change. */
public enum Profile {
  /** e-MUCS-P1 2.1: tariff 1 is high, on weekdays from 7 to 22 h. */
  BELGIUM("Europe/Brussels", 22, 1),
  /** An eBZ DD3 with one tariff, for the driver {@code iec62056}. */
  GERMANY("Europe/Berlin", 22, 1),
  /** DSMR 5.0.2: tariff 1 is low; tariff 2 is normal, on weekdays from 7 to 23 h. */
  NETHERLANDS("Europe/Amsterdam", 23, 2);

  private static final int DAY_STARTS = 7;
  private static final int SATURDAY = 5;

  private final ZoneId zone;
  private final int dayEnds;
  private final int dayTariff;

  Profile(String zone, int dayEnds, int dayTariff) {
    this.zone = ZoneId.of(zone);
    this.dayEnds = dayEnds;
    this.dayTariff = dayTariff;
  }

  /**
   * The zone of the meter's clock.
   *
   * @return the zone
   */
  public ZoneId zone() {
    return zone;
  }

  /** The tariff that counts at a local time: 1 or 2. */
  int tariff(LocalClock time) {
    int hour = time.secondOfDay() / 3600;
    boolean day = time.weekday() < SATURDAY && hour >= DAY_STARTS && hour < dayEnds;
    return day ? dayTariff : 3 - dayTariff;
  }
}
