package io.github.meter4j.examples.replay;

import java.time.Duration;
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

  private final TreeMap<Long, double[]> slots = new TreeMap<>();
  private final Duration gap;
  private long seconds = 1;

  /**
   * No values yet.
   *
   * @param gap what lies further apart is not connected
   */
  Series(Duration gap) {
    this.gap = gap;
  }

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

  /** A point of the picture; where the line breaks, the value is no number. */
  record Point(Date time, double mean) {}

  /** From the first value to the last. */
  Duration length() {
    return slots.isEmpty()
        ? Duration.ZERO
        : Duration.ofSeconds((slots.lastKey() - slots.firstKey()) * seconds);
  }

  List<Point> points() {
    long longest = Math.max(gap.toSeconds() / seconds, 1) + 1;
    List<Point> points = new ArrayList<>();
    long last = Long.MAX_VALUE;
    for (Map.Entry<Long, double[]> slot : slots.entrySet()) {
      if (slot.getKey() - last > longest) {
        points.add(new Point(date(last + 1), Double.NaN));
      }
      last = slot.getKey();
      points.add(new Point(date(last), slot.getValue()[0] / slot.getValue()[1]));
    }
    return points;
  }

  private Date date(long slot) {
    return Date.from(Instant.ofEpochSecond(slot * seconds));
  }
}
