package io.github.meter4j.s0;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Counts the pulses of one input from the times of its edges. Pure computation: no clock, no
 * thread, no lock; for one thread at a time.
 *
 * <p>A pulse is a time in which the circuit is closed. It is counted once it has held for the
 * debounce time, which also ends what bounced before; its time is that of the edge after which it
 * held. An edge that opens the circuit for less than the debounce time does not end a pulse. A
 * pulse that begins sooner after the last one than the fastest rate allows, with the debounce time
 * of grace or what an edge may be late, is refused.
 *
 * <p>Every edge that closes the circuit is counted as a pulse, or refused as a bounce or as too
 * fast, or still undecided: the numbers of {@link PulseTally} add up to it. Times are those of
 * {@link System#nanoTime}; one that lies before the last edge is taken as equal to it. No count
 * ever falls.
 */
final class PulseCounter {
  private static final long SECOND = 1_000_000_000;
  private static final Duration LONGEST_DEBOUNCE = Duration.ofSeconds(10);

  /**
   * A level that was told late is taken for at least so long: 30 ms, and the first edge was late.
   */
  private static final long LEAST_LATE = 15_000_000;

  private final boolean closingLevel;
  private final long debounce;

  /** What two pulses are apart at least, bounces allowed for; and what they may seem. */
  private final long usualInterval;

  private final long leastInterval;

  /** Half of the shortest period. */
  private final long leastLevel;

  /** Those of the last span, until it is clear that there are no more. */
  private final LateEdges late = new LateEdges();

  private boolean started;
  private long now;

  /** Whether an edge has told the level. */
  private boolean known;

  /** Whether the circuit is closed, bounces and all, and since when. */
  private boolean level;

  private long levelSince;

  /** Whether the circuit is closed without its bounces. */
  private boolean settled;

  private boolean anyPulse;
  private long lastPulse;

  /** Nanoseconds between the last two pulses, 0 for none. */
  private long interval;

  private long count;
  private long bounces;
  private long tooFast;
  private long lostEdges;

  /**
   * A counter that has seen nothing.
   *
   * @param rising whether the circuit closes with a rising edge; with a falling one otherwise
   * @param debounce how long a pulse and a pause have to hold, 0 to 10 s, and at most half of the
   *     time from one pulse to the next at the fastest rate
   * @param maxRate the most pulses in a second, from one in 100 s to 1000; an S0 output gives 16.7
   *     at most (IEC 62053-31)
   * @throws IllegalArgumentException when one is out of its range, or when pulses at that rate
   *     would all be shorter than the debounce time
   */
  PulseCounter(boolean rising, Duration debounce, int maxRate) {
    this(rising, debounce, BigDecimal.valueOf(maxRate), 0);
  }

  /**
   * A counter of edges that may be told late.
   *
   * @param lateness by how many nanoseconds the time of an edge can be after the edge; two pulses
   *     can be so much further apart than they seem
   */
  PulseCounter(boolean rising, Duration debounce, BigDecimal maxRate, long lateness) {
    if (debounce.isNegative() || debounce.compareTo(LONGEST_DEBOUNCE) > 0) {
      throw new IllegalArgumentException(
          "debounce="
              + debounce.toMillis()
              + "ms is not 0 to "
              + LONGEST_DEBOUNCE.toSeconds()
              + "s");
    }
    if (maxRate.compareTo(S0Options.SLOWEST) < 0 || maxRate.compareTo(S0Options.FASTEST) > 0) {
      throw new IllegalArgumentException(
          "max-rate=" + maxRate.toPlainString() + " is not " + S0Options.RATES);
    }
    this.closingLevel = rising;
    this.debounce = debounce.toNanos();
    long period =
        BigDecimal.valueOf(SECOND).divide(maxRate, 0, RoundingMode.CEILING).longValueExact();
    if (2 * this.debounce > period) {
      throw new IllegalArgumentException(tooLong(debounce, maxRate));
    }
    this.leastLevel = period / 2;
    this.usualInterval = period - this.debounce;
    this.leastInterval = period - Math.max(this.debounce, lateness);
  }

  /** A pulse and its pause each hold for the debounce time, so it limits the rate. */
  private static String tooLong(Duration debounce, BigDecimal maxRate) {
    BigDecimal possible =
        BigDecimal.valueOf(SECOND)
            .divide(BigDecimal.valueOf(2 * debounce.toNanos()), 2, RoundingMode.FLOOR);
    String rate =
        (possible.compareTo(BigDecimal.ONE) < 0
                ? possible
                : possible.setScale(0, RoundingMode.FLOOR))
            .stripTrailingZeros()
            .toPlainString();
    return "debounce="
        + debounce.toMillis()
        + "ms is too long for max-rate="
        + maxRate.toPlainString()
        + ": a pulse and its pause have to hold for the debounce time each, so that there are at"
        + " most "
        + rate
        + " pulses in a second; set max-rate="
        + rate
        + " or less if the contact never closes more often, or a shorter debounce";
  }

  /**
   * The level has changed.
   *
   * @param high the level after the edge; the same level twice means that an edge was lost
   * @param nanos when
   */
  void edge(boolean high, long nanos) {
    settleLate();
    count(high, nanos);
  }

  private void count(boolean high, long nanos) {
    now = started ? later(now, nanos) : nanos;
    started = true;
    settle(now);
    boolean closes = high == closingLevel;
    if (known && closes == level) {
      lostEdges++;
      if (!closes) {
        return;
      }
      // it must have opened in between
      bounces += settled ? 0 : 1;
      settled = false;
    } else if (level != settled && known) {
      // what was before this edge has not held
      bounces++;
    }
    known = true;
    level = closes;
    levelSince = now;
    settle(now);
  }

  /**
   * The level has changed at an unknown time in a span: it was told late. It is counted when no
   * more of the span can come, and with all the others of it: as many as fit into it are taken for
   * pulses, each as early as legal pulses allow, so that none of them is lost; what does not fit
   * has bounced.
   *
   * @param high the level after the edge
   * @param earliest the begin of the span
   * @param nanos its end
   */
  void late(boolean high, long earliest, long nanos) {
    if (late.areBefore(earliest)) {
      settleLate();
    }
    late.add(new LateEdges.Edge(high, earliest, nanos));
  }

  private void settleLate() {
    if (late.isEmpty()) {
      return;
    }
    long begin = late.first().earliest();
    List<LateEdges.Edge> all = late.take();
    if (all.size() >= SeenLevels.KEPT) {
      lostEdges++; // the kernel has kept no more, and does not say so
    }
    boolean changes = known && (all.get(0).high() == closingLevel) != level;
    int bounced = changes ? all.size() - LateEdges.real(all, leastLevel, interval) : 0;
    for (int i = 0; i < all.size(); i++) {
      LateEdges.Edge edge = all.get(i);
      if (i < bounced) {
        count(edge.high(), begin);
      } else {
        place(edge.high(), edge.earliest(), edge.nanos());
      }
    }
  }

  private void place(boolean high, long earliest, long nanos) {
    long time = started ? later(now, earliest) : earliest;
    boolean closes = high == closingLevel;
    if (known && closes != level) {
      time = later(time, levelSince + Math.max(debounce, LEAST_LATE));
      if (closes && anyPulse) {
        time = later(time, lastPulse + usualInterval);
      }
    }
    count(high, time - nanos > 0 ? nanos : time);
  }

  /**
   * The source does not know what it has missed: what follows is a new beginning. The count stays.
   */
  void interrupted() {
    settleLate();
    bounces += known && level && !settled ? 1 : 0;
    known = false;
    level = false;
    settled = false;
    anyPulse = false;
    interval = 0;
  }

  /**
   * What was counted up to a time. A pulse that has held until then is counted for good.
   *
   * @param nanos the time; one before the last edge is taken as equal to that
   * @return the numbers
   */
  PulseTally at(long nanos) {
    long time = started ? later(now, nanos) : nanos;
    if (!late.isEmpty() && time - late.last().nanos() > StallWatch.DRAIN) {
      settleLate();
      time = later(now, nanos);
    }
    settle(late.isEmpty() ? time : later(now, late.first().earliest()));
    return new PulseTally(
        count,
        bounces,
        tooFast,
        lostEdges,
        interval == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(interval)),
        anyPulse ? Optional.of(Duration.ofNanos(time - lastPulse)) : Optional.empty());
  }

  /** No more edges will come; what was told late is counted. */
  void end() {
    settleLate();
  }

  /** The pulses up to the last time that was told. */
  long count() {
    return count;
  }

  /** The lost edges up to the last time that was told. */
  long lostEdges() {
    return lostEdges;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  private void settle(long nanos) {
    if (known && level != settled && nanos - levelSince >= debounce) {
      settled = level;
      if (settled) {
        pulse(levelSince);
      }
    }
  }

  private void pulse(long nanos) {
    if (anyPulse && nanos - lastPulse < leastInterval) {
      tooFast++;
      return;
    }
    count++;
    interval = anyPulse ? nanos - lastPulse : 0;
    anyPulse = true;
    lastPulse = nanos;
  }
}
