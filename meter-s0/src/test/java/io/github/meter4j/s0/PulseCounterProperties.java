package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PulseCounterProperties {
  private static final long MS = 1_000_000;

  /** What happens next, and how much later; times that go back stand for a late thread. */
  record Event(int kind, long millis) {}

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<Long> gaps =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.longs().between(0, 12)),
            net.jqwik.api.Tuple.of(4, Arbitraries.longs().between(25, 65)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(100, 5_000)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(-5, 0)));
    // mostly the other level; sometimes one that repeats, or only a look at the count
    Arbitrary<Integer> kinds = Arbitraries.of(0, 0, 0, 0, 0, 0, 1, 2);
    return Combinators.combine(kinds, gaps).as(Event::new).list().ofMaxSize(120);
  }

  @Property(tries = 3_000)
  void countsAsTheReferenceDoes(
      @ForAll("events") List<Event> events,
      @ForAll @IntRange(min = 0, max = 29) int debounceMillis,
      @ForAll boolean rising,
      @ForAll long start) {
    PulseCounter counter = new PulseCounter(rising, Duration.ofMillis(debounceMillis), 17);
    List<ReferenceCounter.Step> steps = new ArrayList<>();
    boolean closed = false;
    long time = 0;
    long latest = Long.MIN_VALUE;
    long lastCount = 0;
    boolean looked = false;
    for (Event event : events) {
      // an edge may be told late, but not after somebody has looked at a later time
      time += (looked ? Math.max(0, event.millis()) : event.millis()) * MS;
      looked = event.kind() == 2;
      latest = Math.max(latest, time);
      if (event.kind() == 2) {
        steps.add(new ReferenceCounter.Step(latest, false, false));
        long count = counter.at(start + time).count();
        assertThat(count).isGreaterThanOrEqualTo(lastCount);
        lastCount = count;
      } else {
        closed = closed == (event.kind() == 1);
        steps.add(new ReferenceCounter.Step(latest, true, closed));
        counter.edge(closed == rising, start + time);
      }
      time = latest;
    }
    latest = time + 5 * MS;
    steps.add(new ReferenceCounter.Step(latest, false, false));
    PulseTally tally = counter.at(start + latest);

    long debounce = debounceMillis * MS;
    long least = (1_000_000_000 + 16) / 17 - debounce;
    ReferenceCounter reference = new ReferenceCounter(steps, debounce, least);
    assertThat(tally.count()).isEqualTo(reference.count).isGreaterThanOrEqualTo(lastCount);
    assertThat(tally.tooFast()).isEqualTo(reference.tooFast);
    assertThat(tally.lostEdges()).isEqualTo(reference.lostEdges);
    assertThat(tally.interval())
        .isEqualTo(
            reference.lastInterval == 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(reference.lastInterval)));
    assertThat(tally.count() + tally.bounces() + tally.tooFast() + reference.pending)
        .as("every closing edge is in one of them")
        .isEqualTo(reference.closings);
  }

  @Property
  void legalPulsesAreAllCounted(
      @ForAll @IntRange(min = 0, max = 29) int debounceMillis,
      @ForAll List<@IntRange(min = 30, max = 500) Integer> lengths,
      @ForAll long start) {
    PulseCounter counter = new PulseCounter(true, Duration.ofMillis(debounceMillis), 17);
    long time = start;
    for (int length : lengths) {
      counter.edge(true, time);
      time += length * MS;
      counter.edge(false, time);
      time += 30 * MS;
    }
    PulseTally tally = counter.at(time);

    assertThat(tally.count()).isEqualTo(lengths.size());
    assertThat(tally.rejected()).isZero();
  }

  /**
   * The process stands still now and then; the kernel keeps up to 16 edges, which come at once when
   * it goes on. Somebody reads all the while.
   */
  @Property(tries = 2_000)
  void legalPulsesAreAllCountedThoughTheProcessStandsStill(
      @ForAll @IntRange(min = 0, max = 29) int debounceMillis,
      @ForAll List<@IntRange(min = 30, max = 100) Integer> lengths,
      @ForAll List<@IntRange(min = 0, max = 450) Integer> stalls,
      @ForAll long start) {
    PulseCounter counter = new PulseCounter(true, Duration.ofMillis(debounceMillis), 17);
    List<Long> edges = new ArrayList<>();
    long time = 0;
    for (int length : lengths) {
      edges.add(time);
      time += length * MS;
      edges.add(time);
      time += 30 * MS;
    }
    int next = 0;
    long now = 0;
    for (int i = 0; next < edges.size(); i++) {
      // 100 ms on time, and then a stall, which is known 10 ms too early
      now += 100 * MS;
      while (next < edges.size() && edges.get(next) <= now) {
        counter.edge(next % 2 == 0, start + edges.get(next));
        next++;
      }
      long from = now - 10 * MS;
      now += stalls.isEmpty() ? 0 : stalls.get(i % stalls.size()) * MS;
      counter.at(start + now);
      for (long told = now; next < edges.size() && edges.get(next) <= now; told++) {
        counter.late(next % 2 == 0, start + from, start + told);
        next++;
      }
    }
    PulseTally tally = counter.at(start + now + 1_000 * MS);

    assertThat(tally.count()).isEqualTo(lengths.size());
    assertThat(tally.rejected()).isZero();
  }

  /**
   * A contact that is no S0 output: it bounces at both ends for longer than a pulse of the standard
   * takes, and each of its bounces is shorter than the debounce time.
   */
  @Property
  void aContactThatBouncesIsCountedOnce(
      @ForAll @IntRange(min = 30, max = 5_000) int debounceMillis,
      @ForAll List<List<@IntRange(min = 1, max = 100) Integer>> pulses,
      @ForAll long start) {
    BigDecimal rate =
        BigDecimal.valueOf(500).divide(BigDecimal.valueOf(debounceMillis), 6, RoundingMode.FLOOR);
    PulseCounter counter =
        new PulseCounter(true, Duration.ofMillis(debounceMillis), rate, StallWatch.STALL);
    long time = start;
    boolean closed = false;
    for (List<Integer> bounces : pulses) {
      for (int end = 0; end < 2; end++) {
        closed = !closed;
        counter.edge(closed, time);
        for (int bounce : bounces) { // in percent of the debounce time; there and back
          for (int i = 0; i < 2; i++) {
            time += (debounceMillis * MS - 1) * bounce / 100;
            closed = !closed;
            counter.edge(closed, time);
          }
        }
        time += debounceMillis * MS;
      }
    }
    PulseTally tally = counter.at(time);

    assertThat(tally.count()).isEqualTo(pulses.size());
    assertThat(tally.tooFast()).isZero();
  }
}
