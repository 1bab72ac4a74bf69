package io.github.meter4j.dsmr;

/** What a tariff stands for. */
public enum TariffMeaning {
  /** Low tariff, night and weekend. */
  LOW,
  /** Normal tariff, as the Netherlands call what is not low. */
  NORMAL,
  /** High tariff, day, as Belgium calls what is not low. */
  HIGH
}
