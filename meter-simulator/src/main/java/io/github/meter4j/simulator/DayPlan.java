package io.github.meter4j.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the people of the household do on one day: which appliance runs when. */
final class DayPlan {
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int L1 = 0;
  private static final int L2 = 1;
  private static final int L3 = 2;
  private static final int NONE = 0;

  /**
   * An appliance that runs for a while, without a pause or for a part of each cycle.
   *
   * @param from when it starts, in seconds of the day
   * @param to when it ends
   * @param phase on which phase
   * @param watts its power
   * @param gas litres an hour
   * @param water litres an hour
   * @param cycle the length of a cycle in seconds
   * @param on how long it is on in each
   */
  record Run(int from, int to, int phase, int watts, int gas, int water, int cycle, int on) {
    boolean isOn(int second) {
      return second >= from && second < to && (second - from) % cycle < on;
    }
  }

  private final List<Run> runs = new ArrayList<>();
  private final Random random;
  private final boolean weekend;
  private final LocalDate date;

  private DayPlan(Chance chance, long day) {
    this.random = new Random(chance.number(Topic.DAY_PLAN, day));
    this.date = LocalDate.ofEpochDay(day);
    this.weekend = date.getDayOfWeek().getValue() > 5;
  }

  static List<Run> of(Chance chance, long day) {
    DayPlan plan = new DayPlan(chance, day);
    plan.morning();
    plan.work();
    plan.cooking();
    plan.evening();
    plan.dishwasher();
    plan.washing();
    plan.taps();
    return List.copyOf(plan.runs);
  }

  private int around(int second, int minutes) {
    return second + (random.nextInt(2 * minutes + 1) - minutes) * MINUTE + random.nextInt(MINUTE);
  }

  private void electric(int from, int seconds, int phase, int watts) {
    runs.add(new Run(from, from + seconds, phase, watts, NONE, NONE, 1, 1));
  }

  private void cycling(int from, int seconds, int phase, int watts, int cycle, int on) {
    runs.add(new Run(from, from + seconds, phase, watts, NONE, NONE, cycle, on));
  }

  private void cold(int from, int seconds, int litresAnHour) {
    runs.add(new Run(from, from + seconds, L1, NONE, NONE, litresAnHour, 1, 1));
  }

  /** Warm water takes gas, and the pump and fan of the boiler. */
  private void warm(int from, int seconds, int litresAnHour) {
    runs.add(new Run(from, from + seconds, L1, 60, 5 * litresAnHour, litresAnHour, 1, 1));
  }

  private void morning() {
    int wake = weekend ? around(8 * HOUR + 20 * MINUTE, 40) : around(6 * HOUR + 35 * MINUTE, 15);
    electric(wake, 55 * MINUTE, L1, isDark() ? 190 : 40);
    warm(wake + 6 * MINUTE, 6 * MINUTE + random.nextInt(180), 470);
    warm(wake + 21 * MINUTE, 5 * MINUTE + random.nextInt(180), 440);
    electric(wake + 14 * MINUTE, 4 * MINUTE, L2, 1350); // coffee
    electric(wake + 24 * MINUTE, 170, L2, 2150); // kettle
    electric(wake + 27 * MINUTE, 150, L2, 880); // toaster
    electric(wake + 31 * MINUTE, 5 * MINUTE, L3, 1150); // hair dryer
  }

  /** From October to March the lights are on in the morning and early in the evening. */
  private boolean isDark() {
    return date.getMonthValue() < 4 || date.getMonthValue() > 9;
  }

  private void work() {
    if (!weekend && random.nextInt(5) < 2) {
      int start = around(9 * HOUR, 20);
      electric(start, 8 * HOUR, L2, 95); // a desk at home
      electric(around(10 * HOUR + 30 * MINUTE, 30), 170, L2, 2150);
      cycling(around(12 * HOUR + 20 * MINUTE, 15), 12 * MINUTE, L2, 1400, 14, 8);
    }
  }

  private void cooking() {
    int start = around(18 * HOUR + 15 * MINUTE, 30);
    if (random.nextInt(10) < 6) {
      electric(start, 9 * MINUTE, L3, 2450); // the oven heats up, then keeps its heat
      cycling(start + 9 * MINUTE, 40 * MINUTE, L3, 2450, 210, 80);
    }
    cycling(start + 8 * MINUTE, 26 * MINUTE, L2, 1850, 12, 8);
    cycling(start + 14 * MINUTE, 15 * MINUTE, L1, 1300, 10, 5);
    electric(start + 8 * MINUTE, 30 * MINUTE, L1, 110);
    if (weekend) {
      cycling(around(12 * HOUR + 10 * MINUTE, 30), 22 * MINUTE, L2, 1700, 12, 7);
    }
  }

  private void evening() {
    int lights = around(isDark() ? 17 * HOUR : 21 * HOUR, 15);
    int end = around(22 * HOUR + 55 * MINUTE, 25);
    electric(lights, end - lights, L1, 145 + random.nextInt(60));
    int film = around(20 * HOUR, 20);
    electric(film, end - film - 5 * MINUTE, L1, 135);
  }

  private void dishwasher() {
    if (random.nextInt(10) < 7) {
      int start = around(20 * HOUR + 10 * MINUTE, 25);
      electric(start, 13 * MINUTE, L1, 2080);
      electric(start + 13 * MINUTE, 46 * MINUTE, L1, 75);
      electric(start + 59 * MINUTE, 12 * MINUTE, L1, 2080);
      electric(start + 71 * MINUTE, 22 * MINUTE, L1, 35);
      for (int fill = 0; fill < 3; fill++) {
        cold(start + fill * 22 * MINUTE, 36, 350);
      }
    }
  }

  private void washing() {
    int weekday = date.getDayOfWeek().getValue();
    if ((weekend || weekday == 3) && random.nextInt(10) < 7) {
      int start = around(10 * HOUR + 15 * MINUTE, 60);
      electric(start + 3 * MINUTE, 14 * MINUTE, L3, 2020);
      cycling(start + 17 * MINUTE, 48 * MINUTE, L3, 260, 22, 15);
      electric(start + 65 * MINUTE, 9 * MINUTE, L3, 520);
      for (int fill = 0; fill < 4; fill++) {
        cold(start + fill * 15 * MINUTE, 80, 500);
      }
    }
  }

  /** The kitchen tap, and a cistern of six litres now and then. */
  private void taps() {
    for (int i = 0; i < 9; i++) {
      cold(around(7 * HOUR + i * 6_400, 45), 40, 540);
    }
    for (int i = 0; i < 6; i++) {
      cold(around(8 * HOUR + i * 8_800, 60), 10 + random.nextInt(50), 300);
    }
    cold(around(3 * HOUR, 90), 40, 540);
  }
}
