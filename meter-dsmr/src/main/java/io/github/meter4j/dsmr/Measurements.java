package io.github.meter4j.dsmr;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Quantity;
import java.util.List;
import java.util.Optional;

/** Everything that was read out of the values of one telegram. */
record Measurements(
    List<Measurement> list,
    List<Fault> faults,
    List<MonthlyPeak> peaks,
    Optional<MonthRecord> monthRecord,
    List<Profile> profiles,
    boolean hasSharedMeasurands) {

  /** Whether a measurand stands on more than one channel, as with two gas meters. */
  static boolean hasSharedMeasurands(List<Measurement> list) {
    for (Measurement measurement : list) {
      if (measurement.channel() != 0 && isOnOtherChannel(list, measurement)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOnOtherChannel(List<Measurement> list, Measurement measurement) {
    for (Measurement other : list) {
      if (other.channel() != measurement.channel()
          && other.measurand().equals(measurement.measurand())) {
        return true;
      }
    }
    return false;
  }

  Optional<Quantity> first(Measurand measurand) {
    for (Measurement measurement : list) {
      if (measurement.measurand().equals(measurand)) {
        return Optional.of(measurement.quantity());
      }
    }
    return Optional.empty();
  }

  Optional<Threshold> threshold(Measurand.Kind kind, Measurand.Phase phase) {
    return list.stream()
        .filter(m -> m.measurand().kind() == kind && m.measurand().phase() == phase)
        .filter(m -> m.measurand().direction() != Measurand.Direction.EXPORT)
        .findFirst()
        .map(m -> Threshold.of(m.quantity()));
  }
}
