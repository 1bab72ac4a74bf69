package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.PulseGap;
import io.github.meter4j.reading.PulseQuality;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.Poll;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.ReadingSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The count while it runs: counts from open to close, on the thread of the pulse source, whoever
 * reads. A poll gives the state of its moment.
 */
final class LiveCount implements Poll<S0Reading>, EdgeListener {
  private static final System.Logger LOG = System.getLogger("io.github.meter4j.s0");

  /** How long closing waits for a disk. */
  private static final Duration DISK_PATIENCE = Duration.ofSeconds(5);

  private final PulseCounter counter;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final String source;

  /** Guards everything below; held for no longer than it takes to count. */
  private final Object lock = new Object();

  /** What was counted before the counter began with 0, and the gaps up to now. */
  private SavedCount base;

  private Optional<CountSaver> saver = Optional.empty();
  private Optional<PulseSource> input = Optional.empty();
  private boolean closed;

  /** Whether no edge will come any more. */
  private boolean ended;

  /** Whether there was a reading after the last edge. */
  private boolean lastRead;

  private Optional<TransportException> failure = Optional.empty();
  private long knownLostEdges;

  /** Makes the next poll due at once. */
  private Runnable hurry = () -> {};

  /**
   * A count whose source is not open yet.
   *
   * @param base the count to go on with
   * @param counter has counted nothing
   * @param source the address
   * @param clock stamps readings
   * @param nanoTime the time of now on the clock of the edges
   */
  LiveCount(
      SavedCount base, PulseCounter counter, String source, Clock clock, LongSupplier nanoTime) {
    this.base = base;
    this.counter = counter;
    this.source = source;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Counts and reads once for nothing. What a virtual machine does for the first time takes it so
   * long on a small computer that edges would wait for it.
   */
  static void rehearse(SavedCount base, Clock clock, LongSupplier nanoTime) {
    PulseCounter counter = new PulseCounter(true, Duration.ZERO, 1);
    LiveCount nothing = new LiveCount(base, counter, "", clock, nanoTime);
    long now = nanoTime.getAsLong();
    nothing.late(true, now, now);
    nothing.edge(false, now);
    nothing.reading(nothing.moment());
  }

  /** Polled by a connection, which hears at once when the input ends. */
  void polledBy(Runnable hurrying) {
    synchronized (lock) {
      hurry = hurrying;
    }
  }

  /** Its edges are told already; closed with this count. */
  void over(PulseSource opened) {
    synchronized (lock) {
      input = Optional.of(opened);
    }
  }

  /** Saves from now on; closed with this count. */
  void keptBy(CountSaver started) {
    synchronized (lock) {
      saver = Optional.of(started);
    }
  }

  /** What there is to save. */
  SavedCount current() {
    synchronized (lock) {
      return base.plus(counter.count());
    }
  }

  @Override
  public void edge(boolean high, long nanos) {
    synchronized (lock) {
      counter.edge(high, nanos);
      counted();
    }
  }

  @Override
  public void late(boolean high, long earliest, long nanos) {
    synchronized (lock) {
      counter.late(high, earliest, nanos);
      counted();
    }
  }

  /** The caller holds the lock. */
  private void counted() {
    if (counter.lostEdges() != knownLostEdges) {
      knownLostEdges = counter.lostEdges();
      missed();
    }
    if (saver.isPresent()) {
      saver.get().counted(base.count() + counter.count());
    }
  }

  @Override
  public void interrupted(String why) {
    LOG.log(System.Logger.Level.WARNING, "pulses of {0} may be missing: {1}", source, why);
    synchronized (lock) {
      counter.interrupted();
      missed();
    }
  }

  /** The caller holds the lock. */
  private void missed() {
    Instant now = clock.instant();
    base = base.after(new PulseGap(PulseGap.Cause.INPUT, now, now));
  }

  /** The reader gets a last reading at once, and then hears of the end. */
  @Override
  public void ended(Optional<TransportException> cause) {
    Runnable wake;
    synchronized (lock) {
      ended = true;
      failure = cause;
      wake = hurry;
    }
    wake.run();
  }

  @Override
  public boolean poll(ReadingSink<? super S0Reading> sink) throws TransportException {
    Moment moment;
    Optional<Runnable> wake = Optional.empty();
    synchronized (lock) {
      if (lastRead) {
        if (failure.isPresent()) {
          throw failure.get();
        }
        return false;
      }
      if (ended) {
        lastRead = true;
        wake = Optional.of(hurry);
      }
      moment = moment();
    }
    sink.reading(reading(moment), 0, 0);
    wake.ifPresent(Runnable::run);
    return true;
  }

  /** What a reading is made of. */
  private record Moment(
      Instant at, PulseTally tally, SavedCount base, Optional<CountSaver> saver) {}

  /** The caller holds the lock. */
  private Moment moment() {
    PulseTally tally = counter.at(nanoTime.getAsLong());
    counted();
    return new Moment(clock.instant(), tally, base, saver);
  }

  /** Without the lock, for which edges would wait. */
  private S0Reading reading(Moment moment) {
    PulseTally tally = moment.tally();
    SavedCount before = moment.base();
    PulseQuality quality =
        new PulseQuality(
            before.since(),
            moment.saver().isPresent(),
            before.gaps(),
            before.lastGap(),
            tally.rejected(),
            moment.saver().flatMap(CountSaver::problem));
    return new S0Reading(
        moment.at(),
        before.meter(),
        before.offset(),
        before.count() + tally.count(),
        tally.interval(),
        tally.sinceLastPulse(),
        quality,
        source);
  }

  @Override
  public void close() {
    Optional<PulseSource> opened;
    Optional<CountSaver> started;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      opened = input;
      started = saver;
    }
    opened.ifPresent(PulseSource::close);
    synchronized (lock) {
      counter.end();
      counter.at(nanoTime.getAsLong());
    }
    started.ifPresent(keeper -> keeper.close(DISK_PATIENCE));
  }

  /** The address of the meter, for the log. */
  @Override
  public String toString() {
    return source;
  }
}
