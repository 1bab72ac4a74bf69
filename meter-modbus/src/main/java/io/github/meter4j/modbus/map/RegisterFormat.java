package io.github.meter4j.modbus.map;

import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.util.List;

/**
 * How the words of a row are made into a value.
 *
 * @param type what they hold
 * @param words how many there are
 * @param order the order of their bytes
 * @param scale what a number is multiplied with
 * @param unit the unit of the result
 * @param sign what a plus means
 * @param absent the words that mean that there is no value, in the order on the wire
 */
record RegisterFormat(
    RegisterType type,
    int words,
    WordOrder order,
    BigDecimal scale,
    Unit unit,
    Sign sign,
    List<List<Integer>> absent) {

  RegisterFormat with(Sign other) {
    return new RegisterFormat(type, words, order, scale, unit, other, absent);
  }
}
