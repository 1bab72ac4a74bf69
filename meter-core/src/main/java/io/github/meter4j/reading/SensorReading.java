package io.github.meter4j.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reading of channels of radio sensors, as Current Cost displays send them. What a message does
 * not carry is empty, and so is what an implementation does not have.
 */
public non-sealed interface SensorReading extends Reading {
  /** What a message is about. */
  enum Kind {
    /** What the sensor measures now. */
    LIVE,
    /** How many impulses a counter behind the sensor has seen. */
    IMPULSE,
    /** What the display remembers of the past. */
    HISTORY
  }

  /**
   * What the message is about; one that has more than live values is live.
   *
   * @return the kind
   */
  Kind kind();

  /**
   * The product that sent it, as it names itself: {@code CC128-v0.11}. Not {@link #source()}, which
   * is the address that was opened.
   *
   * @return the name
   */
  default Optional<String> device() {
    return Optional.empty();
  }

  /**
   * The number of the sensor as the display shows it: 0 is the whole house, 1 to 9 are appliances.
   *
   * @return the number; of a history, which is about several sensors, empty
   */
  default Optional<Integer> sensor() {
    return Optional.empty();
  }

  /**
   * The id of the radio transmitter as sent. It may change when a transmitter is replaced: key
   * series by {@link #sensor()}.
   *
   * @return the id, leading zeros kept
   */
  default Optional<String> radioId() {
    return Optional.empty();
  }

  /**
   * The type of the sensor as a number; 1 is electricity and 2 an impulse counter.
   *
   * @return the type
   */
  default Optional<Integer> type() {
    return Optional.empty();
  }

  /**
   * What each channel of the sensor measures, by the number of the channel from 1.
   *
   * @return an unmodifiable map in the order of the channels
   */
  default Map<Integer, Quantity> channels() {
    return Map.of();
  }

  /**
   * What the channels measure together.
   *
   * @return the sum; empty where there is no channel, or where one was sent that could not be read
   */
  default Optional<Quantity> total() {
    return channels().values().stream().reduce(Quantity::plus);
  }

  /**
   * The {@link #total} of sensor 0, which is the whole house; of other sensors it is empty.
   *
   * <p>A clamp measures a current and no direction, so this is an estimate and never negative: a
   * house that feeds in looks like one that takes as much.
   */
  @Override
  default Optional<Quantity> netPower() {
    return sensor()
        .filter(number -> number == 0)
        .flatMap(house -> total())
        .filter(power -> power.unit().dimension() == Dimension.POWER);
  }

  /**
   * The temperature at the display, in the unit in which it was sent.
   *
   * @return degrees Celsius, or degrees Fahrenheit where only these were sent
   */
  default Optional<Quantity> temperature() {
    return Optional.empty();
  }

  /**
   * The impulses that were counted.
   *
   * @return the count
   */
  default Optional<ImpulseCount> impulses() {
    return Optional.empty();
  }

  /**
   * The values of the past, in the order sent.
   *
   * @return an unmodifiable list
   */
  default List<HistoryValue> history() {
    return List.of();
  }
}
