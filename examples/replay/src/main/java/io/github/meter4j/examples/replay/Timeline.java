package io.github.meter4j.examples.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the meter's clock said from one telegram to the next. */
final class Timeline {
  private final Duration longestInterval;

  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> previous = Optional.empty();
  private Optional<Instant> latest = Optional.empty();
  private long without;
  private long repeated;
  private long gaps;
  private Duration missing = Duration.ZERO;
  private Duration longestGap = Duration.ZERO;
  private Optional<Instant> longestGapFrom = Optional.empty();
  private long stepsBack;
  private Duration longestStep = Duration.ZERO;
  private Optional<Instant> longestStepTo = Optional.empty();

  /** Times that lie further apart are a gap. */
  Timeline(Duration longestInterval) {
    this.longestInterval = longestInterval;
  }

  void add(Optional<Instant> time) {
    if (time.isEmpty()) {
      without++;
      return;
    }
    Instant now = time.get();
    previous.ifPresent(before -> step(before, now));
    if (first.isEmpty()) {
      first = time;
    }
    if (latest.isEmpty() || now.isAfter(latest.get())) {
      latest = time;
    }
    previous = time;
  }

  private void step(Instant before, Instant now) {
    Duration interval = Duration.between(before, now);
    if (interval.isZero()) {
      repeated++;
    } else if (interval.isNegative()) {
      stepsBack++;
      if (interval.negated().compareTo(longestStep) > 0) {
        longestStep = interval.negated();
        longestStepTo = Optional.of(now);
      }
    } else if (interval.compareTo(longestInterval) > 0) {
      gaps++;
      missing = missing.plus(interval);
      if (interval.compareTo(longestGap) > 0) {
        longestGap = interval;
        longestGapFrom = Optional.of(before);
      }
    }
  }

  Optional<Instant> first() {
    return first;
  }

  Optional<Instant> latest() {
    return latest;
  }

  /** Telegrams that state no instant. */
  long without() {
    return without;
  }

  /** Telegrams with the time of the one before. */
  long repeated() {
    return repeated;
  }

  long gaps() {
    return gaps;
  }

  long stepsBack() {
    return stepsBack;
  }

  /** The gaps in words. */
  String gapsText() {
    return gaps == 0
        ? "none longer than " + text(longestInterval)
        : gaps
            + " longer than "
            + text(longestInterval)
            + ", "
            + text(missing)
            + " in all, the longest "
            + text(longestGap)
            + " from "
            + longestGapFrom.map(Instant::toString).orElse("?");
  }

  /** The steps in words. */
  String stepsText() {
    return stepsBack == 0
        ? "none back"
        : stepsBack
            + " back, the longest by "
            + text(longestStep)
            + " to "
            + longestStepTo.map(Instant::toString).orElse("?");
  }

  /** As in {@code 3d 4h 5m 6s}, without parts that are zero. */
  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0) {
      return duration.toMillis() + "ms";
    }
    StringBuilder text = new StringBuilder();
    part(text, seconds / 86_400, 'd');
    part(text, seconds / 3_600 % 24, 'h');
    part(text, seconds / 60 % 60, 'm');
    part(text, seconds % 60, 's');
    return text.toString();
  }

  private static void part(StringBuilder text, long number, char unit) {
    if (number > 0) {
      text.append(text.isEmpty() ? "" : " ").append(number).append(unit);
    }
  }
}
