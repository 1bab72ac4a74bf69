package io.github.meter4j.currentcost;

import io.github.meter4j.reading.HistoryValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reckons from the clock of the display back to when a value of the past was measured. */
final class HistoryClock {
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private HistoryClock() {}

  /** The period of a value in a message that arrived when the display showed a time of day. */
  static Optional<HistoryPeriod> period(Instant arrived, int secondOfDay, HistoryValue value) {
    try {
      Instant now = arrived.truncatedTo(ChronoUnit.SECONDS);
      Instant midnight = now.minusSeconds(secondOfDay);
      return switch (value.store()) {
        case HOURS -> hours(now, secondOfDay, value.age());
        case DAYS -> days(midnight, value.age());
        case MONTHS -> months(midnight, value.age());
        case YEARS -> Optional.empty();
      };
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty(); // before all time
    }
  }

  private static Optional<HistoryPeriod> hours(Instant now, int secondOfDay, int age) {
    if (age < 2) {
      return Optional.empty();
    }
    // Odd hours: 23 to 1, 1 to 3 and so on.
    Instant newest = now.minusSeconds((secondOfDay + HOUR) % (2 * HOUR));
    Instant end = newest.minusSeconds((age - 2) * HOUR);
    return Optional.of(new HistoryPeriod(end.minusSeconds(2 * HOUR), end));
  }

  private static Optional<HistoryPeriod> days(Instant midnight, int age) {
    Instant start = midnight.minusSeconds(age * DAY);
    return Optional.of(new HistoryPeriod(start, start.plusSeconds(DAY)));
  }

  private static Optional<HistoryPeriod> months(Instant midnight, int age) {
    // Noon of the display's day is that day in UTC too, if they are not twelve hours apart.
    LocalDate today = midnight.plusSeconds(DAY / 2).atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate first = today.withDayOfMonth(1).minusMonths(age);
    long start = ChronoUnit.DAYS.between(first, today);
    long end = ChronoUnit.DAYS.between(first.plusMonths(1), today);
    return Optional.of(
        new HistoryPeriod(midnight.minusSeconds(start * DAY), midnight.minusSeconds(end * DAY)));
  }
}
