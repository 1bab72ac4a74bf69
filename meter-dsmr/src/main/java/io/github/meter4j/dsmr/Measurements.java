package io.github.meter4j.dsmr;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import java.util.List;
import java.util.Optional;

/** Everything that was read out of the values of one telegram. */
record Measurements(
    List<Measurement> list,
    List<Fault> faults,
    List<MonthlyPeak> peaks,
    Optional<MonthRecord> monthRecord) {

  Optional<Threshold> threshold(Measurand.Kind kind, Measurand.Phase phase) {
    return list.stream()
        .filter(m -> m.measurand().kind() == kind && m.measurand().phase() == phase)
        .filter(m -> m.measurand().direction() != Measurand.Direction.EXPORT)
        .findFirst()
        .map(m -> Threshold.of(m.quantity()));
  }
}
