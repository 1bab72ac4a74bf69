package io.github.meter4j.examples.replay;

import io.github.meter4j.reading.Dimension;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registers that only rise: energy and volume. */
final class Counters {
  private final Map<Register, Counter> counters = new LinkedHashMap<>();

  private record Register(Measurand measurand, int channel) {
    @Override
    public String toString() {
      return measurand.name() + (channel == 0 ? "" : " of channel " + channel);
    }
  }

  private static final class Counter {
    private final Quantity first;
    private Quantity last;
    private long falls;

    Counter(Quantity first) {
      this.first = first;
      this.last = first;
    }

    void add(Quantity value) {
      falls += value.compareTo(last) < 0 ? 1 : 0;
      last = value;
    }
  }

  void add(List<Measurement> measurements) {
    for (Measurement measurement : measurements) {
      if (isCounter(measurement)) {
        Quantity value = measurement.quantity();
        Register register = new Register(measurement.measurand(), measurement.channel());
        Counter known = counters.get(register);
        if (known == null) {
          counters.put(register, new Counter(value));
        } else {
          known.add(value);
        }
      }
    }
  }

  private static boolean isCounter(Measurement measurement) {
    Dimension dimension = measurement.quantity().unit().dimension();
    return (dimension == Dimension.ENERGY || dimension == Dimension.VOLUME)
        && measurement.measurand().statistic() == Measurand.Statistic.ACTUAL;
  }

  /** A line for each: how much it rose, and from where to where. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    counters.forEach(
        (register, counter) ->
            lines.add(
                register
                    + ": "
                    + counter.last.minus(counter.first)
                    + " (from "
                    + counter.first
                    + " to "
                    + counter.last
                    + (counter.falls == 0 ? "" : "; fell " + counter.falls + " times")
                    + ')'));
    return lines;
  }

  /** How often one of them fell, which none should. */
  long falls() {
    return counters.values().stream().mapToLong(counter -> counter.falls).sum();
  }
}
