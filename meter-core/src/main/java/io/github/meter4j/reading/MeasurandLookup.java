package io.github.meter4j.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks up one measurand among the measurements of a reading, on whatever channel it stands. */
final class MeasurandLookup {
  private MeasurandLookup() {}

  /**
   * On each channel the first value counts. Of several channels the one with the newest time stamp
   * is taken; where the stamps do not tell, there is no value.
   */
  static Optional<Quantity> find(List<Measurement> measurements, Measurand measurand) {
    int size = measurements.size();
    for (int i = 0; i < size; i++) {
      Measurement first = measurements.get(i);
      if (first.measurand().equals(measurand)) {
        return isOnOtherChannel(measurements, i, first)
            ? newest(onEachChannel(measurements, measurand))
            : Optional.of(first.quantity());
      }
    }
    return Optional.empty();
  }

  private static boolean isOnOtherChannel(
      List<Measurement> measurements, int index, Measurement first) {
    int channel = first.channel();
    for (int i = index + 1, size = measurements.size(); i < size; i++) {
      Measurement next = measurements.get(i);
      if (next.channel() != channel && next.measurand().equals(first.measurand())) {
        return true;
      }
    }
    return false;
  }

  private static List<Measurement> onEachChannel(
      List<Measurement> measurements, Measurand measurand) {
    List<Measurement> found = new ArrayList<>();
    for (Measurement next : measurements) {
      if (next.measurand().equals(measurand)
          && found.stream().noneMatch(before -> before.channel() == next.channel())) {
        found.add(next);
      }
    }
    return found;
  }

  private static Optional<Quantity> newest(List<Measurement> candidates) {
    for (Measurement candidate : candidates) {
      if (candidates.stream()
          .allMatch(other -> other == candidate || isAfter(candidate.at(), other.at()))) {
        return Optional.of(candidate.quantity());
      }
    }
    return Optional.empty();
  }

  private static boolean isAfter(Optional<MeterTime> time, Optional<MeterTime> other) {
    return time.isPresent() && other.isPresent() && time.get().isAfter(other.get());
  }

  /** Why {@link #find} finds nothing, for a message. */
  static String reason(List<Measurement> measurements, Measurand measurand) {
    List<Measurement> candidates = onEachChannel(measurements, measurand);
    if (candidates.isEmpty()) {
      return "this reading has no "
          + measurand.name()
          + "; it has "
          + measurements.stream()
              .map(measurement -> measurement.measurand().name())
              .distinct()
              .collect(Collectors.joining(", "));
    }
    return measurand.name()
        + " is on channels "
        + candidates.stream()
            .map(candidate -> Integer.toString(candidate.channel()))
            .collect(Collectors.joining(", "))
        + ", and their time stamps do not tell which of them is live; ask for one of them, as in"
        + " get(measurand, "
        + candidates.get(0).channel()
        + ')';
  }
}
