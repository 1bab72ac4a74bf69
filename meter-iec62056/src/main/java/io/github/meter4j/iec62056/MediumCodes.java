package io.github.meter4j.iec62056;

import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.NumberReader;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ObjectIndex;
import io.github.meter4j.reading.Dimension;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Statistic;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Unit;

/**
 * The codes of media other than electricity.
 *
 * <p>Heat meters print the codes of EN 1434-3 without a medium, as Landis+Gyr UH50 and T550,
 * Siemens 2WR5 and Kamstrup Multical do: {@code 6.8} energy, {@code 6.26} volume, {@code 6.4}
 * power, {@code 6.27} flow, {@code 6.29} and {@code 6.28} the temperatures of flow and return;
 * {@code 6.6}, {@code 6.33} and {@code 9.4} are the largest of them. As codes of electricity these
 * would be reactive energy and apparent power.
 */
final class MediumCodes {
  private static final int ENERGY = 8;
  private static final int VOLUME = 26;

  private MediumCodes() {}

  /** What a code measures, without its period; of kind OTHER where it has no name. */
  static Measurand measurand(Obis obis) {
    return switch (obis.a()) {
      case 5 -> ofHeat(obis, Kind.COOLING_ENERGY);
      case 6 -> ofHeat(obis, Kind.HEAT_ENERGY);
      case 7 -> ofVolume(obis, Kind.GAS_VOLUME);
      case 8 -> ofVolume(obis, Kind.WATER_VOLUME);
      case 9 -> ofVolume(obis, Kind.WARM_WATER_VOLUME);
      default -> Measurand.of(obis);
    };
  }

  private static Measurand ofHeat(Obis obis, Kind energy) {
    if (obis.c() == 9 && obis.d() == 4 && obis.e() == 0) {
      return of(Kind.FLOW_TEMPERATURE).with(Statistic.MAXIMUM);
    }
    boolean tariffs = obis.d() == ENERGY || obis.d() == VOLUME;
    if (obis.c() != 6 || (obis.e() != 0 && !tariffs)) {
      return Measurand.other(obis);
    }
    return switch (obis.d()) {
      case 4 -> of(Kind.THERMAL_POWER);
      case 6 -> of(Kind.THERMAL_POWER).with(Statistic.MAXIMUM);
      case ENERGY -> of(energy).tariff(obis.e());
      case VOLUME -> of(Kind.VOLUME).tariff(obis.e());
      case 27 -> of(Kind.VOLUME_FLOW);
      case 28 -> of(Kind.RETURN_TEMPERATURE);
      case 29 -> of(Kind.FLOW_TEMPERATURE);
      case 33 -> of(Kind.VOLUME_FLOW).with(Statistic.MAXIMUM);
      default -> Measurand.other(obis);
    };
  }

  /** A counter is D = 8 or 26 as printed without a medium, and of water 1.0 (EN 13757-1). */
  private static Measurand ofVolume(Obis obis, Kind volume) {
    boolean water = obis.a() != Medium.GAS.code() && obis.c() == 1 && obis.d() == 0;
    return water || obis.d() == ENERGY || obis.d() == VOLUME
        ? of(volume).tariff(obis.e())
        : Measurand.other(obis);
  }

  private static Measurand of(Kind kind) {
    return Measurand.of(kind, Direction.NONE);
  }

  /** The second of two values that one group holds, joined by an ampersand. */
  static Measurand second(Measurand first) {
    return of(Kind.RETURN_TEMPERATURE).with(first.statistic());
  }

  /**
   * Whether a code without a name counts energy or volume, or measures power: a number of it needs
   * a unit. Group D up to 30, and 55 and 58, is that of averages, extremes and integrals over time.
   */
  static boolean needsUnit(Obis obis) {
    int c = obis.c();
    int d = obis.d();
    return switch (obis.a()) {
      case 1 -> {
        int quantity = (c - 1) % 20 + 1;
        boolean flow = c <= 80 && (quantity <= 10 || quantity >= 15);
        yield flow && ((d > 0 && d <= 30) || d == 55 || d == 58);
      }
      case 5, 6, 8, 9 -> c == 1 || c == 2;
      case 7 -> c <= 40;
      default -> false;
    };
  }

  /**
   * Whether a readout without media is that of a heat meter: it has energy or volume with such a
   * unit under 6.8 or 6.26, and nothing that only a meter of electricity has.
   */
  static boolean isHeat(byte[] frame, ObjectIndex index) {
    boolean heat = false;
    for (int i = 0; i < index.size(); i++) {
      int key = index.key(i);
      if (key == ObisKey.WIDE || ObisKey.a(key) != Medium.ELECTRICITY.code()) {
        continue;
      }
      int c = key >>> 16 & 0xff;
      int d = key >>> 8 & 0xff;
      if (c == 6 && (d == ENERGY || d == VOLUME)) {
        heat |= index.isReduced(frame, i) && hasHeatUnit(frame, index, i, d);
      } else if (c > 0 && c <= 80 && c != 9 && c != 6 && d >= 4 && d <= 9) {
        return false;
      }
    }
    return heat;
  }

  private static boolean hasHeatUnit(byte[] frame, ObjectIndex index, int object, int d) {
    GroupScanner groups = new GroupScanner();
    groups.start(frame, index.groups(object), index.end(object));
    NumberReader number = new NumberReader();
    boolean read =
        groups.next()
            && number.read(frame, groups.from(), groups.to()) == NumberReader.Outcome.NUMBER;
    Unit unit = number.unit();
    Dimension wanted = d == ENERGY ? Dimension.ENERGY : Dimension.VOLUME;
    return read && unit != null && unit.dimension() == wanted;
  }
}
