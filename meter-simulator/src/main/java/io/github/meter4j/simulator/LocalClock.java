package io.github.meter4j.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Local date and time of a second. The rules of the zone are looked up twice a year only. */
final class LocalClock {
  private static final int DAY = 86_400;

  private final ZoneRules rules;
  private long from;
  private long until;
  private int offset;
  private boolean daylightSaving;
  private long day;
  private int secondOfDay;

  LocalClock(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** Moves the hands to a second since 1970. */
  LocalClock set(long second) {
    if (second < from || second >= until) {
      lookUp(Instant.ofEpochSecond(second));
    }
    long local = second + offset;
    day = Math.floorDiv(local, DAY);
    secondOfDay = (int) Math.floorMod(local, (long) DAY);
    return this;
  }

  private void lookUp(Instant at) {
    ZoneOffsetTransition before = rules.previousTransition(at.plusSeconds(1));
    ZoneOffsetTransition after = rules.nextTransition(at);
    from = before == null ? Long.MIN_VALUE : before.toEpochSecond();
    until = after == null ? Long.MAX_VALUE : after.toEpochSecond();
    offset = rules.getOffset(at).getTotalSeconds();
    daylightSaving = rules.isDaylightSavings(at);
  }

  boolean daylightSaving() {
    return daylightSaving;
  }

  /** Days since 1970. */
  long day() {
    return day;
  }

  int secondOfDay() {
    return secondOfDay;
  }

  /** Monday is 0. */
  int weekday() {
    return (int) Math.floorMod(day + 3, 7L);
  }

  /** The second at which a day of the calendar starts. */
  long startOf(LocalDate date) {
    return date.atStartOfDay().toEpochSecond(rules.getOffset(date.atStartOfDay()));
  }

  /** The first day of the month of the time shown. */
  LocalDate month() {
    return LocalDate.ofEpochDay(day).withDayOfMonth(1);
  }
}
