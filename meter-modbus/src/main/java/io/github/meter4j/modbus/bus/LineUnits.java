package io.github.meter4j.modbus.bus;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The units of a line. While some of them answer, all that do not may together take one part in 25
 * of its time: after a poll without an answer, none of them is polled for 24 times as long as that
 * poll had the line. Safe to share between threads.
 */
final class LineUnits {
  /** How much longer the line belongs to those who answer than to those who do not. */
  static final int SHARE = 24;

  /** The longest rest that is given at once: by its end the others may be silent too. */
  private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(5);

  /** How soon to ask again while another silent unit is polled. */
  private static final long ONE_AT_A_TIME = TimeUnit.MILLISECONDS.toNanos(100);

  private final Map<Integer, UnitHealth> units = new ConcurrentHashMap<>();

  /** Before that no silent unit is polled. */
  private long notBefore;

  /** The poll of a silent unit that runs. */
  private @Nullable Object running;

  LineUnits(long now) {
    this.notBefore = now;
  }

  UnitHealth of(int number) {
    return units.computeIfAbsent(number, unit -> new UnitHealth());
  }

  Collection<UnitHealth> all() {
    return units.values();
  }

  /** How many units meters poll. */
  long polled() {
    return units.values().stream().filter(UnitHealth::isPolled).count();
  }

  /** Whether another unit that a meter polls answers. */
  boolean othersAnswer(int number) {
    UnitHealth mine = of(number);
    return units.values().stream().anyMatch(unit -> unit != mine && unit.isAlive());
  }

  /**
   * Whether a request that found no reply is sent again. A program's own to any unit that is well.
   * Beside units that answer, a poll repeats it only to one that has answered before.
   */
  boolean mayRepeat(int number, boolean polls) {
    UnitHealth unit = of(number);
    return unit.isProven() || unit.isWell() && !(polls && othersAnswer(number));
  }

  /**
   * How long a poll has to wait for those who answer. When it has not, it begins: {@link #ended}
   * has to follow.
   */
  synchronized Duration rest(Object poll, int number, long now) {
    if (!of(number).isSilent() || !othersAnswer(number)) {
      return Duration.ZERO;
    }
    if (running != null && running != poll) {
      return Duration.ofNanos(ONE_AT_A_TIME);
    }
    if (notBefore - now > 0) {
      return Duration.ofNanos(Math.min(LONGEST_REST, notBefore - now));
    }
    running = poll;
    return Duration.ZERO;
  }

  /**
   * A poll has ended.
   *
   * @param silent whether the unit did not answer
   * @param cost for how long it had the line
   */
  synchronized void ended(Object poll, int number, boolean silent, long cost, long now) {
    if (running == poll) {
      running = null;
    }
    long until = now + SHARE * cost;
    if (silent && othersAnswer(number) && until - notBefore > 0) {
      notBefore = until;
    }
  }
}
