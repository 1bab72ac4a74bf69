package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Duplicates;
import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.codec.ValueReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import java.util.List;
import java.util.Optional;

/** Reads the values of one readout, each on its own. */
final class D0ValueReader extends ValueReader {
  private static final int ELECTRICITY = 1;

  /** EasyMeter prints group E of a total as "not used". */
  private static final int UNUSED = 255;

  private final MeterClock clock;

  private D0ValueReader(ReadingObjects objects, MeterClock clock) {
    super(objects);
    this.clock = clock;
  }

  static Values read(ReadingObjects objects, MeterClock clock) {
    return new D0ValueReader(objects, clock).readAll();
  }

  /** Whether a code is one whose value may be a number with a unit. */
  static boolean isRegister(Obis obis) {
    return mayBeRegister(obis);
  }

  private Values readAll() {
    for (int i = 0; i < objects.size(); i++) {
      checkSyntax(i);
      Optional<Obis> obis = objects.index().obis(frame, i);
      if (obis.isPresent() && mayBeRegister(obis.get())) {
        readObject(i, obis.get());
      }
    }
    reportUnparsed();
    Duplicates.find(objects, measurements, faults);
    return new Values(List.copyOf(measurements), List.copyOf(faults));
  }

  private void readObject(int object, Obis obis) {
    Measurand measurand = measurand(obis);
    if (measurand.kind() == Measurand.Kind.OTHER) {
      readUnnamed(object, obis);
    } else {
      readRegister(object, obis, measurand);
    }
  }

  private static Measurand measurand(Obis obis) {
    boolean unused = obis.a() == ELECTRICITY && obis.e() == UNUSED;
    return Measurand.of(
        unused ? new Obis(obis.a(), obis.b(), obis.c(), obis.d(), 0, obis.f()) : obis);
  }

  /** A value, and for a maximum its time behind it: {@code 1.6.1(05.589*kW)(2401091345)}. */
  private void readRegister(int object, Obis obis, Measurand measurand) {
    GroupScanner groups = objects.scan(object);
    if (!groups.next()) {
      int start = objects.index().start(frame, object);
      report(Fault.Kind.VALUE, "no value", start, objects.index().end(object));
      return;
    }
    int from = groups.from();
    int to = groups.to();
    Optional<MeterTime> at = Optional.empty();
    if (groups.next()) {
      boolean stampFirst = StampReader.isStamp(frame, from, to);
      at =
          stampFirst
              ? clock.stamp(Bytes.text(frame, from, to))
              : clock.stamp(Bytes.text(frame, groups.from(), groups.to()));
      from = stampFirst ? groups.from() : from;
      to = stampFirst ? groups.to() : to;
    }
    if (isNumber(number.read(frame, from, to), from, to)
        && fits(measurand, number.unit(), from, to)) {
      add(measurand, number.quantity(), obis, at);
    }
  }
}
