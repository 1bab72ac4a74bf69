package io.github.meter4j.codec;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Dimension;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one frame, each on its own: what is wrong with one is its fault alone. A
 * protocol adds which objects are values, and of what. For one frame and one thread.
 */
public abstract class ValueReader {
  private static final int LONGEST_UNIT = 16;

  /** Group C from here on names no electrical quantity. */
  private static final int FIRST_ABSTRACT = 93;

  /** The objects that are read. */
  protected final ReadingObjects objects;

  /** Their bytes. */
  protected final byte[] frame;

  /** Reads one number after the other. */
  protected final NumberReader number = new NumberReader();

  /** What was read so far. */
  protected final List<Measurement> measurements = new ArrayList<>();

  /** What could not be read. */
  protected final List<Fault> faults = new ArrayList<>();

  /**
   * A reader that has read nothing yet.
   *
   * @param objects what to read
   */
  protected ValueReader(ReadingObjects objects) {
    this.objects = objects;
    this.frame = objects.frame();
  }

  /** Whether a code without a name may be a register: a number with a unit is taken as one then. */
  protected static boolean mayBeRegister(Obis obis) {
    return obis.a() != 0 && obis.c() > 0 && obis.c() < FIRST_ABSTRACT;
  }

  /** Whether a number was read; a fault says why not. */
  protected final boolean isNumber(NumberReader.Outcome outcome, int from, int to) {
    switch (outcome) {
      case NUMBER -> {
        return true;
      }
      case NUMBER_WITHOUT_STAR -> {
        report(Fault.Kind.SYNTAX, "no * between the number and its unit", from, to);
        return true;
      }
      case UNKNOWN_UNIT -> report(Fault.Kind.UNIT, "unknown unit " + unitShown(), from, to);
      case EMPTY -> report(Fault.Kind.VALUE, "no number", from, to);
      case TOO_LONG -> report(Fault.Kind.VALUE, "more than 18 digits", from, to);
      case NO_NUMBER -> report(Fault.Kind.VALUE, "not a number", from, to);
    }
    return false;
  }

  /** The unit of the number that was read last, for a message. */
  protected final String unitShown() {
    return cut(number.unitText(frame));
  }

  /** A unit has few characters; what stands in its place may have any number. */
  protected static String cut(String text) {
    return text.length() > LONGEST_UNIT ? text.substring(0, LONGEST_UNIT) + "..." : text;
  }

  /** Whether a unit is one of a measurand; a fault says why not. */
  protected final boolean fits(Measurand measurand, @Nullable Unit unit, int from, int to) {
    Dimension dimension = unit == null ? Dimension.NONE : unit.dimension();
    if (measurand.kind().fits(dimension)) {
      return true;
    }
    String message =
        dimension == Dimension.NONE
            ? measurand.name() + " without a unit"
            : unitShown() + " is no unit of " + measurand.name();
    report(Fault.Kind.UNIT, message, from, to);
    return false;
  }

  /** A code that has no name is a register when its value is a number with a unit. */
  protected final void readUnnamed(int object, Obis obis) {
    GroupScanner groups = objects.scan(object);
    while (groups.next()) {
      if (!StampReader.isStamp(frame, groups.from(), groups.to())
          && number.read(frame, groups.from(), groups.to()) == NumberReader.Outcome.NUMBER
          && number.unit() != Unit.NONE) {
        add(Measurand.other(obis), number.quantity(), obis, Optional.empty());
        return;
      }
    }
  }

  /** Adds a measurement. */
  protected final void add(
      Measurand measurand, Quantity quantity, Obis obis, Optional<MeterTime> at) {
    measurements.add(new Measurement(measurand, quantity, Optional.of(obis), obis.b(), at));
  }

  /** Reports an object whose parentheses do not match. */
  protected final void checkSyntax(int object) {
    int end = objects.index().end(object);
    int open = objects.index().groups(object);
    if (!GroupScanner.isBalanced(frame, open, end)) {
      GroupScanner groups = objects.scan(object);
      while (groups.next()) {
        // to where the groups end
      }
      int rest = groups.rest() < end ? groups.rest() : open;
      report(Fault.Kind.SYNTAX, "parentheses that do not match, or text behind them", rest, end);
    }
  }

  /** Reports the lines that are no objects. */
  protected final void reportUnparsed() {
    for (int i = 0; i < objects.index().unparsedSize(); i++) {
      report(
          Fault.Kind.SYNTAX,
          "a line that is no object",
          objects.index().unparsedStart(i),
          objects.index().unparsedEnd(i));
    }
  }

  /** Adds a fault at a place in the frame. */
  protected final void report(Fault.Kind kind, String message, int from, int to) {
    faults.add(objects.fault(kind, message, from, to));
  }
}
