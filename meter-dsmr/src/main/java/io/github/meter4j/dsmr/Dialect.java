package io.github.meter4j.dsmr;

import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ObjectIndex;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The family of telegrams that a meter speaks, found out from what is present in the telegram.
 * Every dialect is decoded by the same rules; a dialect adds what its tariffs mean and, where it is
 * spoken in one zone only, what its standard time is.
 */
public enum Dialect {
  /** The Netherlands: DSMR 2.2 to 5.0.2. */
  NETHERLANDS(1, TariffMeaning.LOW, TariffMeaning.NORMAL),
  /** Belgium: e-MUCS-P1 of Fluvius and of the Walloon operators, Iskra IE.5 and IE.7. */
  BELGIUM(1, TariffMeaning.HIGH, TariffMeaning.LOW),
  /** Luxembourg: Smarty. */
  LUXEMBOURG(1, null, null),
  /** The H1 port of Sweden and Finland, the same in both: nothing in it tells the country. */
  H1(null, null, null),
  /** Hungary: E.ON and its neighbours. */
  HUNGARY(1, null, null),
  /** Lithuania: ESO. */
  LITHUANIA(2, null, null),
  /** Austria: the operators whose customer port is a P1 port. */
  AUSTRIA(1, null, null),
  /** Switzerland: Groupe E, by what reports say of its meters. */
  SWITZERLAND(1, null, null),
  /** Slovenia, whose clock has neither S nor W. */
  SLOVENIA(1, null, null),
  /** None that is known by what is present. */
  UNKNOWN(null, null, null);

  private final Optional<ZoneOffset> standardTime;
  private final Optional<TariffMeaning> first;
  private final Optional<TariffMeaning> second;

  @SuppressWarnings("NullAway")
  Dialect(@Nullable Integer hours, @Nullable TariffMeaning first, @Nullable TariffMeaning second) {
    this.standardTime = Optional.ofNullable(hours).map(ZoneOffset::ofHours);
    this.first = Optional.ofNullable(first);
    this.second = Optional.ofNullable(second);
  }

  /**
   * The offset of standard time from UTC, which the letter W means.
   *
   * @return the offset; empty where the dialect does not tell it, so that stamps are local times
   *     unless {@link DsmrOptions#OFFSET} or {@link DsmrOptions#ZONE} says more
   */
  public Optional<ZoneOffset> standardTime() {
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
  private static final int REACTIVE_TOTAL = ObisKey.of(1, 0, 3, 8, 0);
  private static final int DEVICE_VALUE = ObisKey.cde(24, 2, 1);

  /** Of no Dutch meter: Kaifa meters of Israel declare DSMR 5 and have these. */
  private static final int INTERVALS = ObisKey.of(1, 0, 99, 1, 0);

  private static final int FIRST_ISRAELI_TARIFF = ObisKey.of(1, 0, 1, 8, 11);
  private static final int LAST_ISRAELI_TARIFF = ObisKey.of(1, 0, 1, 8, 13);

  /**
   * What is certain goes first: the version of e-MUCS before the letters of makers, who sell one
   * meter in several countries; then the letters of operators and the meters that captures show in
   * one country only; then the version of DSMR. The rest names no country.
   */
  static Dialect of(String ident, ReadingObjects objects) {
    ObjectIndex index = objects.index();
    int emucs = index.find(EMUCS_VERSION);
    if (emucs >= 0 && isEmucs(objects.frame(), index, emucs)) {
      return BELGIUM;
    }
    Dialect named = byIdent(ident);
    if (named != UNKNOWN) {
      return named;
    }
    int history = index.find(HISTORY);
    if (history >= 0 && startsWithStamp(objects, history)) {
      return HUNGARY;
    }
    if (index.find(DSMR_VERSION) >= 0) {
      return isIsraeli(index) ? UNKNOWN : NETHERLANDS;
    }
    boolean tariff = index.find(TARIFF) >= 0;
    boolean clock = index.find(CLOCK) >= 0;
    if (tariff && !clock && index.findAny(DEVICE_VALUE) < 0) {
      return NETHERLANDS; // DSMR 2.2 and 3.0, whose devices have times without S and W
    }
    boolean h1 = isOfH1(ident) || (clock && !tariff && index.find(REACTIVE_TOTAL) >= 0);
    return h1 ? H1 : UNKNOWN;
  }

  /**
   * Whether the version alone tells that the standard time is known, as it does for most meters.
   */
  static boolean isCertain(byte[] frame, ObjectIndex index) {
    int emucs = index.find(EMUCS_VERSION);
    return emucs >= 0
        ? isEmucs(frame, index, emucs)
        : index.find(DSMR_VERSION) >= 0 && !isIsraeli(index);
  }

  /** Five digits (e-MUCS-P1 2.1.1, section 8), which some meters send as hexadecimal text. */
  private static boolean isEmucs(byte[] frame, ObjectIndex index, int object) {
    return Version.isEmucs(frame, index.groups(object) + 1, index.end(object) - 1);
  }

  private static boolean isIsraeli(ObjectIndex index) {
    for (int i = 0; i < index.size(); i++) {
      int key = index.key(i);
      if (key == INTERVALS || (key >= FIRST_ISRAELI_TARIFF && key <= LAST_ISRAELI_TARIFF)) {
        return true;
      }
    }
    return false;
  }

  private static Dialect byIdent(String ident) {
    return switch (ident.length() < 3 ? "" : ident.substring(0, 3)) {
      case "Lux", "LUX" -> LUXEMBOURG;
      case "FLU" -> BELGIUM;
      case "ESO" -> LITHUANIA;
      case "EST" -> AUSTRIA;
      case "GRE" -> SWITZERLAND;
      default ->
          ident.contains("MIE5")
              ? BELGIUM
              : ident.startsWith("ISK9")
                  ? SLOVENIA
                  : ident.contains("SAG-METER") ? HUNGARY : UNKNOWN;
    };
  }

  private static boolean isOfH1(String ident) {
    return switch (ident.length() < 3 ? "" : ident.substring(0, 3)) {
      case "KAM", "LGF", "ADN", "ELL" -> true;
      default -> false;
    };
  }

  /** The Hungarian month record starts with its time, the Belgian one with its number of rows. */
  static boolean startsWithStamp(ReadingObjects objects, int object) {
    var scanner = objects.scan(object);
    return scanner.next() && StampReader.isStamp(objects.frame(), scanner.from(), scanner.to());
  }
}
