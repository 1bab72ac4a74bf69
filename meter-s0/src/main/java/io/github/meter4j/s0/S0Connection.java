package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.reading.PulseGap;
import io.github.meter4j.reading.PulseQuality;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.ReadingSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts from open to close, on the thread of the pulse source, whoever reads. A reading is the
 * state of its moment; one is due at once after opening and after {@link #discard}, and then every
 * interval.
 */
final class S0Connection implements MeterConnection<S0Reading>, EdgeListener {
  private static final System.Logger LOG = System.getLogger("io.github.meter4j.s0");

  /** How long closing waits for a disk. */
  private static final Duration DISK_PATIENCE = Duration.ofSeconds(5);

  private final PulseCounter counter;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final long interval;
  private final String source;

  /** Guards everything below; held for no longer than it takes to count. */
  private final Object lock = new Object();

  /** What was counted before the counter began with 0, and the gaps up to now. */
  private SavedCount base;

  private Optional<CountSaver> saver = Optional.empty();
  private Optional<PulseSource> input = Optional.empty();
  private boolean closed;
  private boolean ended;
  private boolean endTold;
  private Optional<TransportException> failure = Optional.empty();
  private long knownLostEdges;
  private long due;
  private volatile long position;

  /**
   * A connection whose source is not open yet.
   *
   * @param base the count to go on with
   * @param counter has counted nothing
   * @param interval from one reading to the next
   * @param source the address
   * @param clock stamps readings
   * @param nanoTime the time of now on the clock of the edges
   */
  S0Connection(
      SavedCount base,
      PulseCounter counter,
      Duration interval,
      String source,
      Clock clock,
      LongSupplier nanoTime) {
    this.base = base;
    this.counter = counter;
    this.interval = interval.toNanos();
    this.source = source;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.due = nanoTime.getAsLong();
  }

  /**
   * Counts and reads once for nothing. What a virtual machine does for the first time takes it so
   * long on a small computer that edges would wait for it.
   */
  static void rehearse(SavedCount base, Clock clock, LongSupplier nanoTime) {
    PulseCounter counter = new PulseCounter(true, Duration.ZERO, 1);
    S0Connection nothing = new S0Connection(base, counter, Duration.ofDays(1), "", clock, nanoTime);
    long now = nanoTime.getAsLong();
    nothing.late(true, now, now);
    nothing.edge(false, now);
    nothing.reading(nothing.moment());
  }

  /** Its edges are told already; closed with this connection. */
  void over(PulseSource opened) {
    synchronized (lock) {
      input = Optional.of(opened);
    }
  }

  /** Saves from now on; closed with this connection. */
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

  @Override
  public void ended(Optional<TransportException> cause) {
    synchronized (lock) {
      ended = true;
      failure = cause;
      lock.notifyAll();
    }
  }

  @Override
  public boolean pump(Duration patience, ReadingSink<? super S0Reading> sink)
      throws TransportException {
    long offset;
    Moment moment;
    synchronized (lock) {
      if (!awaitDue(patience)) {
        return !ended || !endTold;
      }
      offset = position++;
      moment = moment();
    }
    sink.reading(reading(moment), offset, 0);
    return true;
  }

  /** Whether a reading is due; the last one is when the source has ended. */
  private boolean awaitDue(Duration patience) throws TransportException {
    long start = nanoTime.getAsLong();
    long left = patience.toNanos();
    while (true) {
      if (closed) {
        throw new TransportException(Kind.CLOSED, "this input was closed");
      }
      if (ended) {
        return lastIsDue();
      }
      long now = nanoTime.getAsLong();
      long wait = due - now;
      if (wait <= 0) {
        // slots that have passed are left out, so that readings do not drift
        due += interval * (-wait / interval + 1);
        return true;
      }
      long rest = left - (now - start);
      if (rest <= 0) {
        return false;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(lock, Math.min(wait, rest));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private boolean lastIsDue() throws TransportException {
    if (!endTold) {
      endTold = true;
      return true;
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return false;
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
  public boolean discard() throws TransportException {
    synchronized (lock) {
      if (closed) {
        throw new TransportException(Kind.CLOSED, "this input was closed");
      }
      due = nanoTime.getAsLong();
      return true;
    }
  }

  @Override
  public void hurry() {
    synchronized (lock) {
      due = nanoTime.getAsLong();
      lock.notifyAll();
    }
  }

  @Override
  public long position() {
    return position;
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
      lock.notifyAll();
    }
    opened.ifPresent(PulseSource::close);
    synchronized (lock) {
      counter.end();
      counter.at(nanoTime.getAsLong());
    }
    started.ifPresent(keeper -> keeper.close(DISK_PATIENCE));
  }
}
