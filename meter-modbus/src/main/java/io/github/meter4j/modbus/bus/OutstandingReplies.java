package io.github.meter4j.modbus.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The replies that may still come on a connection whose replies have no number (RTU, ASCII): one
 * for every request, until it is there or nobody expects it any more. As long as one may come, the
 * reply to another request could not be told from it.
 *
 * <p>A reply is expected within twice the time that a unit has to begin it, counted from the last
 * request or, when the unit answers one request after the other, from its last reply. Safe to share
 * between threads.
 */
public final class OutstandingReplies {
  /** Bytes of one frame come closer together than this, whatever adapter or gateway passes them. */
  static final long GAP = Duration.ofMillis(150).toNanos();

  /** How long bytes that come in time may go on. */
  private static final long LONGEST = Duration.ofSeconds(1).toNanos();

  /** This unit is any, and any may be this one. */
  private static final int WHOEVER = 0;

  private final Map<Integer, Expected> units = new HashMap<>();

  /** What one unit may still send: replies to one request, since another is not sent before. */
  private static final class Expected {
    private final Request request;
    private int replies;
    private long patience;
    private long until;
    private long latest;

    Expected(Request request) {
      this.request = request;
    }

    void expectFrom(long now) {
      until = now + patience;
      latest = until + LONGEST;
    }

    boolean isOver(long now) {
      return replies <= 0 || until - now <= 0;
    }
  }

  /** A request is sent, for the first time or once more. */
  public synchronized void sent(Request request, long now, Duration reply) {
    Expected expected = units.get(request.unit());
    if (expected == null || expected.request != request) {
      expected = new Expected(request);
      units.put(request.unit(), expected);
    }
    expected.replies++;
    expected.patience = 2 * reply.toNanos();
    expected.expectFrom(now);
  }

  /**
   * Whether a reply may come that could be taken for the one to a request. To the same request it
   * would be a good one.
   */
  public synchronized boolean hinder(Request next, long now) {
    units.values().removeIf(expected -> expected.isOver(now));
    return units.values().stream()
        .anyMatch(expected -> expected.request != next && isSameUnit(expected.request, next));
  }

  private static boolean isSameUnit(Request one, Request other) {
    return one.unit() == other.unit() || one.unit() == WHOEVER || other.unit() == WHOEVER;
  }

  /**
   * Takes note of the replies in some bytes.
   *
   * @return where the last of them ends, 0 when there is none
   */
  synchronized int heard(Framing framing, byte[] bytes, int length, long now) {
    int last = 0;
    for (Expected expected : units.values()) {
      int end = framing.endOfReply(expected.request, bytes, 0, length);
      while (end > 0) {
        answered(expected, now);
        last = Math.max(last, end);
        end = framing.endOfReply(expected.request, bytes, end, length);
      }
    }
    return last;
  }

  /** The reply to a request was there, too damaged to be found by {@link #heard}. */
  public synchronized void heardDamaged(Request request, long now) {
    Expected expected = units.get(request.unit());
    if (expected != null && expected.request == request) {
      answered(expected, now);
    }
  }

  private static void answered(Expected expected, long now) {
    expected.replies = Math.max(0, expected.replies - 1); // what came twice stands for no other
    expected.expectFrom(now);
  }

  /** The start of something has come, whose rest may be a reply that was begun in time. */
  synchronized void heardPart(long now) {
    for (Expected expected : units.values()) {
      long more = now + GAP - expected.latest > 0 ? expected.latest : now + GAP;
      if (!expected.isOver(now) && more - expected.until > 0) {
        expected.until = more;
      }
    }
  }

  /** Whether bytes that came after a request have a late reply of another unit in them. */
  synchronized boolean explain(
      Framing framing, Request request, byte[] bytes, int length, long now) {
    return units.values().stream()
        .filter(expected -> expected.request != request && !expected.isOver(now))
        .anyMatch(expected -> framing.endOfReply(expected.request, bytes, 0, length) > 0);
  }

  /**
   * For how long the unit of a request may still reply, to this request or another. Whoever does
   * not hear the replies has to wait for each of them, one after the other.
   */
  synchronized long left(Request request, long now) {
    Expected expected = units.get(request.unit());
    return expected == null || expected.isOver(now)
        ? 0
        : expected.until - now + (expected.replies - 1) * expected.patience;
  }

  /** Whether no reply is expected from anyone. */
  synchronized boolean isNothing(long now) {
    return units.values().stream().allMatch(expected -> expected.isOver(now));
  }
}
