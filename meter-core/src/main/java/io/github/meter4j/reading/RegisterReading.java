package io.github.meter4j.reading;

import java.util.List;
import java.util.Optional;

/** A reading of numbered registers that a map explains, as Modbus meters have them. */
public non-sealed interface RegisterReading extends Reading {

  /**
   * The register map that explains them, as in {@code dds238}.
   *
   * @return its name
   */
  String map();

  /**
   * The unit on the bus that was read.
   *
   * @return its number, 1 to 247; behind a gateway 0 to 255
   */
  int unit();

  /**
   * Every row of the map that was asked for, in the order of the map. Those for which the meter has
   * no value are there too, with nothing but their words.
   *
   * @return an unmodifiable list
   */
  List<RegisterValue> registers();

  /**
   * The row with a name.
   *
   * @param name the name in the map
   * @return the row, or empty when the map has none of that name
   */
  default Optional<RegisterValue> register(String name) {
    for (RegisterValue register : registers()) {
      if (register.name().equals(name)) {
        return Optional.of(register);
      }
    }
    return Optional.empty();
  }
}
