package io.github.meter4j.fault;

import java.util.List;

/** The way to the meter is open, and no reading came in time. */
public final class ReadTimeoutException extends MeterException {
  private static final long serialVersionUID = 1;

  /** How many bytes came. */
  private final long bytesSeen;

  /** What was wrong with them. */
  private final transient List<Fault> faults;

  /** What it looks like. */
  private final String hint;

  /**
   * A read that took too long.
   *
   * @param message what was waited for, and how long
   * @param bytesSeen how many bytes came in that time
   * @param faults what was wrong with them
   * @param hint what it looks like and the next thing to try
   */
  public ReadTimeoutException(String message, long bytesSeen, List<Fault> faults, String hint) {
    super(message + ": " + hint);
    this.bytesSeen = bytesSeen;
    this.faults = List.copyOf(faults);
    this.hint = hint;
  }

  /**
   * How many bytes came while waiting.
   *
   * @return a number from 0
   */
  public long bytesSeen() {
    return bytesSeen;
  }

  /**
   * What was wrong with the bytes that came, newest last; at most the last few.
   *
   * @return an unmodifiable list
   */
  public List<Fault> faults() {
    return faults == null ? List.of() : faults;
  }

  /**
   * What it looks like and the next thing to try.
   *
   * @return a sentence
   */
  public String hint() {
    return hint;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
