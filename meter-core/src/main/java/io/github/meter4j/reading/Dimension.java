package io.github.meter4j.reading;

/** What a {@link Unit} measures. Only quantities of one dimension compare, add and convert. */
public enum Dimension {
  /** A count, a ratio or a code: no unit at all. */
  NONE,
  /** Active energy and heat; base unit joule. */
  ENERGY,
  /** Reactive energy; base unit var-hour. */
  REACTIVE_ENERGY,
  /** Apparent energy; base unit volt-ampere-hour. */
  APPARENT_ENERGY,
  /** Active power; base unit watt. */
  POWER,
  /** Reactive power; base unit var. */
  REACTIVE_POWER,
  /** Apparent power; base unit volt-ampere. */
  APPARENT_POWER,
  /** Electric potential; base unit volt. */
  VOLTAGE,
  /** Electric current; base unit ampere. */
  CURRENT,
  /** Electric charge; base unit ampere-hour. */
  CHARGE,
  /** Frequency; base unit hertz. */
  FREQUENCY,
  /** Volume of gas or water; base unit cubic metre. */
  VOLUME,
  /** Volume over time; base unit cubic metre per hour. */
  VOLUME_FLOW,
  /** Length of time; base unit second. */
  TIME,
  /** Temperature in degrees Celsius; never converted. */
  TEMPERATURE,
  /** Temperature in degrees Fahrenheit; never converted. */
  FAHRENHEIT,
  /** Plane angle; base unit degree. */
  ANGLE
}
