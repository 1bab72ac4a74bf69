package io.github.meter4j.dsmr;

import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Obis;
import java.util.Optional;

/**
 * What the codes of P1 telegrams measure, where that is not what IEC 62056-6-1 says or where it
 * says nothing (DSMR 5.0.2, section 6.12; e-MUCS-P1 2.1.1, section 8).
 */
final class RegisterNames {
  private static final int LIMITER = ObisKey.cde(17, 0, 0);
  private static final int FAILURES = ObisKey.cde(96, 7, 21);
  private static final int LONG_FAILURES = ObisKey.cde(96, 7, 9);
  private static final int FUSE_L1 = ObisKey.cde(31, 4, 0);
  private static final int FUSE_L2 = ObisKey.cde(51, 4, 0);
  private static final int FUSE_L3 = ObisKey.cde(71, 4, 0);
  private static final int SAGS = 32;
  private static final int SWELLS = 36;

  private RegisterNames() {}

  static Optional<Measurand> measurand(int key) {
    int cde = ObisKey.cde(key);
    if (cde == LIMITER) {
      return named(Kind.POWER_LIMIT, Phase.ALL);
    } else if (cde == FAILURES) {
      return named(Kind.POWER_FAILURES, Phase.ALL);
    } else if (cde == LONG_FAILURES) {
      return named(Kind.LONG_POWER_FAILURES, Phase.ALL);
    } else if (cde == FUSE_L1) {
      return named(Kind.CURRENT_LIMIT, Phase.L1);
    } else if (cde == FUSE_L2) {
      return named(Kind.CURRENT_LIMIT, Phase.L2);
    } else if (cde == FUSE_L3) {
      return named(Kind.CURRENT_LIMIT, Phase.L3);
    }
    Obis obis = ObisKey.obis(key);
    boolean quality = obis.d() == SAGS || obis.d() == SWELLS;
    if (obis.a() == 1 || (obis.a() == 0 && quality)) {
      // Luxembourg prints the sag counters under the abstract medium in one place.
      Measurand found = Measurand.of(Obis.of(1, 0, obis.c(), obis.d(), obis.e()));
      return found.kind() == Kind.OTHER ? Optional.empty() : Optional.of(found);
    }
    return Optional.empty();
  }

  private static Optional<Measurand> named(Kind kind, Phase phase) {
    return Optional.of(Measurand.of(kind, Direction.NONE).on(phase));
  }

  /** What a device on the M-Bus counts. */
  static Measurand ofDevice(Optional<MBusType> type) {
    return Measurand.of(
        type.map(
                known ->
                    switch (known.medium()) {
                      case GAS -> Kind.GAS_VOLUME;
                      case WATER -> Kind.WATER_VOLUME;
                      case WARM_WATER -> Kind.WARM_WATER_VOLUME;
                      case HEAT -> Kind.HEAT_ENERGY;
                      case COOLING -> Kind.COOLING_ENERGY;
                      case ELECTRICITY, OTHER -> Kind.DEVICE_REGISTER;
                    })
            .orElse(Kind.DEVICE_REGISTER),
        Direction.NONE);
  }
}
