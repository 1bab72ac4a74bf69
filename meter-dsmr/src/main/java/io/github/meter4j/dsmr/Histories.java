package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.NumberReader;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the objects that hold many values in a form of their own: month records, failures. */
final class Histories {
  /** Oldest first; months whose end is no time come last. Meters send them in either order. */
  static final Comparator<MonthlyPeak> BY_MONTH =
      Comparator.comparing(peak -> peak.monthEnd().instant().orElse(Instant.MAX));

  static final int FAILURE_LOG = ObisKey.cde(99, 97, 0);

  /** The largest number of 31 bits: what meters send for a duration they do not know. */
  private static final long UNKNOWN_DURATION = Integer.MAX_VALUE;

  /** The register has 32 bits; all ones mean unknown too. */
  private static final long LONGEST_DURATION = 0xffff_fffeL;

  private static final String NO_FAILURE = "no power failure: a time and a duration in seconds";

  private Histories() {}

  /** Takes what is wrong with a value. */
  interface Reporter {
    void report(Fault.Kind kind, String message, int from, int to);
  }

  /** Hungary: one stamp, then the registers. Their order is all they have, so none may miss. */
  static Optional<MonthRecord> monthRecord(
      ReadingObjects objects,
      int object,
      StampReader stamps,
      NumberReader number,
      Reporter faults) {
    byte[] frame = objects.frame();
    GroupScanner groups = objects.scan(object);
    groups.next();
    MeterTime at = stamps.read(frame, groups.from(), groups.to());
    if (ProfileReader.isUndefined(at)) {
      return Optional.empty(); // no month is over yet
    }
    List<Quantity> values = new ArrayList<>();
    while (groups.next()) {
      if (number.read(frame, groups.from(), groups.to()) != NumberReader.Outcome.NUMBER) {
        faults.report(Fault.Kind.VALUE, "no number with its unit", groups.from(), groups.to());
        return Optional.empty();
      }
      values.add(number.quantity());
    }
    return Optional.of(new MonthRecord(at, values));
  }

  /** {@code (count)(0-0:96.7.19)} and pairs of stamp and duration; the count is not trusted. */
  static List<PowerFailure> failures(ReadingObjects objects, StampReader stamps) {
    int object = objects.index().findAny(FAILURE_LOG);
    List<PowerFailure> failures = new ArrayList<>();
    if (object < 0) {
      return List.of();
    }
    byte[] frame = objects.frame();
    NumberReader number = new NumberReader();
    GroupScanner groups = objects.scan(object);
    MeterTime end = null;
    while (groups.next()) {
      if (StampReader.isStamp(frame, groups.from(), groups.to())) {
        end = stamps.read(frame, groups.from(), groups.to());
      } else if (end != null) {
        if (!ProfileReader.isUndefined(end)) {
          failures.add(new PowerFailure(end, duration(frame, groups, number)));
        }
        end = null;
      }
    }
    return List.copyOf(failures);
  }

  /** Reports what {@link #failures} leaves out or does not know, without making any of it. */
  static void check(ReadingObjects objects, int object, NumberReader number, Reporter faults) {
    byte[] frame = objects.frame();
    GroupScanner groups = objects.scan(object);
    int announced = 0;
    int read = 0;
    boolean more = groups.next();
    for (int i = 0; more && !StampReader.isStamp(frame, groups.from(), groups.to()); i++) {
      boolean isCode = Bytes.indexOf((byte) ':', frame, groups.from(), groups.to()) < groups.to();
      NumberReader.Outcome outcome = number.read(frame, groups.from(), groups.to());
      if (i == 0 && outcome == NumberReader.Outcome.NUMBER) {
        announced = (int) Math.min(number.unscaled(), Integer.MAX_VALUE);
      } else if (!isCode && outcome != NumberReader.Outcome.EMPTY) {
        faults.report(Fault.Kind.VALUE, NO_FAILURE, groups.from(), groups.to());
        return;
      }
      more = groups.next();
    }
    while (more) {
      int from = groups.from();
      boolean stamp = StampReader.isStamp(frame, from, groups.to());
      if (!stamp || !groups.next() || !isDuration(frame, groups, number)) {
        faults.report(Fault.Kind.VALUE, NO_FAILURE, from, groups.to());
        return;
      }
      read++;
      more = groups.next();
    }
    if (announced > 0 && read == 0) {
      String message = announced + " failures are announced and none is there";
      faults.report(
          Fault.Kind.VALUE, message, objects.index().groups(object), objects.index().end(object));
    }
  }

  private static boolean isDuration(byte[] frame, GroupScanner groups, NumberReader number) {
    NumberReader.Outcome outcome = number.read(frame, groups.from(), groups.to());
    return outcome == NumberReader.Outcome.TOO_LONG
        || (outcome == NumberReader.Outcome.NUMBER && isSeconds(number));
  }

  private static boolean isSeconds(NumberReader number) {
    return (number.unit() == Unit.NONE || number.unit() == Unit.SECOND)
        && number.scale() == 0
        && number.unscaled() >= 0;
  }

  private static Optional<Duration> duration(
      byte[] frame, GroupScanner groups, NumberReader number) {
    boolean isCode = Obis.tryParse(Bytes.text(frame, groups.from(), groups.to())).isPresent();
    if (isCode
        || number.read(frame, groups.from(), groups.to()) != NumberReader.Outcome.NUMBER
        || !isSeconds(number)
        || number.unscaled() > LONGEST_DURATION
        || number.unscaled() == UNKNOWN_DURATION) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(number.unscaled()));
  }
}
