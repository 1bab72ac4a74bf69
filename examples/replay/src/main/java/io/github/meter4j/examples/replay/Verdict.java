package io.github.meter4j.examples.replay;

import io.github.meter4j.examples.program.Output;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.ReadingSink;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Goes through all readings of an archive and says what is in it. */
final class Verdict implements ReadingSink<Reading> {
  private final Timeline timeline;
  private final Counters counters = new Counters();
  private final Optional<Plot> plot;
  private final Map<Fault.Kind, Long> rejected = new EnumMap<>(Fault.Kind.class);
  private final Map<Fault.Kind, Long> values = new EnumMap<>(Fault.Kind.class);
  private final Map<Integrity, Long> integrity = new EnumMap<>(Integrity.class);
  private long frames;
  private long skipped;
  private long unread;

  /**
   * Nothing is known yet.
   *
   * @param longestInterval times that lie further apart are a gap
   * @param plot takes power and energy over time, where a picture is wanted
   */
  Verdict(Duration longestInterval, Optional<Plot> plot) {
    this.timeline = new Timeline(longestInterval);
    this.plot = plot;
  }

  @Override
  public void reading(Reading reading, long offset, int length) {
    frames++;
    integrity.merge(reading.integrity(), 1L, Long::sum);
    reading.faults().forEach(fault -> values.merge(fault.kind(), 1L, Long::sum));
    Optional<Instant> time = reading.meterTime().flatMap(MeterTime::instant);
    timeline.add(time);
    List<Measurement> measurements = reading.measurements();
    counters.add(measurements);
    if (plot.isPresent() && time.isPresent()) {
      plot.get().add(time.get(), measurements);
    }
  }

  @Override
  public void rejected(Fault fault) {
    rejected.merge(fault.kind(), 1L, Long::sum);
  }

  @Override
  public void skipped(long offset, int length) {
    skipped += length;
  }

  /** A file or an entry could not be read to its end. */
  void unread() {
    unread++;
  }

  boolean isUnread() {
    return unread > 0;
  }

  Optional<Plot> plot() {
    return plot;
  }

  long frames() {
    return frames;
  }

  /** Prints it, its last line in one word. */
  void print(Output out) {
    line(out, "frames", frames + by(integrity));
    line(out, "rejected", sum(rejected) + by(rejected));
    line(out, "faulty values", sum(values) + by(values));
    line(out, "bytes between frames", Long.toString(skipped));
    line(out, "first", timeline.first().map(Instant::toString).orElse("no time"));
    line(out, "last", timeline.latest().map(Instant::toString).orElse("no time"));
    line(out, "without a time", Long.toString(timeline.without()));
    line(out, "repeated times", Long.toString(timeline.repeated()));
    line(out, "gaps", timeline.gapsText());
    line(out, "clock steps", timeline.stepsText());
    counters.lines().forEach(total -> line(out, "total", total));
    line(out, "verdict", word());
  }

  private String word() {
    if (frames == 0) {
      return "empty: no telegram was found";
    }
    boolean damaged = !rejected.isEmpty() || !values.isEmpty();
    boolean holes = timeline.gaps() > 0;
    boolean odd = timeline.stepsBack() > 0 || counters.falls() > 0;
    if (!damaged && !holes && !odd && !isUnread()) {
      return "whole";
    }
    StringBuilder text = new StringBuilder();
    append(text, damaged, "damaged");
    append(text, isUnread(), "incomplete, " + unread + " could not be read to the end");
    append(text, holes, "with gaps");
    append(text, odd, "with a clock or a counter that went back");
    return text.toString();
  }

  private static void append(StringBuilder text, boolean is, String word) {
    if (is) {
      text.append(text.isEmpty() ? "" : ", ").append(word);
    }
  }

  private static void line(Output out, String name, String text) {
    out.printf("%-21s %s%n", name, text);
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String by(Map<? extends Enum<?>, Long> counts) {
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + ' ' + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
