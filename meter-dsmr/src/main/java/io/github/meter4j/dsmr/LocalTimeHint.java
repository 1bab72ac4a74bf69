package io.github.meter4j.dsmr;

import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.ObjectIndex;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.MeterTime;
import org.jspecify.annotations.Nullable;

/** Says once in a stream that the meter's time is local alone, and which option makes it more. */
final class LocalTimeHint {
  private boolean done;

  /** Where the objects stand of telegrams whose clock has an instant, or that have none. */
  private @Nullable ObjectIndex settled;

  LocalTimeHint(DsmrSettings settings) {
    done = settings.standardTime().isPresent() || settings.zone().isPresent();
  }

  /** Whether telegrams with this index were not looked at yet. */
  boolean isDue(ObjectIndex index) {
    return !done && index != settled;
  }

  /** The telegram, with the hint when it is the first that needs one. */
  DsmrTelegram on(DsmrTelegram telegram, ObjectIndex index) {
    ReadingObjects objects = telegram.text();
    byte[] frame = objects.frame();
    int clock = Clock.find(objects);
    if (clock >= 0 && hasLetter(frame, index, clock) && Dialect.isCertain(frame, index)) {
      settled = index; // most meters
      return telegram;
    }
    int object = clock < 0 ? stamped(objects) : clock;
    GroupScanner group = object < 0 ? new GroupScanner() : objects.scan(object);
    if (!group.next()) {
      settled = index;
      return telegram;
    }
    MeterTime time =
        telegram
            .meterTime()
            .orElseGet(() -> telegram.stamps().read(frame, group.from(), group.to()));
    if (time.instant().isPresent()) {
      settled = index;
    }
    if (time.instant().isPresent() || time.local().isEmpty()) {
      return telegram; // a clock that is not set yet may be later
    }
    done = true;
    String message =
        time.daylightSaving().isPresent()
            ? "local time only: nothing tells for certain in which country the meter stands; set"
                + " zone= (as Europe/Helsinki) or offset= (its standard time, as +02:00)"
            : "local time only: it has neither S nor W; set zone= (as Europe/Brussels)";
    return telegram.with(objects.fault(Fault.Kind.VALUE, message, group.from(), group.to()));
  }

  private static boolean hasLetter(byte[] frame, ObjectIndex index, int object) {
    int from = index.groups(object) + 1;
    return StampReader.endOfStamp(frame, from, index.end(object)) > from;
  }

  /** The first value with a time that has S or W, of a telegram without a clock, or -1. */
  private static int stamped(ReadingObjects objects) {
    for (int i = 0; i < objects.size(); i++) {
      GroupScanner group = objects.scan(i);
      if (group.next()
          && StampReader.endsLikeStamp(objects.frame(), group.from(), group.to())
          && StampReader.isStamp(objects.frame(), group.from(), group.to())) {
        return i;
      }
    }
    return -1;
  }
}
