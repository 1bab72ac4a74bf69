package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.NumberReader;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.ReducedCode;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.codec.ValueReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads one profile by its header. There are two forms:
 *
 * <ul>
 *   <li>number of rows, a code for each column, then in each row its time and the columns
 *       (e-MUCS-P1 2.1.1, section 7.2.5);
 *   <li>time of the first row, status, period in minutes, number of columns, a code and a unit for
 *       each of them, then the values of the rows (DSMR 3.0, section 5.10; {@code P.01} of IEC
 *       62056-21 meters).
 * </ul>
 *
 * <p>The number of rows is not trusted: meters send another one than there are rows.
 */
final class ProfileReader extends ValueReader {
  /** COSEM's "undefined" date: cut to two digits or three for each byte, or in hexadecimal. */
  private static final List<String> UNDEFINED = List.of("6325252525", "35255255255", "FFFFFFFF");

  private static final int COSEM_DIGITS = 24;
  private static final int LONGEST_PERIOD = 100_000;

  /** Time, status, period and number of columns stand before the columns. */
  private static final int COLUMNS_WITH_UNITS = 4;

  private final int object;
  private final Obis code;
  private final StampReader stamps;
  private int[] bounds = new int[64];
  private int size;

  /** The group that is read next. */
  private int next;

  ProfileReader(ReadingObjects objects, int object, Obis code, StampReader stamps) {
    super(objects);
    this.object = object;
    this.code = code;
    this.stamps = stamps;
    GroupScanner groups = objects.scan(object);
    while (groups.next()) {
      if (2 * size == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * bounds.length);
      }
      bounds[2 * size] = groups.from();
      bounds[2 * size + 1] = groups.to();
      size++;
    }
  }

  static boolean isUndefined(MeterTime time) {
    return UNDEFINED.stream().anyMatch(time.raw()::startsWith);
  }

  /** What was wrong with it. */
  List<Fault> faults() {
    return faults;
  }

  /** Whether the codes of the columns have units beside them: the second form. */
  boolean hasUnits() {
    return size > COLUMNS_WITH_UNITS
        && (isTime(0) || isVdewTime())
        && wholeNumber(COLUMNS_WITH_UNITS - 1) > 0
        && code(COLUMNS_WITH_UNITS).isPresent();
  }

  /** Reads the form that the groups show; empty where nothing can be read, which is a fault. */
  Optional<Profile> read() {
    return hasUnits() ? readWithUnits() : readWithCodes();
  }

  private Optional<Profile> none(String why) {
    report(
        Fault.Kind.VALUE,
        "a profile of another form: " + why,
        objects.index().start(frame, object),
        objects.index().end(object));
    return Optional.empty();
  }

  // ---- number of rows and codes, then rows with their times

  private Optional<Profile> readWithCodes() {
    List<Obis> columns = new ArrayList<>();
    for (next = 0; next < size && !isTime(next); next++) {
      Optional<Obis> column = Obis.tryParse(text(next));
      column.ifPresent(columns::add);
      if (column.isEmpty() && !isEmpty(next) && wholeNumber(next) < 0) {
        return none('"' + cut(text(next)) + "\" in its header");
      }
    }
    if (next < size) {
      return columns.isEmpty()
          ? none("its columns have no codes")
          : Optional.of(new Profile(code, columns, rows(columns)));
    }
    boolean unused = !columns.isEmpty() && isEmpty(size - 1); // rows of empty groups
    return size > 0 && wholeNumber(0) > 0 && !unused
        ? none(cut(text(0)) + " rows are announced and none is there")
        : Optional.of(new Profile(code, columns, List.of()));
  }

  private List<ProfileRow> rows(List<Obis> columns) {
    boolean clock = columns.stream().anyMatch(ProfileReader::isClock);
    boolean timed = !startsEvery(columns.size() + (clock ? 0 : 1));
    List<ProfileRow> rows = new ArrayList<>();
    while (next < size) {
      int start = next;
      Optional<ProfileRow> row = row(columns, clock, timed);
      if (row.isEmpty()) {
        int end = Math.min(next, size - 1);
        report(
            Fault.Kind.VALUE,
            "no row of a time and the columns of the header; what follows is not read",
            bounds[2 * start],
            bounds[2 * end + 1]);
        return rows;
      }
      row.filter(used -> used.at().filter(ProfileReader::isUndefined).isEmpty())
          .filter(used -> !isEmpty(start, next))
          .ifPresent(rows::add);
    }
    return rows;
  }

  /** Whether a row of so many groups starts with a time each time. */
  private boolean startsEvery(int width) {
    boolean all = (size - next) % width == 0;
    for (int at = next; all && at < size; at += width) {
      all = isTime(at) || isEmpty(at);
    }
    return all;
  }

  /** Takes one row; empty where a time is missing or a group is left over. */
  private Optional<ProfileRow> row(List<Obis> columns, boolean clock, boolean timed) {
    Optional<MeterTime> time = clock ? Optional.empty() : time();
    boolean whole = clock || time.isPresent();
    List<ProfileValue> values = new ArrayList<>(columns.size());
    for (int i = 0; whole && i < columns.size(); i++) {
      Obis column = columns.get(i);
      if (isClock(column)) {
        time = time();
        whole = time.isPresent();
        continue;
      }
      boolean twice = i + 1 < columns.size() && columns.get(i + 1).equals(column);
      Optional<MeterTime> at = Optional.empty();
      if (twice || (timed && next + 1 < size && isTime(next) && !isTime(next + 1))) {
        at = time();
        whole = at.isPresent();
        i += twice ? 1 : 0;
      }
      whole &= next < size;
      if (whole) {
        values.add(value(column, next++, at, time));
      }
    }
    return whole ? Optional.of(new ProfileRow(time, values)) : Optional.empty();
  }

  /** The next group as a time; one that is empty is none that was used. */
  private Optional<MeterTime> time() {
    if (next < size && (isTime(next) || isEmpty(next))) {
      MeterTime time = stamps.read(frame, bounds[2 * next], bounds[2 * next + 1]);
      next++;
      return Optional.of(time);
    }
    return Optional.empty();
  }

  /** A register is a number of its unit; of anything else only a number with a unit is one. */
  private ProfileValue value(
      Obis column, int group, Optional<MeterTime> at, Optional<MeterTime> row) {
    int from = bounds[2 * group];
    int to = bounds[2 * group + 1];
    NumberReader.Outcome outcome = number.read(frame, from, to);
    boolean used =
        at.filter(ProfileReader::isUndefined).isEmpty()
            && row.filter(time -> isUndefined(time) || time.raw().isEmpty()).isEmpty();
    boolean good;
    if (used && mayBeRegister(column)) {
      good = isNumber(outcome, from, to) && fits(Measurand.of(column), number.unit(), from, to);
    } else {
      good = outcome == NumberReader.Outcome.NUMBER && number.unit() != Unit.NONE;
    }
    return new ProfileValue(
        column, text(group), good ? Optional.of(number.quantity()) : Optional.empty(), at);
  }

  // ---- time, status, period, codes with units, then values

  /** The second form, also where the groups do not show it: then the message says what is wrong. */
  Optional<Profile> readWithUnits() {
    int columns = size < COLUMNS_WITH_UNITS ? -1 : wholeNumber(COLUMNS_WITH_UNITS - 1);
    int first = COLUMNS_WITH_UNITS + 2 * columns;
    if (columns < 1 || first > size) {
      return none("its header has no codes and units of columns");
    }
    List<Obis> codes = new ArrayList<>(columns);
    List<Optional<Unit>> units = new ArrayList<>(columns);
    for (int at = COLUMNS_WITH_UNITS; at < first; at += 2) {
      Optional<Obis> code = code(at);
      if (code.isEmpty()) {
        return none('"' + cut(text(at)) + "\" is no code of a column");
      }
      codes.add(code.get());
      units.add(unit(code.get(), at + 1));
    }
    if (first == size) {
      return none("it has no values");
    }
    return Optional.of(new Profile(code, codes, rows(codes, units, first)));
  }

  private Optional<Unit> unit(Obis column, int group) {
    Optional<Unit> unit = isEmpty(group) ? Optional.of(Unit.NONE) : Unit.parse(text(group));
    Measurand measurand = Measurand.of(column);
    boolean good =
        mayBeRegister(column)
            ? unit.filter(known -> measurand.kind().fits(known.dimension())).isPresent()
            : unit.isPresent();
    if (!good) {
      String message = cut(text(group)) + " is no unit of " + measurand.name();
      report(Fault.Kind.UNIT, message, bounds[2 * group], bounds[2 * group + 1]);
    }
    return unit.filter(known -> good);
  }

  private List<ProfileRow> rows(List<Obis> codes, List<Optional<Unit>> units, int first) {
    List<ProfileRow> rows = new ArrayList<>();
    MeterTime oldest = start();
    if (isUndefined(oldest)) {
      return rows;
    }
    int minutes = wholeNumber(2);
    int width = codes.size();
    for (int row = 0; first + (row + 1) * width <= size; row++) {
      List<ProfileValue> values = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        values.add(value(codes.get(i), units.get(i), first + row * width + i));
      }
      boolean known = row == 0 || minutes > 0;
      rows.add(
          new ProfileRow(
              known ? Optional.of(later(oldest, (long) row * minutes)) : Optional.empty(), values));
    }
    int left = (size - first) % width;
    if (left > 0) {
      report(
          Fault.Kind.VALUE,
          left + " values of a row of " + width,
          bounds[2 * (size - left)],
          bounds[2 * size - 1]);
    }
    return rows;
  }

  /** Thirteen digits are those of VDEW 2.0, section 9: 1 before the stamp is daylight saving. */
  private MeterTime start() {
    if (!isVdewTime()) {
      return stamps.read(frame, bounds[0], bounds[1]);
    }
    byte[] stamp = Arrays.copyOfRange(frame, bounds[0] + 1, bounds[1] + 1);
    stamp[stamp.length - 1] = (byte) (frame[bounds[0]] == '1' ? 'S' : 'W');
    MeterTime time = stamps.read(stamp, 0, stamp.length);
    return new MeterTime(text(0), time.local(), time.daylightSaving(), time.instant());
  }

  private boolean isVdewTime() {
    return text(0).matches("[01]\\d{12}");
  }

  private ProfileValue value(Obis column, Optional<Unit> unit, int group) {
    int from = bounds[2 * group];
    int to = bounds[2 * group + 1];
    Optional<Quantity> quantity = Optional.empty();
    if (unit.isPresent()
        && unit.get() != Unit.NONE
        && isNumber(number.read(frame, from, to), from, to)) {
      if (number.unit() == Unit.NONE || number.unit() == unit.get()) {
        quantity = Optional.of(number.quantity(unit.get()));
      } else {
        report(Fault.Kind.UNIT, unitShown() + " in a column of " + unit.get(), from, to);
      }
    }
    return new ProfileValue(column, text(group), quantity, Optional.empty());
  }

  private static MeterTime later(MeterTime oldest, long minutes) {
    return minutes == 0
        ? oldest
        : new MeterTime(
            oldest.raw(),
            oldest.local().map(local -> local.plusMinutes(minutes)),
            oldest.daylightSaving(),
            oldest.instant().map(at -> at.plusSeconds(60 * minutes)));
  }

  // ---- groups

  private String text(int group) {
    return Bytes.text(frame, bounds[2 * group], bounds[2 * group + 1]);
  }

  private boolean isEmpty(int group) {
    return Bytes.trimStart(frame, bounds[2 * group], bounds[2 * group + 1])
        == bounds[2 * group + 1];
  }

  private boolean isEmpty(int from, int to) {
    for (int group = from; group < to; group++) {
      if (!isEmpty(group)) {
        return false;
      }
    }
    return true;
  }

  private boolean isTime(int group) {
    int from = bounds[2 * group];
    int to = bounds[2 * group + 1];
    if (to - from != COSEM_DIGITS) {
      return StampReader.isStamp(frame, from, to);
    }
    for (int i = from; i < to; i++) {
      if (Bytes.hexDigit(frame[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Codes of columns are reduced where that of the object is. */
  private Optional<Obis> code(int group) {
    return ReducedCode.parse(
        frame, bounds[2 * group], bounds[2 * group + 1], MeasurementReader.ELECTRICITY);
  }

  private static boolean isClock(Obis column) {
    return column.a() == 0 && column.c() == 1 && column.d() == 0 && column.e() == 0;
  }

  private int wholeNumber(int group) {
    NumberReader.Outcome outcome = number.read(frame, bounds[2 * group], bounds[2 * group + 1]);
    boolean whole =
        outcome == NumberReader.Outcome.NUMBER && number.scale() == 0 && number.unit() == Unit.NONE;
    return whole && number.unscaled() < LONGEST_PERIOD ? (int) number.unscaled() : -1;
  }
}
