package io.github.meter4j.currentcost;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of single elements, and collects what is wrong with them. */
final class Fields {
  private static final int MAX_DIGITS = 18;
  private static final int TIME_WIDTH = 8;

  private final byte[] bytes;
  private final byte[] message;
  private final @Nullable MessageText gaps;
  private final long offset;
  private @Nullable List<Fault> faults;
  private long unscaled;
  private int scale;

  /**
   * Fields of a message.
   *
   * @param bytes the text that is scanned
   * @param message the bytes as sent
   * @param gaps what was left out of them, where something was
   * @param offset where they stand in the stream
   */
  Fields(byte[] bytes, byte[] message, @Nullable MessageText gaps, long offset) {
    this.bytes = bytes;
    this.message = message;
    this.gaps = gaps;
    this.offset = offset;
  }

  /** A text without the blanks around it. */
  String text(int from, int to) {
    int start = start(from, to);
    return Bytes.text(bytes, start, end(start, to));
  }

  private int start(int from, int to) {
    int start = from;
    while (start < to && MessageScanner.isBlank(bytes[start])) {
      start++;
    }
    return start;
  }

  private int end(int from, int to) {
    int end = to;
    while (end > from && MessageScanner.isBlank(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  /**
   * Reads digits, perhaps with a minus, decimals, and blanks around them; what they say is {@link
   * #quantity} then.
   *
   * @param width how many characters the display sends, 0 where that is not fixed
   */
  boolean isNumber(int from, int to, int width) {
    if (hasLostBytes(from, to, width)) {
      return false;
    }
    int start = start(from, to);
    int end = end(start, to);
    if (start == end) {
      fault(Fault.Kind.VALUE, "empty where a number has to be", from, to);
      return false;
    }
    boolean negative = bytes[start] == '-';
    if (!read(negative ? start + 1 : start, end)) {
      fault(Fault.Kind.VALUE, "not a number", from, to);
      return false;
    }
    unscaled = negative ? -unscaled : unscaled;
    return true;
  }

  private boolean read(int from, int to) {
    long value = 0;
    int digits = 0;
    int point = -1;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        if ((value != 0 || point >= 0) && ++digits > MAX_DIGITS) {
          return false;
        }
      } else if (bytes[i] == '.' && point < 0 && i > from && i + 1 < to) {
        point = i;
      } else {
        return false;
      }
    }
    unscaled = value;
    scale = point < 0 ? 0 : to - 1 - point;
    return to > from;
  }

  /** The number that was read last. */
  Quantity quantity(Unit unit) {
    return new Quantity(unscaled, scale, unit);
  }

  /** A number that has to be whole and not negative; otherwise -1. */
  long wholeNumber(int from, int to, int width) {
    if (!isNumber(from, to, width)) {
      return -1;
    }
    if (unscaled < 0 || scale > 0) {
      fault(Fault.Kind.VALUE, "not a whole number", from, to);
      return -1;
    }
    return unscaled;
  }

  /** The same of a number of the size of an int. */
  int smallNumber(int from, int to, int width) {
    long number = wholeNumber(from, to, width);
    if (number > Integer.MAX_VALUE) {
      fault(Fault.Kind.VALUE, "a number that is too large", from, to);
      return -1;
    }
    return (int) number;
  }

  /** A time such as {@code 13:02:39} or {@code 8:27:51} as the second of the day, or -1. */
  int timeOfDay(int from, int to) {
    if (hasLostBytes(from, to, TIME_WIDTH)) {
      return -1;
    }
    int start = start(from, to);
    int end = end(start, to);
    int colon = Bytes.indexOf((byte) ':', bytes, start, end);
    boolean whole = colon > start && colon - start <= 2 && end - colon == 6;
    if (!whole || bytes[colon + 3] != ':') {
      fault(Fault.Kind.VALUE, "not a time of day", from, to);
      return -1;
    }
    int minute = digits(colon + 1, colon + 3);
    return timeOfDay(digits(start, colon), minute, digits(colon + 4, end), from);
  }

  private int digits(int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = Bytes.isDigit(bytes[i]) ? value * 10 + bytes[i] - '0' : 1_000;
    }
    return value;
  }

  int timeOfDay(int hour, int minute, int second, int place) {
    if (hour > 23 || minute > 59 || second > 59) {
      fault(Fault.Kind.VALUE, "not a time of day", place, place);
      return -1;
    }
    return hour * 3600 + minute * 60 + second;
  }

  /**
   * Whether a byte that is no text stands in a value and may stand for one of its characters; a
   * value that is as long as it has to be without it is whole.
   */
  private boolean hasLostBytes(int from, int to, int width) {
    if (gaps == null || to - from == width || !gaps.hasGap(from, to)) {
      return false;
    }
    fault(Fault.Kind.VALUE, "a byte in this value is no text", from, to);
    return true;
  }

  /** Says how many bytes were left out, where some were. */
  void reportGaps() {
    if (gaps != null) {
      int count = message.length - bytes.length;
      String what = count + (count == 1 ? " byte that is" : " bytes that are") + " no text";
      add(Fault.Kind.SYNTAX, what + ", left out", gaps.firstGap(), 1);
    }
  }

  void fault(Fault.Kind kind, String what, int from, int to) {
    int start = place(from);
    add(kind, what, start, place(to) - start);
  }

  /** Where a byte of the text stands in the message as sent. */
  int place(int at) {
    return gaps == null ? at : gaps.place(at);
  }

  private void add(Fault.Kind kind, String what, int from, int length) {
    if (faults == null) {
      faults = new ArrayList<>();
    }
    String text = Bytes.text(message, 0, message.length);
    faults.add(new Fault(kind, what, offset + from, length, 1, from + 1, text));
  }

  List<Fault> faults() {
    return faults == null ? List.of() : List.copyOf(faults);
  }
}
