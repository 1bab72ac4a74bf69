package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.gpio.Gpio;
import io.github.meter4j.internal.gpio.GpioInput;
import io.github.meter4j.internal.gpio.GpioOutput;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.PulseSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The thread that tells edges is late alone: the looks at the level make up for it. */
class LateTellingProperties {
  private static final long MS = 1_000_000;

  /** Something that happens at a time. */
  private record Event(long time, Runnable what) {}

  /** A pin, its kernel that keeps edges, and a thread that tells them when it gets its turn. */
  private final class Pin implements Gpio, GpioInput {
    private boolean high;
    private Consumer<Boolean> edges = level -> {};

    @Override
    public GpioOutput output(int bcm) {
      throw new AssertionError("an input is wanted");
    }

    @Override
    public GpioInput input(int bcm, Pull pull, long debounceMicros, Consumer<Boolean> listener) {
      edges = listener;
      return this;
    }

    @Override
    public boolean isHigh() {
      return high;
    }

    @Override
    public void close() {}
  }

  private long now;

  /**
   * Pulses at the limit, each with bounces shorter than 1.5 ms. The thread is blocked now and then,
   * and tells what has come meanwhile all at once.
   */
  @Property(tries = 2_000)
  void countsEveryPulseOnce(
      @ForAll @IntRange(min = 6, max = 15) int debounceMillis,
      @ForAll @Size(max = 40) List<@IntRange(min = 30, max = 70) Integer> lengths,
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 0, max = 400) Integer> blocks,
      @ForAll @IntRange(min = 0, max = 2) int bounces,
      @ForAll long seed)
      throws TransportException {
    play(debounceMillis, lengths, blocks, bounces, 15, seed);
  }

  /** The thread that looks is late instead, by less than a pulse is long. */
  @Property(tries = 2_000)
  void countsEveryPulseOnceThoughLooksAreLate(
      @ForAll @IntRange(min = 6, max = 15) int debounceMillis,
      @ForAll @Size(max = 40) List<@IntRange(min = 30, max = 120) Integer> lengths,
      @ForAll @IntRange(min = 0, max = 3) int bounces,
      @ForAll long seed)
      throws TransportException {
    play(debounceMillis, lengths, List.of(0), bounces, 24, seed);
  }

  /** Whatever is late, and by however much: nothing that closed the circuit is forgotten. */
  @Property(tries = 2_000)
  void everyClosingEdgeIsCountedOrRefused(
      @ForAll @IntRange(min = 0, max = 15) int debounceMillis,
      @ForAll @Size(max = 40) List<@IntRange(min = 30, max = 120) Integer> lengths,
      @ForAll @Size(min = 1, max = 10) List<@IntRange(min = 0, max = 100) Integer> blocks,
      @ForAll @IntRange(min = 0, max = 3) int bounces,
      @ForAll @IntRange(min = 15, max = 200) int slowestBeat,
      @ForAll long seed)
      throws TransportException {
    PulseTally tally = tally(debounceMillis, lengths, blocks, bounces, slowestBeat, seed);

    assertThat(tally.count() + tally.bounces() + tally.tooFast())
        .isEqualTo((long) lengths.size() * (1 + 2 * bounces));
  }

  private void play(
      int debounceMillis,
      List<Integer> lengths,
      List<Integer> blocks,
      int bounces,
      int slowestBeat,
      long seed)
      throws TransportException {
    PulseTally tally = tally(debounceMillis, lengths, blocks, bounces, slowestBeat, seed);

    assertThat(tally.count()).isEqualTo(lengths.size());
    assertThat(tally.tooFast()).isZero();
    assertThat(tally.lostEdges()).isZero();
    assertThat(tally.bounces()).isEqualTo(2L * bounces * lengths.size());
  }

  private PulseTally tally(
      int debounceMillis,
      List<Integer> lengths,
      List<Integer> blocks,
      int bounces,
      int slowestBeat,
      long seed)
      throws TransportException {
    Random random = new Random(seed);
    Pin pin = new Pin();
    now = random.nextLong();
    long start = now;
    StallWatch watch = new StallWatch(() -> now, false);
    PulseCounter counter =
        new PulseCounter(
            true, Duration.ofMillis(debounceMillis), BigDecimal.valueOf(17), StallWatch.STALL);
    List<Event> events = new ArrayList<>();
    List<Long> edges = edges(lengths, bounces, random);
    List<Long> told = told(edges, blocks, random);
    for (int i = 0; i < edges.size(); i++) {
      boolean high = i % 2 == 0;
      events.add(new Event(edges.get(i), () -> pin.high = high));
      events.add(new Event(told.get(i), () -> pin.edges.accept(high)));
    }
    long end = (edges.isEmpty() ? 0 : told.get(told.size() - 1)) + 100 * MS;
    for (long beat = 0;
        beat < end;
        beat += 10 * MS + random.nextInt((slowestBeat - 10) * 1_000_000)) {
      events.add(new Event(beat, watch::beat));
    }
    events.sort(
        Comparator.comparingLong(Event::time)); // stable: an edge is there before it is told
    PulseSource source =
        GpioPulseSource.open(pin, 17, Gpio.Pull.DOWN, 0, listener(counter), () -> now, watch);
    for (Event event : events) {
      now = start + event.time();
      event.what().run();
    }
    source.close();
    return counter.at(start + end);
  }

  /** Closing and opening edges by turns. */
  private static List<Long> edges(List<Integer> lengths, int bounces, Random random) {
    List<Long> edges = new ArrayList<>();
    long time = 20 * MS;
    for (int length : lengths) {
      time = change(edges, time, bounces, random) + length * MS;
      time = change(edges, time, bounces, random) + 30 * MS;
    }
    return edges;
  }

  private static long change(List<Long> edges, long start, int bounces, Random random) {
    long time = start;
    edges.add(time);
    for (int i = 0; i < 2 * bounces; i++) {
      time += 100_000 + random.nextInt(1_400_000);
      edges.add(time);
    }
    return time;
  }

  /** When the edges are told: at once, or when the thread is not blocked any more. */
  private static List<Long> told(List<Long> edges, List<Integer> blocks, Random random) {
    List<Long> told = new ArrayList<>();
    long from = 0;
    long until = 0;
    int block = 0;
    long last = 0;
    for (long edge : edges) {
      while (edge >= until) {
        from = until + 50 * MS + random.nextInt(100_000_000);
        until = from + blocks.get(block++ % blocks.size()) * MS;
      }
      last = Math.max(edge >= from ? until : edge, last) + 100_000;
      told.add(last);
    }
    return told;
  }

  private static EdgeListener listener(PulseCounter counter) {
    return new EdgeListener() {
      @Override
      public void edge(boolean high, long nanos) {
        counter.edge(high, nanos);
      }

      @Override
      public void late(boolean high, long earliest, long nanos) {
        counter.late(high, earliest, nanos);
      }

      @Override
      public void interrupted(String why) {
        throw new AssertionError(why);
      }
    };
  }
}
