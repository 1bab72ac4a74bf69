package io.github.meter4j.simulator;

/** Panels on a roof at 51 degrees north: the height of the sun, and clouds. */
final class Solar {
  private static final double LATITUDE = StrictMath.toRadians(51.05);
  private static final double LONGITUDE_HOURS = 4.4 / 15;
  private static final double PEAK_WATTS = 5_200;
  private static final int INVERTER_WATTS = 5_000;
  private static final int STEP = 60;

  private final Chance chance;
  private long minute = Long.MIN_VALUE;
  private double now;
  private double next;

  Solar(Chance chance) {
    this.chance = chance;
  }

  /** What the inverter feeds in at a second. */
  int watts(long second) {
    long wanted = Math.floorDiv(second, STEP);
    if (wanted != minute) {
      now = wanted == minute + 1 ? next : clearSky(wanted * STEP);
      next = clearSky((wanted + 1) * STEP);
      minute = wanted;
    }
    if (now <= 0 && next <= 0) {
      return 0;
    }
    double part = Math.floorMod(second, (long) STEP) / (double) STEP;
    double clear = now + part * (next - now);
    return (int) Math.min(INVERTER_WATTS, clear * throughClouds(second));
  }

  private static double clearSky(long second) {
    double day = second / 86_400.0 % 365.2425;
    double declination =
        StrictMath.toRadians(-23.44) * StrictMath.cos(2 * Math.PI * (day + 10) / 365.2425);
    double hour = Math.floorMod(second, 86_400L) / 3600.0 + LONGITUDE_HOURS;
    double sine =
        StrictMath.sin(LATITUDE) * StrictMath.sin(declination)
            + StrictMath.cos(LATITUDE)
                * StrictMath.cos(declination)
                * StrictMath.cos(Math.PI / 12 * (hour - 12));
    return sine <= 0 ? 0 : PEAK_WATTS * sine * StrictMath.sqrt(StrictMath.sqrt(sine));
  }

  /** Some days are clear and some are grey; on most of them clouds come and go in minutes. */
  private double throughClouds(long second) {
    double grey = chance.curve(Topic.SKY, second, 86_400);
    double cloud =
        chance.curve(Topic.CLOUDS, second, 240) * chance.curve(Topic.CLOUDS, -second, 1900);
    return Math.max(0.06, 1 - 0.55 * grey * grey - 0.9 * grey * cloud);
  }
}
