package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Duplicates;
import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.NumberReader;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.ReducedCode;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.codec.ValueReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Reads the values of one telegram, each on its own: what is wrong with one is its fault alone. */
final class MeasurementReader extends ValueReader {
  /** Group A of a code that has none. */
  static final int ELECTRICITY = 1;

  private static final int HISTORY = ObisKey.cde(98, 1, 0);
  private static final int HOURLY_OLD = 24 << 16 | 3 << 8;
  private static final int DEVICE_VALUE = 24 << 16 | 2 << 8;
  private static final int WITHOUT_E = 0xffff00;

  private static final int FIRST_PROFILE = 98;
  private static final int LAST_PROFILE = 99;

  private final StampReader stamps;
  private final List<MonthlyPeak> peaks = new ArrayList<>(0);
  private final List<Profile> profiles = new ArrayList<>(0);
  private Optional<MonthRecord> record = Optional.empty();

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
    for (int i = 0; i < objects.size(); i++) {
      checkSyntax(i);
      int key = objects.key(i);
      int c = key >>> 16 & 0xff;
      if (c >= FIRST_PROFILE && c <= LAST_PROFILE && key != ObisKey.WIDE) {
        readTable(i, key);
      } else {
        readObject(i, key);
      }
    }
    peaks.sort(Histories.BY_MONTH);
    for (MonthlyPeak peak : peaks) {
      addPeak(Measurand.ACTIVE_POWER_IMPORT, peak.peakEnd(), peak.power());
    }
    reportUnparsed();
    Duplicates.find(objects, measurements, faults);
    return new Measurements(
        List.copyOf(measurements),
        List.copyOf(faults),
        List.copyOf(peaks),
        record,
        List.copyOf(profiles),
        Measurements.hasSharedMeasurands(measurements));
  }

  // ---- objects that hold many values

  private void readTable(int object, int key) {
    int cde = ObisKey.cde(key);
    if (cde == Histories.FAILURE_LOG) {
      Histories.check(objects, object, number, this::report);
      return;
    }
    ProfileReader reader = new ProfileReader(objects, object, ObisKey.obis(key), stamps);
    if (cde == HISTORY && Dialect.startsWithStamp(objects, object) && !reader.hasUnits()) {
      record = Histories.monthRecord(objects, object, stamps, number, this::report);
      return;
    }
    Optional<Profile> profile = reader.read();
    take(profile, reader);
    if (cde == HISTORY && profile.isPresent()) {
      profile.get().rows().forEach(this::readPeaks);
    }
  }

  private void take(Optional<Profile> profile, ProfileReader reader) {
    profile.ifPresent(profiles::add);
    faults.addAll(reader.faults());
  }

  /** The maxima of a month, each with the end of its quarter hour. */
  private void readPeaks(ProfileRow row) {
    for (ProfileValue value : row.values()) {
      Obis code = value.column();
      boolean peak = code.a() == 1 && code.d() == 6 && code.e() == 0;
      if (peak && value.at().isPresent() && value.quantity().isPresent() && row.at().isPresent()) {
        MeterTime at = value.at().get();
        if (code.c() == 1) {
          peaks.add(new MonthlyPeak(row.at().get(), at, value.quantity().get()));
        } else if (code.c() == 2) {
          addPeak(Measurand.ACTIVE_POWER_EXPORT, at, value.quantity().get());
        }
      }
    }
  }

  /** A month without a peak has no time for it, and then its zero is no measurement. */
  private void addPeak(Measurand power, MeterTime at, Quantity quantity) {
    if (!ProfileReader.isUndefined(at)) {
      measurements.add(
          new Measurement(
              power.with(Measurand.Statistic.MONTH_MAXIMUM),
              quantity,
              Optional.of(Obis.of(0, 0, 98, 1, 0)),
              0,
              Optional.of(at)));
    }
  }

  // ---- objects that hold one value

  private void readObject(int object, int key) {
    if (key == ObisKey.WIDE) {
      if (isLoadProfile(object)) {
        return;
      }
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
    if (at.filter(ProfileReader::isUndefined).isPresent()) {
      report(Fault.Kind.VALUE, "no value yet: its time is undefined", from, to);
      return;
    }
    NumberReader.Outcome outcome = number.read(frame, from, to);
    if (isNumber(outcome, from, to) && fits(measurand, number.unit(), from, to)) {
      add(measurand, number.quantity(), obis, at);
    }
  }

  /** {@code P.01} and its like, whose reduced codes name electricity. */
  private boolean isLoadProfile(int object) {
    int start = objects.index().start(frame, object);
    int end = Bytes.trimEnd(frame, start, objects.index().groups(object));
    if (frame[start] != 'P' && frame[start] != 'L') {
      return false;
    }
    Optional<Obis> code = ReducedCode.parse(frame, start, end, ELECTRICITY);
    code.ifPresent(
        obis -> {
          ProfileReader reader = new ProfileReader(objects, object, obis, stamps);
          take(reader.readWithUnits(), reader);
        });
    return code.isPresent();
  }

  /**
   * DSMR 3.0, section 5.10: the hourly values of a device. Of several columns the first whose unit
   * is one of what the device counts has its values.
   */
  private void readHourly(int object, Obis obis, int channel) {
    ProfileReader reader = new ProfileReader(objects, object, obis, stamps);
    Optional<Profile> profile = reader.readWithUnits();
    take(profile, reader);
    if (profile.isEmpty()) {
      return;
    }
    Measurand measurand = RegisterNames.ofDevice(MBusDevices.type(objects, channel));
    List<ProfileRow> rows = profile.get().rows();
    OptionalInt column =
        IntStream.range(0, profile.get().columns().size())
            .filter(c -> rows.stream().anyMatch(row -> counts(row, c, measurand)))
            .findFirst();
    if (column.isPresent()) {
      rows.forEach(row -> addHour(row, column.getAsInt(), measurand, obis));
    } else if (reader.faults().isEmpty()) {
      String message =
          rows.isEmpty()
              ? "no value yet: its time is undefined"
              : "its unit is none of " + measurand.name();
      Fault.Kind kind = rows.isEmpty() ? Fault.Kind.VALUE : Fault.Kind.UNIT;
      report(kind, message, objects.index().start(frame, object), endOf(object));
    }
  }

  private static boolean counts(ProfileRow row, int column, Measurand measurand) {
    return row.values()
        .get(column)
        .quantity()
        .filter(quantity -> measurand.kind().fits(quantity.unit().dimension()))
        .isPresent();
  }

  private void addHour(ProfileRow row, int column, Measurand measurand, Obis obis) {
    row.values()
        .get(column)
        .quantity()
        .ifPresent(quantity -> add(measurand, quantity, obis, row.at()));
  }
}
