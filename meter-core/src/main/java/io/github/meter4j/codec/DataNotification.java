package io.github.meter4j.codec;

/**
 * Knows the start of a DLMS data-notification (IEC 62056-5-3, section 6.3): what many meters send
 * where others send P1 text, encrypted or not. Nothing of its data is read.
 */
public final class DataNotification {
  private static final int TAG = 0x0f;
  private static final int INVOKE_ID = 4;
  private static final int DATE_TIME = 12;
  private static final int ARRAY = 1;
  private static final int STRUCTURE = 2;

  private DataNotification() {}

  /**
   * Whether one starts there, with the header of a logical link before it or without: its tag, four
   * bytes, a date and time or none, then a structure or an array and the type of what is in it. Of
   * random bytes one place in two hundred million looks so.
   */
  public static boolean startsAt(byte[] bytes, int from, int to) {
    int at = from;
    if (at + 3 <= to && (bytes[at] & 0xff) == 0xe6 && bytes[at + 2] == 0) {
      at += 3;
    }
    int time = at + 1 + INVOKE_ID;
    if (time >= to || bytes[at] != TAG) {
      return false;
    }
    int body =
        switch (bytes[time]) {
          case 0 -> time + 1;
          case DATE_TIME -> hasYear(bytes, time + 1, to) ? time + 1 + DATE_TIME : to;
          default -> to;
        };
    return body + 2 < to
        && (bytes[body] == STRUCTURE || bytes[body] == ARRAY)
        && bytes[body + 1] > 0
        && isType(bytes[body + 2]);
  }

  /** The tags of data (IEC 62056-6-2, section 4.1.5) that stand in what meters send. */
  private static boolean isType(byte tag) {
    return switch (tag) {
      case 0, ARRAY, STRUCTURE, 3, 4, 5, 6, 9, 10, 12, 15, 16, 17, 18, 20, 21, 22, 23, 25 -> true;
      default -> false;
    };
  }

  /** A year from 1792 to 2303, or all bits set where the meter has no clock. */
  private static boolean hasYear(byte[] bytes, int at, int to) {
    return at < to && (bytes[at] == 7 || bytes[at] == 8 || bytes[at] == (byte) 0xff);
  }
}
