package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.NumberReader;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.StampReader;
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
import org.jspecify.annotations.Nullable;

/** Reads the objects that hold many values: monthly peaks, month records and the failure log. */
final class Histories {
  /** Oldest first; months whose end is no time come last. Meters send them in either order. */
  static final Comparator<MonthlyPeak> BY_MONTH =
      Comparator.comparing(peak -> peak.monthEnd().instant().orElse(Instant.MAX));

  private static final int FAILURE_LOG = ObisKey.cde(99, 97, 0);

  /** The largest numbers of 31 and 32 bits: what meters send for a duration they do not know. */
  private static final long UNKNOWN_DURATION = Integer.MAX_VALUE;

  private Histories() {}

  /**
   * Belgium: {@code (rows)(1-0:1.6.0)(1-0:1.6.0)} and three groups a row. The number of rows is not
   * trusted: some meters send it without any row.
   */
  static List<MonthlyPeak> peaks(
      TelegramObjects objects, int object, StampReader stamps, NumberReader number) {
    byte[] frame = objects.frame();
    GroupScanner groups = objects.scan(object);
    List<MonthlyPeak> peaks = new ArrayList<>();
    MeterTime month = null;
    MeterTime peak = null;
    while (groups.next()) {
      if (StampReader.isStamp(frame, groups.from(), groups.to())) {
        MeterTime stamp = stamps.read(frame, groups.from(), groups.to());
        if (month == null) {
          month = stamp;
        } else {
          peak = stamp;
        }
      } else if (month != null && peak != null) {
        @Nullable Quantity power = power(frame, groups, number);
        if (power != null) {
          peaks.add(new MonthlyPeak(month, peak, power));
        }
        month = null;
        peak = null;
      }
    }
    return peaks;
  }

  private static @Nullable Quantity power(byte[] frame, GroupScanner groups, NumberReader number) {
    boolean good = number.read(frame, groups.from(), groups.to()) == NumberReader.Outcome.NUMBER;
    Unit unit = number.unit();
    return good && unit != null && unit.dimension() == Dimension.POWER ? number.quantity() : null;
  }

  /** Hungary: one stamp, then the registers. */
  static MonthRecord monthRecord(
      TelegramObjects objects, int object, StampReader stamps, NumberReader number) {
    byte[] frame = objects.frame();
    GroupScanner groups = objects.scan(object);
    groups.next();
    MeterTime at = stamps.read(frame, groups.from(), groups.to());
    List<Quantity> values = new ArrayList<>();
    while (groups.next()) {
      if (number.read(frame, groups.from(), groups.to()) == NumberReader.Outcome.NUMBER) {
        values.add(number.quantity());
      }
    }
    return new MonthRecord(at, values);
  }

  /** {@code (count)(0-0:96.7.19)} and pairs of stamp and duration; the count is not trusted. */
  static List<PowerFailure> failures(TelegramObjects objects, StampReader stamps) {
    int object = objects.index().findAny(FAILURE_LOG);
    List<PowerFailure> failures = new ArrayList<>();
    if (object < 0) {
      return failures;
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
        || number.scale() != 0
        || number.unscaled() < 0
        || number.unscaled() == UNKNOWN_DURATION) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(number.unscaled()));
  }
}
