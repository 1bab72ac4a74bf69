package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Duplicates;
import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.NumberReader;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.codec.ValueReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.util.List;
import java.util.Optional;

/**
 * Reads the values of one readout, each on its own. A number of energy, power or volume is a
 * measurement or a fault; other numbers are measurements where they have a unit.
 */
final class D0ValueReader extends ValueReader {
  private static final int ELECTRICITY = 1;
  private static final int TIME_INTEGRAL = 8;
  private static final int VOLUME = 26;

  /** EasyMeter prints group E of a total as "not used". */
  private static final int UNUSED = 255;

  private final D0Settings settings;
  private final MeterClock clock;

  /** Whether F = 00 is the period that is running; found out when the first such code comes. */
  private Optional<Boolean> countsFromZero = Optional.empty();

  private D0ValueReader(ReadingObjects objects, D0Settings settings, MeterClock clock) {
    super(objects);
    this.settings = settings;
    this.clock = clock;
  }

  static Values read(ReadingObjects objects, D0Settings settings, MeterClock clock) {
    return new D0ValueReader(objects, settings, clock).readAll();
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

  private void readObject(int object, Obis sent) {
    int e = sent.a() == ELECTRICITY && sent.e() == UNUSED ? 0 : sent.e();
    Obis plain =
        sent.f() == Obis.NO_HISTORY && e == sent.e()
            ? sent
            : Obis.of(sent.a(), sent.b(), sent.c(), sent.d(), e);
    Measurand current = MediumCodes.measurand(plain);
    boolean history = sent.f() != Obis.NO_HISTORY && !isCurrent(sent);
    if (current.kind() == Kind.OTHER && !MediumCodes.needsUnit(plain)) {
      readOther(object, sent);
    } else {
      Measurand measurand = history ? Measurand.other(sent) : current;
      readRegister(new Register(object, sent, measurand, current, history));
    }
  }

  /**
   * A register.
   *
   * @param object its object
   * @param obis its code as sent
   * @param measurand what it is measured as
   * @param current what the register of the running period is measured as, whose unit it has
   * @param history whether it belongs to a period that is over
   */
  private record Register(
      int object, Obis obis, Measurand measurand, Measurand current, boolean history) {
    boolean isNamed() {
      return current.kind() != Kind.OTHER;
    }
  }

  // ---- periods

  /** Some meters number the running period 00, and have no register without a number. */
  private boolean isCurrent(Obis obis) {
    if (obis.f() != 0 || obis.byHand()) {
      return false;
    }
    if (countsFromZero.isEmpty()) {
      countsFromZero = Optional.of(!hasPlainCounter());
    }
    return countsFromZero.get();
  }

  private boolean hasPlainCounter() {
    for (int i = 0; i < objects.size(); i++) {
      Optional<Obis> obis = objects.index().obis(frame, i).filter(ValueReader::mayBeRegister);
      if (obis.isPresent()
          && obis.get().f() == Obis.NO_HISTORY
          && (obis.get().d() == TIME_INTEGRAL || obis.get().d() == VOLUME)) {
        return true;
      }
    }
    return false;
  }

  // ---- registers

  /**
   * Values, each perhaps with its time behind or before it: {@code 1.6.1(05.589*kW)(2401091345)}.
   * The first group that is no time is one in any case, others where they have a unit.
   */
  private void readRegister(Register register) {
    GroupScanner groups = objects.scan(register.object());
    groups.next();
    int from = groups.from();
    int to = groups.to();
    Optional<MeterTime> at = Optional.empty();
    boolean more = groups.next();
    if (more && isStamp(from, to) && stampOf(groups).isEmpty()) {
      at = clock.stamp(Bytes.text(frame, from, to));
      from = groups.from();
      to = groups.to();
      more = groups.next();
    }
    while (more) {
      Optional<MeterTime> stamp = stampOf(groups);
      if (stamp.isPresent() && at.isEmpty()) {
        at = stamp;
      } else if (stamp.isEmpty() && hasUnit(groups.from(), groups.to())) {
        readGroup(register, at, from, to);
        from = groups.from();
        to = groups.to();
        at = Optional.empty();
      }
      more = groups.next();
    }
    readGroup(register, at, from, to);
  }

  private Optional<MeterTime> stampOf(GroupScanner group) {
    return clock.stamp(Bytes.text(frame, group.from(), group.to()));
  }

  private boolean hasUnit(int from, int to) {
    return number.read(frame, from, to) == NumberReader.Outcome.NUMBER
        && number.unit() != Unit.NONE;
  }

  private void readGroup(Register register, Optional<MeterTime> at, int from, int to) {
    int joint = Bytes.indexOf((byte) '&', frame, from, to);
    boolean two = joint < to && register.current().kind() == Kind.FLOW_TEMPERATURE;
    if (!two) {
      readValue(register, at, from, to);
    } else if (!register.history()) {
      readValue(register, at, from, joint);
      Measurand second = MediumCodes.second(register.measurand());
      Register other = new Register(register.object(), register.obis(), second, second, false);
      readValue(other, at, joint + 1, to);
    }
  }

  /** Whether a group is digits and perhaps a letter, as a stamp before its value is. */
  private boolean isStamp(int from, int to) {
    boolean season = Bytes.isDigit(frame[from]) && StampReader.isStamp(frame, from + 1, to);
    return season || StampReader.isStamp(frame, from, to);
  }

  private void readValue(Register register, Optional<MeterTime> at, int from, int to) {
    NumberReader.Outcome outcome = number.read(frame, from, to);
    boolean mayBeEmpty =
        register.history() || !register.isNamed() || register.obis().a() != ELECTRICITY;
    boolean mayBeText = !register.isNamed() && !startsWithDigit(from, to);
    if ((outcome == NumberReader.Outcome.EMPTY && mayBeEmpty)
        || (outcome == NumberReader.Outcome.NO_NUMBER && mayBeText)
        || !isNumber(outcome, from, to)) {
      return;
    }
    Quantity quantity = number.quantity();
    if (quantity.unit() == Unit.NONE) {
      quantity = new Quantity(quantity.unscaled(), quantity.scale(), unitOf(register));
    }
    if (isOf(register, quantity.unit(), from, to)) {
      add(register.measurand(), quantity, register.obis(), at);
    }
  }

  private boolean startsWithDigit(int from, int to) {
    int start = Bytes.trimStart(frame, from, to);
    return start < to && Bytes.isDigit(frame[start]);
  }

  /** The unit of a number that was sent without one. */
  private Unit unitOf(Register register) {
    if (register.history()) {
      for (Measurement read : measurements) {
        if (read.measurand().equals(register.current()) && read.channel() == register.obis().b()) {
          return read.quantity().unit();
        }
      }
    }
    return settings
        .unit()
        .filter(unit -> register.isNamed() && register.current().kind().fits(unit.dimension()))
        .orElse(Unit.NONE);
  }

  private boolean isOf(Register register, Unit unit, int from, int to) {
    if (register.current().kind().fits(unit.dimension())) {
      return true;
    }
    String name = register.measurand().name();
    String message =
        unit == Unit.NONE
            ? name + " without a unit" + howToSetUnit(register.current())
            : unitShown() + " is no unit of " + name + howToSetMedium(unit, register.object());
    report(Fault.Kind.UNIT, message, from, to);
    return false;
  }

  private String howToSetUnit(Measurand current) {
    if (settings.unit().isPresent()) {
      return "";
    }
    return switch (current.kind()) {
      case ACTIVE_ENERGY, HEAT_ENERGY, COOLING_ENERGY -> "; the option unit=kWh sets one";
      case GAS_VOLUME, WATER_VOLUME, WARM_WATER_VOLUME, VOLUME -> "; the option unit=m3 sets one";
      default -> "";
    };
  }

  private String howToSetMedium(Unit unit, int object) {
    boolean other =
        switch (unit.dimension()) {
          case ENERGY, VOLUME, VOLUME_FLOW, TEMPERATURE -> true;
          default -> false;
        };
    return other && settings.medium().isEmpty() && objects.index().isReduced(frame, object)
        ? "; for a meter of something else set the option medium"
        : "";
  }

  // ---- what has only its code for a name

  /** The first number with a unit, and a time next to it. */
  private void readOther(int object, Obis obis) {
    GroupScanner groups = objects.scan(object);
    Optional<MeterTime> before = Optional.empty();
    while (groups.next()) {
      Optional<MeterTime> stamp = stampOf(groups);
      if (stamp.isPresent()) {
        before = stamp;
      } else if (readOther(obis, groups.from(), groups.to())) {
        Quantity quantity = heatQuantity();
        Optional<MeterTime> behind = groups.next() ? stampOf(groups) : Optional.empty();
        add(Measurand.other(obis), quantity, obis, behind.isPresent() ? behind : before);
        return;
      }
    }
  }

  private Quantity heatQuantity() {
    return number.unit() == null ? number.quantity(Unit.MINUTE) : number.quantity();
  }

  /**
   * Whether a group is a number with a unit; a unit of a heat meter that is not known is a fault.
   */
  private boolean readOther(Obis obis, int from, int to) {
    NumberReader.Outcome outcome = number.read(frame, from, to);
    boolean heat = obis.a() == Medium.HEAT.code() || obis.a() == Medium.COOLING.code();
    if (outcome == NumberReader.Outcome.UNKNOWN_UNIT && heat) {
      return number.unitText(frame).equals("m") || isNumber(outcome, from, to);
    }
    return outcome == NumberReader.Outcome.NUMBER && number.unit() != Unit.NONE;
  }
}
