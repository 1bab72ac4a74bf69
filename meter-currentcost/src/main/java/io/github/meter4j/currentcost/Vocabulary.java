package io.github.meter4j.currentcost;

/** The elements that Current Cost displays send, as numbers. */
final class Vocabulary {
  static final int UNKNOWN = 0;
  static final int MSG = 1;
  static final int SRC = 2;
  static final int DSB = 3;
  static final int TIME = 4;
  static final int TMPR = 5;
  static final int TMPR_F = 6;
  static final int SENSOR = 7;
  static final int ID = 8;
  static final int TYPE = 9;
  static final int CH1 = 10;
  static final int CH2 = 11;
  static final int CH3 = 12;
  static final int WATTS = 13;
  static final int IMP = 14;
  static final int IPU = 15;
  static final int DATE = 16;
  static final int HR = 17;
  static final int MIN = 18;
  static final int SEC = 19;
  static final int NAME = 20;
  static final int SVER = 21;
  static final int HIST = 22;
  static final int UNITS = 23;
  static final int DATA = 24;
  static final int HRS = 25;
  static final int DAYS = 26;
  static final int MTHS = 27;
  static final int YRS = 28;

  /** A value of the past: a letter for the store and digits for the age. */
  static final int HISTORY = 29;

  private static final int LONGEST = 6;
  private static final int MAX_AGE_DIGITS = 4;
  private static final int SLOTS = 128;
  private static final long[] NAMES = new long[SLOTS];
  private static final byte[] CODES = new byte[SLOTS];

  static {
    String[] names = {
      "msg", "src", "dsb", "time", "tmpr", "tmprF", "sensor", "id", "type", "ch1", "ch2", "ch3",
      "watts", "imp", "ipu", "date", "hr", "min", "sec", "name", "sver", "hist", "units", "data",
      "hrs", "days", "mths", "yrs"
    };
    for (int i = 0; i < names.length; i++) {
      long packed = 0;
      for (int at = 0; at < names[i].length(); at++) {
        packed |= (long) names[i].charAt(at) << 8 * at;
      }
      int slot = slot(packed);
      while (NAMES[slot] != 0) {
        slot = slot + 1 & SLOTS - 1;
      }
      NAMES[slot] = packed;
      CODES[slot] = (byte) (i + 1);
    }
  }

  private Vocabulary() {}

  private static int slot(long packed) {
    return (int) (packed * 0x9E3779B97F4A7C15L >>> 57);
  }

  /** The number of an element by its name. */
  static int code(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return UNKNOWN;
    }
    long packed = 0;
    for (int i = from; i < to; i++) {
      packed |= (long) bytes[i] << 8 * (i - from);
    }
    int code = code(packed);
    return code == UNKNOWN && isHistory(bytes, from, to) ? HISTORY : code;
  }

  /** The number of an element with a name of its own, whose letters are given lowest first. */
  static int code(long packed) {
    int slot = slot(packed);
    while (NAMES[slot] != 0) {
      if (NAMES[slot] == packed) {
        return CODES[slot];
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return UNKNOWN;
  }

  private static boolean isHistory(byte[] bytes, int from, int to) {
    byte store = bytes[from];
    if (store != 'h' && store != 'd' && store != 'm' && store != 'y') {
      return false;
    }
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return to - from > 1 && to - from <= 1 + MAX_AGE_DIGITS;
  }
}
