package io.github.meter4j.dsmr;

import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.reading.MeterTime;
import java.util.Optional;

/** Finds the meter's clock in a telegram. */
final class Clock {
  private static final int TIME = ObisKey.of(0, 0, 1, 0, 0);
  private static final int OTHER_TIME = ObisKey.of(0, 0, 1, 1, 0);
  private static final int DATE = ObisKey.cde(0, 9, 2);

  private Clock() {}

  /** The object with the clock, or with the date of one that stands in two objects, or -1. */
  static int find(ReadingObjects objects) {
    int object = objects.index().find(TIME);
    object = object < 0 ? objects.index().find(OTHER_TIME) : object;
    return object < 0 ? objects.index().findAny(DATE) : object;
  }

  static Optional<MeterTime> read(ReadingObjects objects, StampReader stamps) {
    int object = find(objects);
    if (object >= 0 && ObisKey.cde(objects.key(object)) != DATE) {
      GroupScanner scanner = objects.scan(object);
      return scanner.next()
          ? Optional.of(stamps.read(objects.frame(), scanner.from(), scanner.to()))
          : Optional.empty();
    }
    return objects
        .text(0, 9, 2)
        .flatMap(date -> objects.text(0, 9, 1).map(time -> stamps.read(date, time)));
  }
}
