package io.github.meter4j.dsmr;

import io.github.meter4j.reading.Fault;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Obis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds codes that stand in a telegram twice with different values: two telegrams run together. */
final class Duplicates {
  private Duplicates() {}

  static void find(List<Measurement> measurements, List<Fault> faults) {
    Map<Obis, Measurement> seen = new HashMap<>();
    for (Measurement measurement : measurements) {
      if (measurement.obis().isEmpty() || isHistory(measurement)) {
        continue;
      }
      Measurement before = seen.putIfAbsent(measurement.obis().get(), measurement);
      if (before != null
          && before.measurand().equals(measurement.measurand())
          && before.at().equals(measurement.at())
          && !before.quantity().equals(measurement.quantity())) {
        String message =
            measurement.obis().get()
                + " twice: "
                + before.quantity()
                + " and "
                + measurement.quantity();
        faults.add(new Fault(Fault.Kind.DUPLICATE, message, 0, 0, 0, 0, ""));
      }
    }
  }

  private static boolean isHistory(Measurement measurement) {
    return measurement.measurand().statistic()
        == io.github.meter4j.reading.Measurand.Statistic.MONTH_MAXIMUM;
  }
}
