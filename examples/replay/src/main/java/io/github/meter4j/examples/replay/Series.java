package io.github.meter4j.examples.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values over any length of time in a bounded number of points: the mean of each slot. */
final class Series {
  /** More than a picture has columns. */
  static final int MOST = 4_000;

  private final Map<Long, double[]> slots = new TreeMap<>();
  private long seconds = 1;

  void add(Instant time, double value) {
    put(Math.floorDiv(time.getEpochSecond(), seconds), value, 1);
    while (slots.size() > MOST) {
      widen();
    }
  }

  private void put(long slot, double sum, double count) {
    double[] known = slots.computeIfAbsent(slot, key -> new double[2]);
    known[0] += sum;
    known[1] += count;
  }

  private void widen() {
    seconds *= 2;
    Map<Long, double[]> narrow = new TreeMap<>(slots);
    slots.clear();
    narrow.forEach((slot, mean) -> put(Math.floorDiv(slot, 2), mean[0], mean[1]));
  }

  List<Date> times() {
    List<Date> times = new ArrayList<>();
    slots.keySet().forEach(slot -> times.add(Date.from(Instant.ofEpochSecond(slot * seconds))));
    return times;
  }

  List<Double> means() {
    List<Double> means = new ArrayList<>();
    slots.values().forEach(mean -> means.add(mean[0] / mean[1]));
    return means;
  }
}
