package io.github.meter4j.modbus.map;

import java.util.Locale;

/** What the words of a register row hold. */
public enum RegisterType {
  /** An unsigned whole number in one word. */
  U16(1),
  /** A signed whole number in one word, two's complement. */
  S16(1),
  /** An unsigned whole number in two words. */
  U32(2),
  /** A signed whole number in two words, two's complement. */
  S32(2),
  /** An unsigned whole number in four words. */
  U64(4),
  /** A signed whole number in four words, two's complement. */
  S64(4),
  /** A number of IEEE 754 in two words. Not a number is always an absent value. */
  FLOAT32(2),
  /** A number of IEEE 754 in four words. Not a number is always an absent value. */
  FLOAT64(4),
  /**
   * A power factor with its quadrant in the code of Schneider: a float of -2 to 2, whose part
   * beyond 1 counts back (DOCA0005EN-04, p. 109). Not a number is an absent value.
   */
  PF4Q(2),
  /**
   * The same code with quadrants 2 and 3 exchanged, as the manuals of the PM5300 have it
   * (EAV15107-EN10, "Power factor register format"): beyond -1 is quadrant 2.
   */
  PF4Q_LEAD(2),
  /** Text in UTF-8, two bytes a word; blanks and zeros at its end do not count. */
  TEXT(0),
  /**
   * A date and time in the four words of Schneider: year, month and day, hour and minute,
   * milliseconds (DOCA0005EN-04, p. 53). All ones are an absent value.
   */
  DATETIME(4);

  private final int words;

  RegisterType(int words) {
    this.words = words;
  }

  /**
   * How many words it takes.
   *
   * @return 1, 2 or 4; 0 where the row says so itself
   */
  public int words() {
    return words;
  }

  /** Whether it is a number. */
  boolean isNumber() {
    return this != TEXT && this != DATETIME;
  }

  boolean isFloat() {
    return this == FLOAT32 || this == FLOAT64 || isFactor();
  }

  boolean isFactor() {
    return this == PF4Q || this == PF4Q_LEAD;
  }

  boolean isSigned() {
    return this == S16 || this == S32 || this == S64 || isFloat();
  }

  /** The word in a map. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
