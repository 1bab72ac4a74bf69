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

  private Clock() {}

  static Optional<MeterTime> read(ReadingObjects objects, StampReader stamps) {
    int object = objects.index().find(TIME);
    if (object < 0) {
      object = objects.index().find(OTHER_TIME);
    }
    if (object >= 0) {
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
