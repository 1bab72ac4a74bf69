package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Duplicates;
import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.NumberReader;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.codec.ValueReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the values of one telegram, each on its own: what is wrong with one is its fault alone. */
final class MeasurementReader extends ValueReader {
  private static final int HISTORY = ObisKey.cde(98, 1, 0);
  private static final int HOURLY_OLD = 24 << 16 | 3 << 8;
  private static final int DEVICE_VALUE = 24 << 16 | 2 << 8;
  private static final int WITHOUT_E = 0xffff00;

  /** COSEM's "undefined" date, cut to the digits that fit: two by two, or three by three. */
  private static final List<String> UNDEFINED = List.of("6325252525", "35255255255");

  private final StampReader stamps;

  private MeasurementReader(ReadingObjects objects, StampReader stamps) {
    super(objects);
    this.stamps = stamps;
  }

  static Measurements read(ReadingObjects objects, StampReader stamps, List<Fault> notes) {
    MeasurementReader reader = new MeasurementReader(objects, stamps);
    reader.faults.addAll(notes);
    return reader.readAll();
  }

  private Measurements readAll() {
    List<MonthlyPeak> peaks = new ArrayList<>();
    Optional<MonthRecord> record = Optional.empty();
    for (int i = 0; i < objects.size(); i++) {
      checkSyntax(i);
      int key = objects.key(i);
      if (key != ObisKey.WIDE && ObisKey.a(key) == 0 && ObisKey.cde(key) == HISTORY) {
        if (Dialect.startsWithStamp(objects, i)) {
          record = Histories.monthRecord(objects, i, stamps, number, this::report);
        } else {
          peaks.addAll(Histories.peaks(objects, i, stamps, number, this::report));
        }
      } else {
        readObject(i, key);
      }
    }
    peaks.sort(Histories.BY_MONTH);
    for (MonthlyPeak peak : peaks) {
      addPeak(peak);
    }
    reportUnparsed();
    Duplicates.find(objects, measurements, faults);
    return new Measurements(
        List.copyOf(measurements),
        List.copyOf(faults),
        List.copyOf(peaks),
        record,
        Measurements.hasSharedMeasurands(measurements));
  }

  /** A month without a peak has no time for it, and then its zero is no measurement. */
  private void addPeak(MonthlyPeak peak) {
    if (!isUndefined(peak.peakEnd())) {
      Measurand measurand = Measurand.ACTIVE_POWER_IMPORT.with(Measurand.Statistic.MONTH_MAXIMUM);
      measurements.add(
          new Measurement(
              measurand,
              peak.power(),
              Optional.of(Obis.of(0, 0, 98, 1, 0)),
              0,
              Optional.of(peak.peakEnd())));
    }
  }

  private static boolean isUndefined(MeterTime time) {
    return UNDEFINED.stream().anyMatch(time.raw()::startsWith);
  }

  private void readObject(int object, int key) {
    if (key == ObisKey.WIDE) {
      objects
          .index()
          .obis(frame, object)
          .filter(ValueReader::mayBeRegister)
          .ifPresent(obis -> readUnnamed(object, obis));
      return;
    }
    int channel = ObisKey.b(key);
    int cde = ObisKey.cde(key);
    Obis obis = ObisKey.obis(key);
    if (ObisKey.a(key) == 0 && channel > 0) {
      if ((cde & WITHOUT_E) == HOURLY_OLD) {
        readHourly(object, obis, channel);
      } else if ((cde & WITHOUT_E) == DEVICE_VALUE) {
        readRegister(object, obis, RegisterNames.ofDevice(MBusDevices.type(objects, channel)));
      }
      return;
    }
    Optional<Measurand> measurand = RegisterNames.measurand(key);
    if (measurand.isPresent()) {
      readRegister(object, obis, measurand.get());
    } else if (mayBeRegister(obis)) {
      readUnnamed(object, obis);
    }
  }

  /** One value, perhaps with its time before or behind it: {@code (stamp)(value*unit)}. */
  private void readRegister(int object, Obis obis, Measurand measurand) {
    Optional<MeterTime> at = stampOf(object);
    GroupScanner groups = objects.scan(object);
    boolean found = false;
    Measurand next = measurand;
    while (groups.next()) {
      if (at.isPresent() && StampReader.isStamp(frame, groups.from(), groups.to())) {
        continue;
      }
      if (found && measurand.kind() != Measurand.Kind.CURRENT_LIMIT) {
        return;
      }
      found = true;
      readValue(next, obis, at, groups.from(), groups.to());
      // Luxembourg sends two limits in one object: of import, then of export.
      next = measurand.equals(next) ? exportOf(measurand) : next;
    }
    if (!found) {
      report(Fault.Kind.VALUE, "no value", objects.index().start(frame, object), endOf(object));
    }
  }

  private int endOf(int object) {
    return objects.index().end(object);
  }

  private static Measurand exportOf(Measurand measurand) {
    return Measurand.of(measurand.kind(), Measurand.Direction.EXPORT).on(measurand.phase());
  }

  /** The time of a value that has one; a single group is never a time. */
  private Optional<MeterTime> stampOf(int object) {
    GroupScanner groups = objects.scan(object);
    Optional<MeterTime> at = Optional.empty();
    int count = 0;
    while (groups.next()) {
      count++;
      if (at.isEmpty() && StampReader.isStamp(frame, groups.from(), groups.to())) {
        at = Optional.of(stamps.read(frame, groups.from(), groups.to()));
      }
    }
    return count > 1 ? at : Optional.empty();
  }

  private void readValue(Measurand measurand, Obis obis, Optional<MeterTime> at, int from, int to) {
    int comma = Bytes.indexOf((byte) ',', frame, from, to);
    if (comma < to && measurand.kind() == Measurand.Kind.CURRENT_LIMIT) {
      readPlain(measurand, obis, at, from, comma);
      readPlain(exportOf(measurand), obis, at, comma + 1, to);
    } else {
      readPlain(measurand, obis, at, from, to);
    }
  }

  private void readPlain(Measurand measurand, Obis obis, Optional<MeterTime> at, int from, int to) {
    if (at.filter(MeasurementReader::isUndefined).isPresent()) {
      report(Fault.Kind.VALUE, "no value yet: its time is undefined", from, to);
      return;
    }
    NumberReader.Outcome outcome = number.read(frame, from, to);
    if (isNumber(outcome, from, to) && fits(measurand, number.unit(), from, to)) {
      add(measurand, number.quantity(), obis, at);
    }
  }

  /**
   * DSMR 3.0, section 5.10: stamp of the oldest value, status, period in minutes, number of values
   * a row, then a code and a unit for each of them, then the values without units.
   */
  private void readHourly(int object, Obis obis, int channel) {
    List<int[]> groups = new ArrayList<>();
    GroupScanner scanner = objects.scan(object);
    while (scanner.next()) {
      groups.add(new int[] {scanner.from(), scanner.to()});
    }
    int start = objects.index().start(frame, object);
    if (groups.size() < 7) {
      report(Fault.Kind.VALUE, "no value", start, endOf(object));
      return;
    }
    int columns = wholeNumber(groups.get(3));
    int rows = columns < 1 ? 0 : (groups.size() - 4 - 2 * columns) / columns;
    if (columns != 1 || rows < 1) {
      report(Fault.Kind.VALUE, "a profile of another form", start, endOf(object));
      return;
    }
    Measurand measurand = RegisterNames.ofDevice(MBusDevices.type(objects, channel));
    int[] unitGroup = groups.get(5);
    String unitText = Bytes.text(frame, unitGroup[0], unitGroup[1]);
    Optional<Unit> unit = Unit.parse(unitText);
    if (unit.isEmpty() || !measurand.kind().fits(unit.get().dimension())) {
      report(
          Fault.Kind.UNIT,
          cut(unitText) + " is no unit of " + measurand.name(),
          unitGroup[0],
          unitGroup[1]);
      return;
    }
    MeterTime oldest = stamps.read(frame, groups.get(0)[0], groups.get(0)[1]);
    int minutes = wholeNumber(groups.get(2));
    for (int row = 0; row < rows; row++) {
      int[] value = groups.get(6 + row);
      Optional<MeterTime> at =
          row > 0 && minutes < 1 ? Optional.empty() : later(oldest, (long) row * minutes);
      readRow(measurand, unit.get(), obis, at, value[0], value[1]);
    }
  }

  private void readRow(
      Measurand measurand, Unit unit, Obis obis, Optional<MeterTime> at, int from, int to) {
    if (at.filter(MeasurementReader::isUndefined).isPresent()) {
      report(Fault.Kind.VALUE, "no value yet: its time is undefined", from, to);
    } else if (isNumber(number.read(frame, from, to), from, to)) {
      if (number.unit() == Unit.NONE || number.unit() == unit) {
        add(measurand, number.quantity(unit), obis, at);
      } else {
        report(Fault.Kind.UNIT, unitShown() + " in a column of " + unit, from, to);
      }
    }
  }

  private int wholeNumber(int[] group) {
    NumberReader.Outcome outcome = number.read(frame, group[0], group[1]);
    boolean whole = outcome == NumberReader.Outcome.NUMBER && number.scale() == 0;
    return whole && number.unscaled() < 100_000 ? (int) number.unscaled() : -1;
  }

  private static Optional<MeterTime> later(MeterTime oldest, long minutes) {
    return Optional.of(
        minutes == 0
            ? oldest
            : new MeterTime(
                oldest.raw(),
                oldest.local().map(local -> local.plusMinutes(minutes)),
                oldest.daylightSaving(),
                oldest.instant().map(at -> at.plusSeconds(60 * minutes))));
  }
}
