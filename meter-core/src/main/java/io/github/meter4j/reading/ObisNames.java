package io.github.meter4j.reading;

import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurand.Statistic;
import java.util.Optional;

/**
 * Groups C, D and E of electricity codes, IEC 62056-6-1 tables 5 to 8. In group C the same
 * quantities stand at 1-20 for all phases, 21-40 for L1, 41-60 for L2 and 61-80 for L3.
 */
final class ObisNames {
  private static final int ELECTRICITY = 1;
  private static final int NEUTRAL_CURRENT = 91;

  private static final int RUNNING_AVERAGE = 4;
  private static final int LAST_AVERAGE = 5;
  private static final int MAXIMUM = 6;
  private static final int INSTANT = 7;
  private static final int TIME_INTEGRAL = 8;
  private static final int SAGS = 32;
  private static final int SWELLS = 36;

  private ObisNames() {}

  static Optional<Measurand> measurand(Obis obis) {
    if (obis.a() != ELECTRICITY || obis.f() != Obis.NO_HISTORY) {
      return Optional.empty();
    }
    int c = obis.c();
    if (c == NEUTRAL_CURRENT && obis.d() == INSTANT && obis.e() == 0) {
      return Optional.of(Measurand.CURRENT.on(Phase.NEUTRAL));
    }
    if (c < 1 || c > 80) {
      return Optional.empty();
    }
    Phase phase = Phase.values()[(c - 1) / 20];
    return ofQuantity((c - 1) % 20 + 1, phase, obis.d(), obis.e());
  }

  private static Optional<Measurand> ofQuantity(int quantity, Phase phase, int d, int e) {
    if (quantity == 12 && e == 0 && (d == SAGS || d == SWELLS)) {
      Kind kind = d == SAGS ? Kind.VOLTAGE_SAGS : Kind.VOLTAGE_SWELLS;
      return Optional.of(Measurand.of(kind, Direction.NONE).on(phase));
    }
    boolean energy = d == TIME_INTEGRAL;
    Optional<Kind> kind = kind(quantity, energy);
    Optional<Statistic> statistic = statistic(d);
    boolean tariffs = energy || d == MAXIMUM;
    if (kind.isEmpty() || statistic.isEmpty() || (e != 0 && !tariffs)) {
      return Optional.empty();
    }
    Measurand total = Measurand.of(kind.get(), direction(quantity));
    return Optional.of(total.on(phase).tariff(e).with(statistic.get()));
  }

  private static Optional<Kind> kind(int quantity, boolean energy) {
    return Optional.ofNullable(
        switch (quantity) {
          case 1, 2, 15, 16 -> energy ? Kind.ACTIVE_ENERGY : Kind.ACTIVE_POWER;
          case 3, 4, 5, 6, 7, 8 -> energy ? Kind.REACTIVE_ENERGY : Kind.REACTIVE_POWER;
          case 9, 10 -> energy ? Kind.APPARENT_ENERGY : Kind.APPARENT_POWER;
          case 11 -> energy ? null : Kind.CURRENT;
          case 12 -> energy ? null : Kind.VOLTAGE;
          case 13 -> energy ? null : Kind.POWER_FACTOR;
          case 14 -> energy ? null : Kind.FREQUENCY;
          default -> null;
        });
  }

  private static Direction direction(int quantity) {
    return switch (quantity) {
      case 1, 3, 9 -> Direction.IMPORT;
      case 2, 4, 10 -> Direction.EXPORT;
      case 5 -> Direction.Q1;
      case 6 -> Direction.Q2;
      case 7 -> Direction.Q3;
      case 8 -> Direction.Q4;
      case 15 -> Direction.COMBINED;
      case 16 -> Direction.NET;
      default -> Direction.NONE;
    };
  }

  private static Optional<Statistic> statistic(int d) {
    return Optional.ofNullable(
        switch (d) {
          case INSTANT, TIME_INTEGRAL -> Statistic.ACTUAL;
          case RUNNING_AVERAGE -> Statistic.AVERAGE;
          case LAST_AVERAGE -> Statistic.LAST_AVERAGE;
          case MAXIMUM -> Statistic.MAXIMUM;
          default -> null;
        });
  }

  static Optional<Obis> obis(Measurand measurand) {
    if (measurand.equals(Measurand.CURRENT.on(Phase.NEUTRAL))) {
      return Optional.of(Obis.of(ELECTRICITY, 0, NEUTRAL_CURRENT, INSTANT, 0));
    }
    for (int quantity = 1; quantity <= 16; quantity++) {
      int c = quantity + 20 * measurand.phase().ordinal();
      for (int d :
          new int[] {
            INSTANT, TIME_INTEGRAL, RUNNING_AVERAGE, LAST_AVERAGE, MAXIMUM, SAGS, SWELLS
          }) {
        if (c <= 80 && measurand.tariff() >= 0 && measurand.tariff() <= 255) {
          Obis candidate = Obis.of(ELECTRICITY, 0, c, d, measurand.tariff());
          if (measurand(candidate).filter(measurand::equals).isPresent()) {
            return Optional.of(candidate);
          }
        }
      }
    }
    return Optional.empty();
  }
}
