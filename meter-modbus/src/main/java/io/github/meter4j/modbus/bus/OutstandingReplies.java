package io.github.meter4j.modbus.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The answers that may still come on a way whose answers have no number (RTU): a unit owes one for
 * every request, until it is there or nobody expects it any more. As long as it owes one, the
 * answer to another request could not be told from it.
 *
 * <p>Expected is an answer within twice the time that a unit has to begin it, counted from the last
 * request or, when the unit answers one request after the other, from its last answer. Safe to
 * share between threads.
 */
final class OutstandingReplies {
  /** Bytes of one frame come closer together than this, whatever adapter or gateway passes them. */
  static final long GAP = Duration.ofMillis(150).toNanos();

  /** How long bytes that come in time may go on. */
  private static final long LONGEST = Duration.ofSeconds(1).toNanos();

  /** This unit is any, and any may be this one. */
  private static final int WHOEVER = 0;

  private final Map<Integer, Debt> debts = new HashMap<>();

  /** What one unit owes: answers to one request, since another is not sent before. */
  private static final class Debt {
    private final Request request;
    private int answers;
    private long patience;
    private long until;
    private long latest;

    Debt(Request request) {
      this.request = request;
    }

    void expectFrom(long now) {
      until = now + patience;
      latest = until + LONGEST;
    }

    boolean isOver(long now) {
      return answers <= 0 || until - now <= 0;
    }
  }

  /** A request is sent, for the first time or once more. */
  synchronized void sent(Request request, long now, Duration reply) {
    Debt debt = debts.get(request.unit());
    if (debt == null || debt.request != request) {
      debt = new Debt(request);
      debts.put(request.unit(), debt);
    }
    debt.answers++;
    debt.patience = 2 * reply.toNanos();
    debt.expectFrom(now);
  }

  /**
   * Whether an answer is owed that could be taken for the one to a request. To the same request it
   * would be a good one.
   */
  synchronized boolean hinder(Request next, long now) {
    debts.values().removeIf(debt -> debt.isOver(now));
    return debts.values().stream()
        .anyMatch(debt -> debt.request != next && isSameUnit(debt.request, next));
  }

  private static boolean isSameUnit(Request one, Request other) {
    return one.unit() == other.unit() || one.unit() == WHOEVER || other.unit() == WHOEVER;
  }

  /**
   * Takes note of the answers in some bytes.
   *
   * @return where the last of them ends, 0 when there is none
   */
  synchronized int heard(byte[] bytes, int length, long now) {
    int last = 0;
    for (Debt debt : debts.values()) {
      int end = RtuFraming.endOfAnswer(debt.request, bytes, 0, length);
      while (end > 0) {
        answered(debt, now);
        last = Math.max(last, end);
        end = RtuFraming.endOfAnswer(debt.request, bytes, end, length);
      }
    }
    return last;
  }

  /** The answer to a request was there, too damaged to be found by {@link #heard}. */
  synchronized void heardDamaged(Request request, long now) {
    Debt debt = debts.get(request.unit());
    if (debt != null && debt.request == request) {
      answered(debt, now);
    }
  }

  private static void answered(Debt debt, long now) {
    debt.answers = Math.max(0, debt.answers - 1); // what came twice pays for no other
    debt.expectFrom(now);
  }

  /** The start of something has come, whose rest may be an answer that was begun in time. */
  synchronized void heardPart(long now) {
    for (Debt debt : debts.values()) {
      long more = now + GAP - debt.latest > 0 ? debt.latest : now + GAP;
      if (!debt.isOver(now) && more - debt.until > 0) {
        debt.until = more;
      }
    }
  }

  /** Whether bytes that came after a request have an answer of another unit in them, come late. */
  synchronized boolean explain(Request request, byte[] bytes, int length, long now) {
    return debts.values().stream()
        .filter(debt -> debt.request != request && !debt.isOver(now))
        .anyMatch(debt -> RtuFraming.endOfAnswer(debt.request, bytes, 0, length) > 0);
  }

  /** For how long the unit of a request still owes an answer, to this request or another. */
  synchronized long left(Request request, long now) {
    Debt debt = debts.get(request.unit());
    return debt == null || debt.isOver(now) ? 0 : debt.until - now;
  }

  /** Whether nothing is owed by anyone. */
  synchronized boolean isNothing(long now) {
    return debts.values().stream().allMatch(debt -> debt.isOver(now));
  }
}
