package io.github.meter4j.s0;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts a whole recording afterwards: cuts it into runs of one level and looks at each of them.
 */
final class ReferenceCounter {
  /** A step of a recording: an edge to a level, or nothing but a look at the count. */
  record Step(long nanos, boolean edge, boolean closes) {}

  /** A time of one level. A cut is where an edge was lost: it opens the circuit for no time. */
  private record Run(boolean closed, long start, long end, boolean cut) {
    boolean holds(long debounce) {
      return end - start >= debounce;
    }
  }

  final long count;
  final long tooFast;
  final long lostEdges;
  final long closings;
  final long pending;
  final long lastInterval;

  ReferenceCounter(List<Step> steps, long debounce, long leastInterval) {
    List<Step> edges = steps.stream().filter(Step::edge).toList();
    long end = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).nanos();
    this.closings = edges.stream().filter(Step::closes).count();
    List<Run> runs = new ArrayList<>();
    long lost = 0;
    for (int i = 0; i < edges.size(); i++) {
      Step edge = edges.get(i);
      boolean repeated = i > 0 && edges.get(i - 1).closes() == edge.closes();
      lost += repeated ? 1 : 0;
      if (repeated && edge.closes()) {
        runs.add(new Run(false, edge.nanos(), edge.nanos(), true));
      } else if (repeated) {
        continue; // the run of the edge before goes on: an unknown pulse was in it
      }
      int next = i + 1;
      while (next < edges.size() && !edge.closes() && !edges.get(next).closes()) {
        next++;
      }
      long until = next < edges.size() ? edges.get(next).nanos() : end;
      runs.add(new Run(edge.closes(), edge.nanos(), until, false));
    }
    this.lostEdges = lost;
    List<Long> pulses = new ArrayList<>();
    boolean closed = false;
    for (Run run : runs) {
      if (run.cut()) {
        closed = false;
      } else if (run.holds(debounce)) {
        if (run.closed() && !closed) {
          pulses.add(run.start());
        }
        closed = run.closed();
      }
    }
    Run last = runs.isEmpty() ? new Run(false, 0, 0, false) : runs.get(runs.size() - 1);
    this.pending = last.closed() && !closed ? 1 : 0;
    List<Long> accepted = new ArrayList<>();
    for (long pulse : pulses) {
      if (accepted.isEmpty() || pulse - accepted.get(accepted.size() - 1) >= leastInterval) {
        accepted.add(pulse);
      }
    }
    this.count = accepted.size();
    this.tooFast = pulses.size() - accepted.size();
    this.lastInterval =
        accepted.size() < 2
            ? 0
            : accepted.get(accepted.size() - 1) - accepted.get(accepted.size() - 2);
  }
}
