package io.github.meter4j.codec;

import io.github.meter4j.reading.ObisReading;
import io.github.meter4j.reading.Unit;

/** Is given the numbers of a reading one by one, without any object being made for them. */
@FunctionalInterface
public interface NumberVisitor {

  /**
   * A group that is a number: {@code unscaled × 10^-scale unit}.
   *
   * @param object the place of its object in {@link ObisReading#objects()}
   * @param group the place of the group in its object, from 0
   * @param unscaled the digits as an integer
   * @param scale how many of them are decimals
   * @param unit the unit, {@link Unit#NONE} where the meter sent none
   */
  void number(int object, int group, long unscaled, int scale, Unit unit);
}
