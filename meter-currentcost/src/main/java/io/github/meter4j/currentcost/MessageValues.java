package io.github.meter4j.currentcost;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.HistoryValue.Store;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of one message, filled in by the scanner. A value that cannot be read is absent and a
 * fault; the others are not affected. Of an element that comes twice the first one counts.
 */
final class MessageValues implements MessageScanner.Output {
  static final int CHANNELS = 3;
  private static final int LAST_SENSOR = 9;
  private static final int PATH = 5;

  /** What makes a message one: temperature, watts of a channel, impulses, or values of the past. */
  private static final long VALUES =
      1L << Vocabulary.TMPR
          | 1L << Vocabulary.TMPR_F
          | 1L << Vocabulary.IMP
          | 15L << Vocabulary.HISTORY;

  /** Of how many characters fields have a fixed number; 0 where they do not. */
  private static final int NO_WIDTH = 0;

  private final byte[] bytes;
  private final Fields fields;

  private long seen;
  private int sent;
  private @Nullable Unit historyUnit = Unit.KILOWATT_HOUR;
  private int historySensor = -1;
  private int clockAt;
  private int hour = -1;
  private int minute = -1;
  private int second = -1;

  private boolean classic;
  private String device = "";
  private String firmware = "";
  private String radioId = "";
  private String time = "";
  private int secondOfDay = -1;
  private int sensor = -1;
  private int type = -1;
  private int daysSinceBirth = -1;
  private @Nullable Quantity celsius;
  private @Nullable Quantity fahrenheit;
  private final @Nullable Quantity[] channels = new Quantity[CHANNELS];
  private long impulses = -1;
  private long perUnit = -1;
  private @Nullable List<HistoryValue> history;

  /** No values yet. */
  MessageValues(byte[] bytes, Fields fields) {
    this.bytes = bytes;
    this.fields = fields;
  }

  // ---- what the scanner finds

  @Override
  public void start(int[] path, int depth) {
    int code = path[depth];
    if (depth == 1) {
      sent |= 1 << code;
    }
    if (code == Vocabulary.DATA) {
      historySensor = -1;
    } else if (depth == 1 && code == Vocabulary.DATE || depth == 2 && path[1] == Vocabulary.SRC) {
      classic = true;
    } else if (code == Vocabulary.HRS
        || code == Vocabulary.DAYS
        || code == Vocabulary.MTHS
        || code == Vocabulary.YRS) {
      historySensor = 0;
    }
  }

  @Override
  public void end(int[] path, int depth) {
    if (path[depth] == Vocabulary.DATE && hour >= 0 && minute >= 0 && second >= 0) {
      secondOfDay = fields.timeOfDay(hour, minute, second, clockAt);
    }
  }

  @Override
  public void leaf(int[] path, int depth, int name, int from, int to) {
    int code = path[depth];
    int parent = depth == 0 ? Vocabulary.UNKNOWN : path[depth - 1];
    if (!isInPlace(path, depth, parent)) {
      return; // inside an element of other firmware
    }
    switch (parent << PATH | code) {
      case Vocabulary.MSG << PATH | Vocabulary.SRC -> device = once(code, from, to, device);
      case Vocabulary.SRC << PATH | Vocabulary.NAME -> device = once(code, from, to, device);
      case Vocabulary.SRC << PATH | Vocabulary.SVER -> firmware = once(code, from, to, firmware);
      case Vocabulary.MSG << PATH | Vocabulary.ID, Vocabulary.SRC << PATH | Vocabulary.ID ->
          radioId = once(code, from, to, radioId);
      case Vocabulary.MSG << PATH | Vocabulary.TIME -> time(from, to);
      case Vocabulary.MSG << PATH | Vocabulary.DSB, Vocabulary.DATE << PATH | Vocabulary.DSB ->
          daysSinceBirth = number(code, from, to, 5, daysSinceBirth);
      case Vocabulary.DATE << PATH | Vocabulary.HR -> hour = clock(code, from, to, hour);
      case Vocabulary.DATE << PATH | Vocabulary.MIN -> minute = clock(code, from, to, minute);
      case Vocabulary.DATE << PATH | Vocabulary.SEC -> second = clock(code, from, to, second);
      case Vocabulary.MSG << PATH | Vocabulary.TMPR ->
          celsius = quantity(code, from, to, 4, Unit.CELSIUS, celsius);
      case Vocabulary.MSG << PATH | Vocabulary.TMPR_F ->
          fahrenheit = quantity(code, from, to, NO_WIDTH, Unit.FAHRENHEIT, fahrenheit);
      case Vocabulary.MSG << PATH | Vocabulary.SENSOR -> {
        sensor = number(code, from, to, NO_WIDTH, sensor);
        checkSensor(sensor, from, to);
      }
      case Vocabulary.MSG << PATH | Vocabulary.TYPE,
          Vocabulary.SRC << PATH | Vocabulary.TYPE,
          Vocabulary.HIST << PATH | Vocabulary.TYPE ->
          type = number(code, from, to, NO_WIDTH, type);
      case Vocabulary.CH1 << PATH | Vocabulary.WATTS -> watts(1, from, to);
      case Vocabulary.CH2 << PATH | Vocabulary.WATTS -> watts(2, from, to);
      case Vocabulary.CH3 << PATH | Vocabulary.WATTS -> watts(3, from, to);
      case Vocabulary.MSG << PATH | Vocabulary.IMP ->
          impulses = count(code, from, to, 10, impulses);
      case Vocabulary.MSG << PATH | Vocabulary.IPU -> {
        perUnit = count(code, from, to, NO_WIDTH, perUnit);
        if (perUnit == 0) {
          fields.fault(
              Fault.Kind.VALUE, "0 impulses a unit: what one stands for is not known", from, to);
        }
      }
      case Vocabulary.HIST << PATH | Vocabulary.UNITS, Vocabulary.DATA << PATH | Vocabulary.UNITS ->
          units(from, to);
      case Vocabulary.DATA << PATH | Vocabulary.SENSOR -> {
        historySensor = fields.smallNumber(from, to, NO_WIDTH);
        checkSensor(historySensor, from, to);
      }
      case Vocabulary.DATA << PATH | Vocabulary.HISTORY,
          Vocabulary.HRS << PATH | Vocabulary.HISTORY,
          Vocabulary.DAYS << PATH | Vocabulary.HISTORY,
          Vocabulary.MTHS << PATH | Vocabulary.HISTORY,
          Vocabulary.YRS << PATH | Vocabulary.HISTORY ->
          history(name, from, to);
      default -> {
        // an element of other firmware; the bytes of the message still have it
      }
    }
  }

  @Override
  public void stray(int from, int to) {
    fields.fault(Fault.Kind.SYNTAX, "a text that stands in no element", from, to);
  }

  private static boolean isInPlace(int[] path, int depth, int parent) {
    return switch (depth) {
      case 1 -> true;
      case 2 -> parent < Vocabulary.DATA && parent != Vocabulary.MSG;
      case 3 -> parent >= Vocabulary.DATA && path[1] == Vocabulary.HIST;
      default -> false;
    };
  }

  /** Everything was scanned; false when there is nothing in the message. */
  boolean complete() {
    int live = 1 << Vocabulary.CH1 | 1 << Vocabulary.CH2 | 1 << Vocabulary.CH3;
    if ((sent & (live | 1 << Vocabulary.IMP | 1 << Vocabulary.HIST)) == 0 || (seen & VALUES) == 0) {
      return false;
    }
    for (int channel = 1; channel <= CHANNELS; channel++) {
      if ((sent & 1 << Vocabulary.CH1 - 1 + channel) != 0
          && (seen & 1L << Vocabulary.HISTORY + channel) == 0) {
        fields.fault(Fault.Kind.VALUE, "no <watts> in <ch" + channel + '>', 0, 0);
      }
    }
    if (classic && (sent & 1 << Vocabulary.SENSOR) == 0) {
      sensor = 0;
    } else if ((sent & (live | 1 << Vocabulary.IMP)) != 0 && (sent & 1 << Vocabulary.SENSOR) == 0) {
      fields.fault(Fault.Kind.VALUE, "no <sensor>: it is not known whose values these are", 0, 0);
    }
    fields.reportGaps();
    return true;
  }

  // ---- single values

  private boolean isFirst(int key, int from, int to) {
    if ((seen & 1L << key) != 0) {
      fields.fault(
          Fault.Kind.DUPLICATE, "an element for the second time; the first one counts", from, to);
      return false;
    }
    seen |= 1L << key;
    return true;
  }

  private String once(int code, int from, int to, String before) {
    return isFirst(code, from, to) ? fields.text(from, to) : before;
  }

  private void watts(int channel, int from, int to) {
    int key = Vocabulary.HISTORY + channel;
    channels[channel - 1] = quantity(key, from, to, 5, Unit.WATT, channels[channel - 1]);
  }

  private @Nullable Quantity quantity(
      int key, int from, int to, int width, Unit unit, @Nullable Quantity before) {
    if (!isFirst(key, from, to)) {
      return before;
    }
    return fields.isNumber(from, to, width) ? fields.quantity(unit) : null;
  }

  private int number(int key, int from, int to, int width, int before) {
    return isFirst(key, from, to) ? fields.smallNumber(from, to, width) : before;
  }

  private int clock(int code, int from, int to, int before) {
    int value = number(code, from, to, 2, before);
    clockAt = from;
    time = time.isEmpty() ? fields.text(from, to) : time + ':' + fields.text(from, to);
    return value;
  }

  private long count(int key, int from, int to, int width, long before) {
    return isFirst(key, from, to) ? fields.wholeNumber(from, to, width) : before;
  }

  private void checkSensor(int number, int from, int to) {
    if (number > LAST_SENSOR) {
      fields.fault(Fault.Kind.VALUE, "sensor " + number + " where there are 0 to 9", from, to);
    }
  }

  private void time(int from, int to) {
    if (isFirst(Vocabulary.TIME, from, to)) {
      time = fields.text(from, to);
      secondOfDay = fields.timeOfDay(from, to);
    }
  }

  private void units(int from, int to) {
    String text = fields.text(from, to);
    if (text.equalsIgnoreCase("kwhr")) {
      historyUnit = Unit.KILOWATT_HOUR;
      return;
    }
    Optional<Unit> unit = Unit.parse(text);
    historyUnit = unit.filter(known -> known != Unit.NONE).orElse(null);
    if (historyUnit == null) {
      fields.fault(
          Fault.Kind.UNIT, "a unit that is not known; the values in it are left out", from, to);
    }
  }

  private void history(int name, int from, int to) {
    seen |= 1L << Vocabulary.HISTORY;
    Unit unit = historyUnit;
    if (unit == null || !fields.isNumber(from, to, NO_WIDTH)) {
      return;
    }
    if (historySensor < 0) {
      fields.fault(Fault.Kind.VALUE, "a value of the past of a sensor that is not known", from, to);
      return;
    }
    Quantity quantity = fields.quantity(unit);
    int age = 0;
    for (int i = name + 1; Bytes.isDigit(bytes[i]); i++) {
      age = age * 10 + bytes[i] - '0';
    }
    Store store =
        switch (bytes[name]) {
          case 'h' -> Store.HOURS;
          case 'd' -> Store.DAYS;
          case 'm' -> Store.MONTHS;
          default -> Store.YEARS;
        };
    if (history == null) {
      history = new ArrayList<>();
    }
    history.add(new HistoryValue(historySensor, store, age, quantity));
  }

  // ---- what the message says

  boolean wasSent(int code) {
    return (sent & 1 << code) != 0;
  }

  boolean isClassic() {
    return classic;
  }

  String device() {
    return device;
  }

  String firmware() {
    return firmware;
  }

  String radioId() {
    return radioId;
  }

  String time() {
    return time;
  }

  /** From 0, or -1. */
  int secondOfDay() {
    return secondOfDay;
  }

  /** From 0, or -1. */
  int sensor() {
    return sensor;
  }

  /** From 0, or -1. */
  int type() {
    return type;
  }

  /** From 0, or -1. */
  int daysSinceBirth() {
    return daysSinceBirth;
  }

  @Nullable Quantity celsius() {
    return celsius;
  }

  @Nullable Quantity fahrenheit() {
    return fahrenheit;
  }

  @Nullable Quantity channel(int number) {
    return channels[number - 1];
  }

  /** From 0, or -1. */
  long impulses() {
    return impulses;
  }

  /** From 0, or -1. */
  long perUnit() {
    return perUnit;
  }

  List<HistoryValue> history() {
    return history == null ? List.of() : List.copyOf(history);
  }

  List<Fault> faults() {
    return fields.faults();
  }
}
