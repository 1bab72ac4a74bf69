package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.NumberReader;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Dimension;
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

/** Reads the objects that hold many values: monthly peaks, month records and the failure log. */
final class Histories {
  /** Oldest first; months whose end is no time come last. Meters send them in either order. */
  static final Comparator<MonthlyPeak> BY_MONTH =
      Comparator.comparing(peak -> peak.monthEnd().instant().orElse(Instant.MAX));

  private static final int FAILURE_LOG = ObisKey.cde(99, 97, 0);

  /** The largest number of 31 bits: what meters send for a duration they do not know. */
  private static final long UNKNOWN_DURATION = Integer.MAX_VALUE;

  /** The register has 32 bits; all ones mean unknown too. */
  private static final long LONGEST_DURATION = 0xffff_fffeL;

  private Histories() {}

  /** Takes what is wrong with a value. */
  interface Reporter {
    void report(Fault.Kind kind, String message, int from, int to);
  }

  /**
   * Belgium: {@code (rows)(1-0:1.6.0)(1-0:1.6.0)} and three groups a row. The number of rows is not
   * trusted: some meters send it without any row. Meters with other columns are not read.
   */
  static List<MonthlyPeak> peaks(
      ReadingObjects objects,
      int object,
      StampReader stamps,
      NumberReader number,
      Reporter faults) {
    byte[] frame = objects.frame();
    GroupScanner groups = objects.scan(object);
    List<MonthlyPeak> peaks = new ArrayList<>();
    int columns = 0;
    boolean more = groups.next();
    while (more && !StampReader.isStamp(frame, groups.from(), groups.to())) {
      Optional<Obis> code = Obis.tryParse(Bytes.text(frame, groups.from(), groups.to()));
      columns += code.isEmpty() ? 0 : isPeak(code.get()) ? 1 : 3;
      more = groups.next();
    }
    if (columns != 2) {
      return peaks;
    }
    while (more) {
      int from = groups.from();
      Optional<MeterTime> month = stamp(frame, groups, stamps);
      Optional<MeterTime> peak = groups.next() ? stamp(frame, groups, stamps) : Optional.empty();
      boolean whole = peak.isPresent() && groups.next();
      if (month.isEmpty() || !whole) {
        faults.report(Fault.Kind.VALUE, "no row of two times and a power", from, groups.to());
        return peaks;
      }
      if (readPower(frame, groups, number, faults)) {
        peaks.add(new MonthlyPeak(month.get(), peak.get(), number.quantity()));
      }
      more = groups.next();
    }
    return peaks;
  }

  private static boolean isPeak(Obis code) {
    return code.a() == 1 && code.c() == 1 && code.d() == 6 && code.e() == 0;
  }

  private static Optional<MeterTime> stamp(byte[] frame, GroupScanner groups, StampReader stamps) {
    return StampReader.isStamp(frame, groups.from(), groups.to())
        ? Optional.of(stamps.read(frame, groups.from(), groups.to()))
        : Optional.empty();
  }

  private static boolean readPower(
      byte[] frame, GroupScanner groups, NumberReader number, Reporter faults) {
    if (number.read(frame, groups.from(), groups.to()) != NumberReader.Outcome.NUMBER) {
      faults.report(Fault.Kind.VALUE, "no number with its unit", groups.from(), groups.to());
      return false;
    }
    Unit unit = number.unit();
    if (unit == null || unit.dimension() != Dimension.POWER) {
      faults.report(Fault.Kind.UNIT, "no unit of power", groups.from(), groups.to());
      return false;
    }
    return true;
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
        failures.add(new PowerFailure(end, duration(frame, groups, number)));
        end = null;
      }
    }
    return List.copyOf(failures);
  }

  private static Optional<Duration> duration(
      byte[] frame, GroupScanner groups, NumberReader number) {
    boolean isCode = Obis.tryParse(Bytes.text(frame, groups.from(), groups.to())).isPresent();
    if (isCode
        || number.read(frame, groups.from(), groups.to()) != NumberReader.Outcome.NUMBER
        || (number.unit() != Unit.NONE && number.unit() != Unit.SECOND)
        || number.scale() != 0
        || number.unscaled() < 0
        || number.unscaled() > LONGEST_DURATION
        || number.unscaled() == UNKNOWN_DURATION) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(number.unscaled()));
  }
}
