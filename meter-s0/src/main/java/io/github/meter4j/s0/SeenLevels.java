package io.github.meter4j.s0;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What looks at a pin have shown of edges that were not told yet: each of them happened between two
 * looks. Pure; for one thread at a time.
 *
 * <p>A change counts as seen when two looks in a row show it, or one look and the edge that is told
 * next; so a bounce that a look happens to meet is forgotten, unless the looks beside it are so far
 * apart that it can have been a pulse.
 */
final class SeenLevels {
  /** As many edges as the kernel keeps; what was seen beyond that is never told. */
  static final int KEPT = 16;

  /** What has not been told by then is lost. */
  static final long PATIENCE = 2_000_000_000;

  /** No legal level, of 30 ms at least, comes and goes between looks that are no further apart. */
  static final long DENSE = 25_000_000;

  /** Between edges that wait, telling takes no longer. */
  private static final long PAUSE = 5_000_000;

  /** The least length of a pulse and of a pause (IEC 62053-31). */
  private static final long LEGAL = 30_000_000;

  /**
   * When a change happened.
   *
   * @param after the last look that did not show it
   * @param until the first look that did
   */
  record Span(long after, long until) {}

  /** Changes that were seen and not told, each to the other level. */
  private final Deque<Span> untold = new ArrayDeque<>();

  /** The level after the last of them, and when a look has shown it last. */
  private boolean level;

  private long shown;

  /** A change that only the last look has shown, and when that began. */
  private Optional<Span> glimpse = Optional.empty();

  private long glimpsed;
  private long lookedAt;

  /** When looks were not dense the last time. */
  private boolean anyGap;

  private long gapFrom;
  private long gapUntil;

  /**
   * A pin whose edges were told up to now.
   *
   * @param level the level after the last edge
   * @param since no later than the next edge
   */
  SeenLevels(boolean level, long since) {
    this.level = level;
    this.shown = since;
    this.lookedAt = since;
  }

  /**
   * A look at the pin.
   *
   * @param high the level
   * @param begun a time before it was read
   * @param done a time after it was read
   * @return whether edges were lost: some that were seen have not been told
   */
  boolean look(boolean high, long begun, long done) {
    if (done - lookedAt > DENSE) {
      gapFrom = gapBefore(lookedAt);
      gapUntil = done;
      anyGap = true;
    }
    lookedAt = begun;
    if (high == level) {
      if (glimpse.isPresent() && done - glimpse.get().after() >= LEGAL) {
        untold.add(glimpse.get());
        untold.add(new Span(glimpsed, done));
      }
      glimpse = Optional.empty();
      shown = begun;
    } else if (glimpse.isEmpty()) {
      glimpse = Optional.of(new Span(shown, done));
      glimpsed = begun;
    } else {
      untold.add(glimpse.get());
      glimpse = Optional.empty();
      level = high;
      shown = begun;
    }
    boolean lost =
        untold.size() > KEPT || !untold.isEmpty() && done - untold.element().until() > PATIENCE;
    if (lost) {
      untold.clear();
    }
    return lost;
  }

  /** When the last look began. */
  long lookedAt() {
    return lookedAt;
  }

  /**
   * When a level began at the earliest that no look has shown.
   *
   * @param now the time
   * @param lastTold when the edge before was told; those that wait are told one after the other
   * @return the begin of a gap between looks of which edges may wait; empty if looks were dense
   */
  Optional<Long> hiddenSince(long now, long lastTold) {
    if (now - lookedAt > DENSE) {
      return Optional.of(gapBefore(lookedAt));
    }
    boolean drained = lastTold - gapUntil > 0 && now - lastTold > PAUSE;
    boolean draining = anyGap && !drained && now - gapUntil < StallWatch.DRAIN;
    return draining ? Optional.of(gapFrom) : Optional.empty();
  }

  /** The begin of the last gap, if edges of it may wait still. */
  private long gapBefore(long nanos) {
    return anyGap && nanos - gapUntil < StallWatch.DRAIN ? gapFrom : nanos;
  }

  /**
   * An edge is told.
   *
   * @param high the level after it
   * @return when it happened, if it was seen
   */
  Optional<Span> told(boolean high) {
    boolean expected = untold.size() % 2 == 0 ? !level : level;
    if (high != expected) {
      // one between was not told
      untold.clear();
      glimpse = Optional.empty();
      level = high;
      return Optional.empty();
    }
    if (!untold.isEmpty()) {
      return Optional.of(untold.remove());
    }
    Optional<Span> seen = glimpse;
    glimpse = Optional.empty();
    level = high;
    shown = seen.isPresent() ? glimpsed : shown;
    return seen;
  }
}
