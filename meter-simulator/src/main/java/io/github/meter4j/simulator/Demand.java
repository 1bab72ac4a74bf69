package io.github.meter4j.simulator;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The Belgian quarter hours: the one that is running, the highest of the month, and the highest of
 * the thirteen months before (e-MUCS-P1 2.1.1, section 8.2).
 */
final class Demand {
  /** The highest quarter hour of a month: when it ended and its average power. */
  record Peak(long end, int watts) {}

  /** A month that is over: when it ended and its highest quarter hour. */
  record Month(long end, Peak peak) {}

  static final int QUARTER = 900;
  private static final int MONTHS = 13;

  private final LocalClock clock;
  private final Deque<Month> months = new ArrayDeque<>();
  private long wattSeconds;
  private Peak peak;
  private long monthEnd;

  /** Starts at the start of a quarter hour, with a past that is made up. */
  Demand(Profile profile, Chance chance, long start) {
    clock = new LocalClock(profile.zone()).set(start);
    LocalDate month = clock.month();
    long monthStart = clock.startOf(month);
    monthEnd = clock.startOf(month.plusMonths(1));
    for (int back = MONTHS; back > 0; back--) {
      LocalDate past = month.minusMonths(back);
      long end = clock.startOf(past.plusMonths(1));
      months.add(new Month(end, pastPeak(chance, past, clock.startOf(past), end)));
    }
    boolean fresh = start == monthStart;
    peak = fresh ? new Peak(monthStart, 0) : pastPeak(chance, month, monthStart, start);
  }

  /** Of an evening, higher in winter; low while no evening of the month has passed. */
  private Peak pastPeak(Chance chance, LocalDate month, long from, long to) {
    int index = (int) month.toEpochDay();
    int winter = Math.abs(month.getMonthValue() - 7) * 250;
    int watts = chance.between(Topic.PEAK, index, 2200, 4200) + winter;
    long day = chance.between(Topic.PEAK_DAY, index, 0, (int) ((to - from) / 86_400));
    long evening =
        clock.startOf(month.plusDays(day)) + chance.between(Topic.PEAK, -index, 70, 82) * 900L;
    return evening <= to ? new Peak(evening, watts) : new Peak(to, watts / 8);
  }

  /** One second of import that ends at a second. */
  void add(int watts, long second) {
    wattSeconds += watts;
    if (second % QUARTER == 0) {
      if (running() > peak.watts()) {
        peak = new Peak(second, running());
      }
      wattSeconds = 0;
    }
    if (second == monthEnd) {
      closeMonth();
    }
  }

  private void closeMonth() {
    months.add(new Month(monthEnd, peak));
    months.remove();
    peak = new Peak(monthEnd, 0);
    monthEnd = clock.startOf(clock.set(monthEnd).month().plusMonths(1));
  }

  /**
   * The energy of the quarter hour so far, over the whole of it: it grows from 0 to what counts in
   * the end (IEC 62056-6-2, demand register, current average value).
   */
  int running() {
    return (int) (wattSeconds / QUARTER);
  }

  /** The highest quarter hour of this month; of no power where none has ended yet. */
  Peak peak() {
    return peak;
  }

  /** The months before, oldest first. */
  List<Month> months() {
    return List.copyOf(months);
  }
}
