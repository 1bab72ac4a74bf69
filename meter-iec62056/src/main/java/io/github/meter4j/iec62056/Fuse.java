package io.github.meter4j.iec62056;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fuse of a connection: what bounds how fast its counters may rise.
 *
 * @param amperes the rated current of each phase, 1 to 10,000
 */
public record Fuse(int amperes) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,5}) ?A");

  /** A fuse carries more than its rated current for a while; the voltage may be 10 % high. */
  private static final long WATTS_PER_AMPERE = 3 * 253 * 145 / 100;

  /**
   * Checks the range.
   *
   * @param amperes the rated current of each phase, 1 to 10,000
   * @throws IllegalArgumentException when it is outside of it
   */
  public Fuse {
    if (amperes < 1 || amperes > 10_000) {
      throw new IllegalArgumentException("a fuse has 1 to 10000 A, not " + amperes);
    }
  }

  /**
   * Reads a text such as {@code 63A}.
   *
   * @param text amperes with their unit
   * @return the fuse
   * @throws IllegalArgumentException when it is none
   */
  public static Fuse parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new Fuse(Integer.parseInt(matcher.group(1)));
  }

  /**
   * The most that can flow: three phases, 253 V, and the 1.45-fold current at which a fuse may take
   * an hour to blow (IEC 60898-1).
   *
   * @return the power in watts
   */
  public long watts() {
    return WATTS_PER_AMPERE * amperes;
  }

  /** As in {@code 63A}. */
  @Override
  public String toString() {
    return amperes + "A";
  }
}
