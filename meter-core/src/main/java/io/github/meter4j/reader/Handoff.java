package io.github.meter4j.reader;

/**
 * How many readings wait for a subscriber that is slower than its meter. When there is no room the
 * oldest is dropped, and counted.
 *
 * @param capacity how many readings wait at most, from 1
 */
public record Handoff(int capacity) {
  /** Only the newest reading waits: a subscriber is never behind by more than one. */
  public static final Handoff LATEST = new Handoff(1);

  /**
   * Checks the capacity.
   *
   * @param capacity how many readings wait at most, from 1
   * @throws IllegalArgumentException when the capacity is below 1
   */
  public Handoff {
    if (capacity < 1) {
      throw new IllegalArgumentException("a hand-off holds at least 1 reading, not " + capacity);
    }
  }

  /**
   * Up to {@code capacity} readings wait.
   *
   * @param capacity how many, from 1
   * @return the hand-off
   */
  public static Handoff buffer(int capacity) {
    return new Handoff(capacity);
  }
}
