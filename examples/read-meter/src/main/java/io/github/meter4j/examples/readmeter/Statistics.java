package io.github.meter4j.examples.readmeter;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reader.ReaderStats;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a reader has counted, in words. */
final class Statistics {
  /** Faults of meters that are polled, without a telegram. */
  static final Set<Fault.Kind> FAILED_POLLS = Set.of(Fault.Kind.NO_ANSWER, Fault.Kind.REFUSED);

  private Statistics() {}

  static String line(ReaderStats stats) {
    StringBuilder line = new StringBuilder();
    line.append(many(stats.readings(), "reading"))
        .append(" in ")
        .append(many(stats.bytesReceived(), "byte"))
        .append(", ")
        .append(rejected(stats));
    if (stats.bytesSkipped() > 0) {
      line.append(", ").append(many(stats.bytesSkipped(), "byte")).append(" skipped");
    }
    if (stats.repeated() > 0) {
      line.append(", ").append(many(stats.repeated(), "repeated reading")).append(" left out");
    }
    if (stats.pollsMissed() > 0) {
      line.append(", ").append(many(stats.pollsMissed(), "poll")).append(" left out");
    }
    stats.meterClockLag().ifPresent(lag -> line.append(", ").append(clock(lag)));
    if (stats.notRecorded() > 0) {
      line.append(", ").append(many(stats.notRecorded(), "chunk")).append(" not recorded");
    }
    return line.toString();
  }

  /** As in {@code 2 telegrams rejected (CHECKSUM 1, FRAMING 1), 1 poll failed (NO_ANSWER 1)}. */
  static String rejected(ReaderStats stats) {
    Map<Fault.Kind, Long> polls = new TreeMap<>(stats.rejected());
    polls.keySet().retainAll(FAILED_POLLS);
    Map<Fault.Kind, Long> telegrams = new TreeMap<>(stats.rejected());
    telegrams.keySet().removeAll(FAILED_POLLS);
    if (polls.isEmpty()) {
      return count(telegrams, "telegram", " rejected");
    }
    String failed = count(polls, "poll", " failed");
    return telegrams.isEmpty() ? failed : count(telegrams, "telegram", " rejected") + ", " + failed;
  }

  private static String count(Map<Fault.Kind, Long> kinds, String noun, String what) {
    long sum = kinds.values().stream().mapToLong(Long::longValue).sum();
    String all = many(sum, noun) + what;
    return sum == 0
        ? all
        : kinds.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", all + " (", ")"));
  }

  private static String clock(Duration lag) {
    Duration size = lag.abs();
    return size.toSeconds() < 2
        ? "the meter's clock is right"
        : "the meter's clock is " + roughly(size) + (lag.isNegative() ? " ahead" : " behind");
  }

  private static String roughly(Duration time) {
    if (time.toHours() >= 48) {
      return many(time.toDays(), "day");
    } else if (time.toMinutes() >= 120) {
      return many(time.toHours(), "hour");
    }
    return time.toSeconds() < 120
        ? many(time.toSeconds(), "second")
        : many(time.toMinutes(), "minute");
  }

  static String many(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
