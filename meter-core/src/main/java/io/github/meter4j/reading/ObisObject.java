package io.github.meter4j.reading;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One object of a telegram or readout, as text: an identifier and the groups in parentheses behind
 * it.
 *
 * @param id the identifier exactly as sent
 * @param obis the identifier as an OBIS code, if it is one
 * @param groups the text of each group without its outermost parentheses, exactly as sent (ISO
 *     8859-1)
 * @param offset where the object starts in the frame, in bytes
 */
public record ObisObject(String id, Optional<Obis> obis, List<String> groups, int offset) {

  /**
   * Makes the list unmodifiable.
   *
   * @param id the identifier exactly as sent
   * @param obis the identifier as an OBIS code, if it is one
   * @param groups the text of each group without its outermost parentheses, exactly as sent (ISO
   *     8859-1)
   * @param offset where the object starts in the frame, in bytes
   */
  public ObisObject {
    groups = List.copyOf(groups);
  }

  /** The object as the meter wrote it: {@code 1-0:1.8.1(000004.426*kWh)}. */
  @Override
  public String toString() {
    return id + groups.stream().collect(Collectors.joining(")(", "(", ")"));
  }
}
