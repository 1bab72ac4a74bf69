package io.github.meter4j.simulator;

/** What chance decides; a number each, so that no two things go together by accident. */
final class Topic {
  static final int METER = 1;
  static final int PEAK = 2;
  static final int PEAK_DAY = 3;
  static final int DAY_PLAN = 4;
  static final int SKY = 5;
  static final int CLOUDS = 6;
  static final int WEATHER = 7;
  static final int STANDBY = 8;
  static final int VOLTAGE = 9;
  static final int VOLTAGE_OF_PHASE = 10; // to 12
  static final int FLICKER = 13;
  static final int FREQUENCY = 14;

  private Topic() {}
}
