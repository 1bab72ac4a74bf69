package io.github.meter4j.reading;

import java.util.List;
import java.util.Optional;

/** A reading of objects that are named by OBIS codes: a P1 telegram or an IEC 62056-21 readout. */
public non-sealed interface ObisReading extends Reading {

  /**
   * The identification line without its leading slash, as in {@code ISk5\2MT382-1000}.
   *
   * @return the identification
   */
  String ident();

  /**
   * Every object of the reading in the order sent, known or not, duplicates kept.
   *
   * @return an unmodifiable list
   */
  List<ObisObject> objects();

  /**
   * The lines that are no objects, as text; of a readout of IEC 62056-21 also parts of lines.
   *
   * @return an unmodifiable list, empty for a clean reading
   */
  List<String> unparsed();

  /**
   * The first object with a code.
   *
   * @param obis the code wanted
   * @return the object, or empty when the meter did not send it
   */
  default Optional<ObisObject> object(Obis obis) {
    for (ObisObject object : objects()) {
      if (object.obis().isPresent() && object.obis().get().equals(obis)) {
        return Optional.of(object);
      }
    }
    return Optional.empty();
  }
}
