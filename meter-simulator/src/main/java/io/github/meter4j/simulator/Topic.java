package io.github.meter4j.simulator;

/** The topics of random numbers, a number each, so that no two things depend on each other. */
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
  static final int PHASE_REGISTERS = 15;

  private Topic() {}
}
