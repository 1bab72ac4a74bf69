package io.github.meter4j.dsmr;

import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The family of telegrams that a meter speaks, found out from what is present in the telegram.
 * Every dialect is decoded by the same rules; a dialect adds what its tariffs mean and what its
 * standard time is.
 */
public enum Dialect {
  /** The Netherlands: DSMR 2.2 to 5.0.2. */
  NETHERLANDS(1, TariffMeaning.LOW, TariffMeaning.NORMAL),
  /** Belgium: e-MUCS-P1 of Fluvius and of the Walloon operators. */
  BELGIUM(1, TariffMeaning.HIGH, TariffMeaning.LOW),
  /** Luxembourg: Smarty. */
  LUXEMBOURG(1, null, null),
  /** Sweden, and Finland where {@code offset=+02:00} is set: the H1 port. */
  SWEDEN(1, null, null),
  /** Hungary: E.ON and its neighbours. */
  HUNGARY(1, null, null),
  /** Lithuania: ESO. */
  LITHUANIA(2, null, null),
  /** Austria: the operators whose customer port is a P1 port. */
  AUSTRIA(1, null, null),
  /** Ireland. */
  IRELAND(0, null, null),
  /** Greece. */
  GREECE(2, null, null),
  /** Slovenia. */
  SLOVENIA(1, null, null),
  /** None that is known by what is present. */
  UNKNOWN(1, null, null);

  private final ZoneOffset standardTime;
  private final Optional<TariffMeaning> first;
  private final Optional<TariffMeaning> second;

  @SuppressWarnings("NullAway")
  Dialect(
      int hours,
      @org.jspecify.annotations.Nullable TariffMeaning first,
      @org.jspecify.annotations.Nullable TariffMeaning second) {
    this.standardTime = ZoneOffset.ofHours(hours);
    this.first = Optional.ofNullable(first);
    this.second = Optional.ofNullable(second);
  }

  /**
   * The offset of standard time from UTC, which the letter W means.
   *
   * @return the offset
   */
  public ZoneOffset standardTime() {
    return standardTime;
  }

  /**
   * What a tariff register holds: tariff 1 is the low one in the Netherlands (DSMR 5.0.2, section
   * 7.1) and the high one in Belgium (e-MUCS-P1 2.1.1, section 8.2).
   *
   * @param tariff the number, from 1
   * @return the meaning, or empty where the dialect gives it none
   */
  public Optional<TariffMeaning> meaning(int tariff) {
    return switch (tariff) {
      case 1 -> first;
      case 2 -> second;
      default -> Optional.empty();
    };
  }

  private static final int EMUCS_VERSION = ObisKey.of(0, 0, 96, 1, 4);
  private static final int DSMR_VERSION = ObisKey.of(1, 3, 0, 2, 8);
  private static final int CLOCK = ObisKey.of(0, 0, 1, 0, 0);
  private static final int TARIFF = ObisKey.of(0, 0, 96, 14, 0);
  private static final int HISTORY = ObisKey.of(0, 0, 98, 1, 0);

  static Dialect of(String ident, ReadingObjects objects) {
    Dialect named = byIdent(ident);
    if (named != UNKNOWN) {
      return named; // first: Greek meters send the Belgian version code too
    }
    if (objects.index().find(EMUCS_VERSION) >= 0) {
      return BELGIUM;
    }
    int history = objects.index().find(HISTORY);
    if (history >= 0 && startsWithStamp(objects, history)) {
      return HUNGARY;
    }
    if (objects.index().find(DSMR_VERSION) >= 0) {
      return NETHERLANDS;
    }
    if (objects.index().find(CLOCK) < 0) {
      // DSMR 2.2 and 3.0 have no clock and two tariffs.
      return objects.index().find(TARIFF) >= 0 ? NETHERLANDS : UNKNOWN;
    }
    boolean totals = objects.index().find(ObisKey.of(1, 0, 3, 8, 0)) >= 0;
    return totals && objects.index().find(TARIFF) < 0 ? SWEDEN : UNKNOWN;
  }

  private static Dialect byIdent(String ident) {
    return switch (ident.length() < 3 ? "" : ident.substring(0, 3)) {
      case "Lux", "LUX" -> LUXEMBOURG;
      case "FLU" -> BELGIUM;
      case "ESO" -> LITHUANIA;
      case "EST" -> AUSTRIA;
      case "GRE" -> GREECE;
      case "KAM", "LGF", "ADN", "ELL" -> SWEDEN;
      default ->
          ident.contains("MIE5")
              ? IRELAND
              : ident.startsWith("ISK9")
                  ? SLOVENIA
                  : ident.contains("SAG-METER") ? HUNGARY : UNKNOWN;
    };
  }

  /** The Hungarian month record starts with its time, the Belgian one with its number of rows. */
  static boolean startsWithStamp(ReadingObjects objects, int object) {
    var scanner = objects.scan(object);
    return scanner.next() && StampReader.isStamp(objects.frame(), scanner.from(), scanner.to());
  }
}
