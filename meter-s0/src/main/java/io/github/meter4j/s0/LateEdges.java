package io.github.meter4j.s0;

import java.util.ArrayList;
import java.util.List;

/**
 * Edges that were told together after a span in which nobody looked, and how many of them can be
 * more than bounces. Pure; for one thread at a time.
 */
final class LateEdges {

  /** A meter of such an interval does not jump to the greatest rate from one pulse to the next. */
  private static final long SLOW = 1_000_000_000;

  /** Two pulses, of a load that has just been switched on. */
  private static final int SPARE = 4;

  /**
   * An edge that was told late.
   *
   * @param high the level after it
   * @param earliest when it happened at the earliest
   * @param nanos when it was told
   */
  record Edge(boolean high, long earliest, long nanos) {}

  private final List<Edge> edges = new ArrayList<>();

  /** Whether a span that begins then is another one. */
  boolean areBefore(long earliest) {
    return !edges.isEmpty() && earliest - last().nanos() > 0;
  }

  void add(Edge edge) {
    edges.add(edge);
  }

  boolean isEmpty() {
    return edges.isEmpty();
  }

  Edge first() {
    return edges.get(0);
  }

  Edge last() {
    return edges.get(edges.size() - 1);
  }

  /** All of them; none is left. */
  List<Edge> take() {
    List<Edge> all = List.copyOf(edges);
    edges.clear();
    return all;
  }

  /**
   * How many of them change the level for longer than a bounce. All, if levels of legal length fit
   * into the span, unless the meter is slow and there are far more than it made of late. Otherwise
   * the contact has bounced, and as many are real as the meter would have made in the span. The
   * rest is an even number, so that the level comes out right.
   *
   * @param all edges by turns
   * @param least the least length of a level, in nanoseconds
   * @param interval nanoseconds between the last two pulses, 0 for none
   * @return a number from 0
   */
  static int real(List<Edge> all, long least, long interval) {
    int count = all.size();
    for (int i = 1; i < count; i++) {
      if (all.get(i).high() == all.get(i - 1).high()) {
        return count; // one was lost, and which ones are bounces cannot be told
      }
    }
    long span = all.get(count - 1).nanos() - all.get(0).earliest();
    long room = span / least + 1;
    long usual = interval == 0 ? 0 : (4 * span / interval + 1) / 2;
    boolean fits = count <= room && (interval < SLOW || count <= 2 * usual + SPARE);
    if (fits) {
      return count;
    }
    long most = Math.min(room, Math.max(usual, count % 2));
    return (int) (most - (count - most) % 2);
  }
}
