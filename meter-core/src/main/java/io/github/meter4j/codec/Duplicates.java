package io.github.meter4j.codec;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Obis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds codes that stand in a telegram twice with different values: two telegrams run together. */
public final class Duplicates {
  private Duplicates() {}

  /** Adds a fault for every code that has two values. */
  public static void find(
      ReadingObjects objects, List<Measurement> measurements, List<Fault> faults) {
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
        faults.add(fault(objects, measurement.obis().get(), message));
      }
    }
  }

  /** The place is the last object of that code. */
  private static Fault fault(ReadingObjects objects, Obis obis, String message) {
    ObjectIndex index = objects.index();
    int last = index.size() - 1;
    while (last > 0 && !index.obis(objects.frame(), last).equals(Optional.of(obis))) {
      last--;
    }
    return objects.fault(
        Fault.Kind.DUPLICATE, message, index.start(objects.frame(), last), index.end(last));
  }

  private static boolean isHistory(Measurement measurement) {
    return measurement.measurand().statistic()
        == io.github.meter4j.reading.Measurand.Statistic.MONTH_MAXIMUM;
  }
}
