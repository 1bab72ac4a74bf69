package io.github.meter4j.reading;

import java.util.List;
import java.util.Optional;

/**
 * What one row of a register map says in a reading: the raw words and, where they mean something,
 * the value.
 *
 * @param name the name of the row in its map
 * @param function the function that reads its table: 3 for holding registers, 4 for input registers
 * @param address the address of the first register, from 0 as on the wire
 * @param words the registers as read, 0 to 65535 each, in the order of their addresses; empty when
 *     the unit refuses them
 * @param quantity the number, empty when the meter says that there is none or the row is a text
 * @param text what the registers say in words: a name, a time, the quadrant of a power factor
 * @param measurand what is measured, if it has a name
 */
public record RegisterValue(
    String name,
    int function,
    int address,
    List<Integer> words,
    Optional<Quantity> quantity,
    Optional<String> text,
    Optional<Measurand> measurand) {

  /**
   * Copies the words.
   *
   * @param name the name of the row in its map
   * @param function the function that reads its table
   * @param address the address of the first register
   * @param words the registers as read
   * @param quantity the number
   * @param text what the registers say in words
   * @param measurand what is measured
   */
  public RegisterValue {
    words = List.copyOf(words);
  }

  /**
   * Whether the meter gave anything here.
   *
   * @return false when it says that it has no value, refuses the registers or sends rubbish
   */
  public boolean isPresent() {
    return quantity.isPresent() || text.isPresent();
  }

  /** The name and what it is: {@code voltage 230.1 V}. */
  @Override
  public String toString() {
    return name
        + quantity.map(number -> " " + number).orElse("")
        + text.map(words -> ' ' + words).orElse("")
        + (isPresent() ? "" : " absent");
  }
}
