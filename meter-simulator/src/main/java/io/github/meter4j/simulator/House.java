package io.github.meter4j.simulator;

import java.util.List;

/** What flows into the house at a second: power on three phases, gas and water. */
final class House {
  private static final int FRIDGE_CYCLE = 2_760;
  private static final int FRIDGE_ON = 940;
  private static final int FREEZER_CYCLE = 3_420;
  private static final int FREEZER_ON = 1_180;
  private static final int BOILER_CYCLE = 1_500;
  private static final int BOILER_GAS = 1_650;

  /** How much of its power the heating uses, in percent, by hour of the day. */
  private static final int[] HEATING = {
    10, 10, 10, 10, 10, 45, 130, 120, 90, 60, 50, 45, 45, 45, 45, 55, 80, 110, 120, 120, 115, 100,
    60, 20
  };

  private final Chance chance;
  private final Solar solar;
  private final int[] watts = new int[3];
  private List<DayPlan.Run> runs = List.of();
  private long plannedDay = Long.MIN_VALUE;
  private int heatingSeconds;
  private int heatingHour = -1;
  private int gas;
  private int water;

  House(Chance chance) {
    this.chance = chance;
    this.solar = new Solar(chance);
  }

  /** Moves on to a second, which the clock shows. */
  void live(long second, LocalClock clock) {
    plan(clock);
    gas = 0;
    water = 0;
    long flicker = chance.number(Topic.FLICKER, second);
    watts[0] = 95 + (int) (flicker & 7) + (int) (50 * chance.curve(Topic.STANDBY, second, 700));
    watts[1] = 45 + (int) (flicker >>> 8 & 3) + (second % FREEZER_CYCLE < FREEZER_ON ? 82 : 0);
    watts[2] = 25 + (int) (flicker >>> 16 & 3) + (second % FRIDGE_CYCLE < FRIDGE_ON ? 74 : 0);
    int time = clock.secondOfDay();
    for (DayPlan.Run run : runs) {
      if (run.isOn(time)) {
        watts[run.phase()] += run.watts();
        gas += run.gas();
        water += run.water();
      }
    }
    heat(second);
    int sun = solar.watts(second);
    for (int phase = 0; phase < 3; phase++) {
      watts[phase] -= sun / 3;
    }
  }

  private void plan(LocalClock clock) {
    if (clock.day() != plannedDay) {
      plannedDay = clock.day();
      runs = DayPlan.of(chance, plannedDay);
      heatingHour = -1;
    }
    int hour = clock.secondOfDay() / 3600;
    if (hour != heatingHour) {
      heatingHour = hour;
      heatingSeconds = heatingSeconds(plannedDay, hour);
    }
  }

  /** How long the boiler burns in each cycle, by the temperature outside. */
  private int heatingSeconds(long day, int hour) {
    double season = StrictMath.cos(2 * Math.PI * (day - 15) / 365.2425);
    double outside = 10.8 - 8 * season + 6 * (chance.fraction(Topic.WEATHER, day) - 0.5);
    double cold = Math.max(0, (15 - outside) / 30);
    return (int) Math.min(BOILER_CYCLE, BOILER_CYCLE * cold * HEATING[hour] / 100);
  }

  private void heat(long second) {
    if (second % BOILER_CYCLE < heatingSeconds) {
      gas += BOILER_GAS;
      watts[0] += 48;
    }
  }

  /** The power of a phase: from the grid, or negative into it. */
  int watts(int phase) {
    return watts[phase];
  }

  /** The power of the three phases together, as the registers count it. */
  int watts() {
    return watts[0] + watts[1] + watts[2];
  }

  /** Gas in litres an hour. */
  int gas() {
    return gas;
  }

  /** Water in litres an hour. */
  int water() {
    return water;
  }
}
