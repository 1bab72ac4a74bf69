package io.github.meter4j.fault;

import java.util.List;

/** Bytes that were to be decoded as one frame hold no good one. */
public final class DamagedFrameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** What is wrong. */
  private final transient List<Fault> faults;

  /**
   * Bytes without a good frame.
   *
   * @param message what was looked for
   * @param faults what was found instead
   */
  public DamagedFrameException(String message, List<Fault> faults) {
    super(faults.isEmpty() ? message : message + ": " + faults.get(0));
    this.faults = List.copyOf(faults);
  }

  /**
   * What is wrong with the bytes.
   *
   * @return an unmodifiable list; empty when they have no resemblance to a frame
   */
  public List<Fault> faults() {
    return faults == null ? List.of() : faults;
  }
}
