package io.github.meter4j.spi;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.reading.Reading;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The connection of every meter that has to be polled. Polls are due in fixed slots, the first one
 * at once; a slot that comes while a poll is running is left out and counted. A meter that does not
 * answer is polled less and less often: 1 s after its first failure at the earliest, at last every
 * 30 s, unless somebody waits for a reading. The position, and the offset of a reading, is the
 * number of polls begun.
 *
 * @param <R> the type of reading
 */
public final class PolledConnection<R extends Reading> implements MeterConnection<R> {
  private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);

  /** One poll that overruns its slot is an accident; a few in a row are a setting. */
  private static final int OVERRUNS = 3;

  private static final class LogHolder {
    static final System.Logger LOG = System.getLogger("io.github.meter4j.spi");
  }

  private final Poll<R> poll;
  private final Duration interval;
  private final Slots slots;
  private final LongSupplier nanoTime;
  private final Object monitor = new Object();

  /** When the next slot comes. */
  private long due;

  /** Until when the line belongs to others. */
  private long notBefore;

  /** Whether somebody waits for a poll that begins after now. */
  private boolean hurried;

  private int failures;
  private int overruns;

  /** Until when a meter that did not answer is left alone. */
  private long nextTry;

  private volatile long polls;
  private volatile boolean closed;
  private boolean ended;

  /**
   * Connects a reader to a meter.
   *
   * @param poll polls the meter; closed with this connection
   * @param interval from one poll to the next
   */
  public PolledConnection(Poll<R> poll, Duration interval) {
    this(poll, interval, System::nanoTime);
  }

  /**
   * Connects a reader to a meter, with a clock of a test's own.
   *
   * @param poll polls the meter; closed with this connection
   * @param interval from one poll to the next
   * @param nanoTime the time, as of {@link System#nanoTime}
   */
  public PolledConnection(Poll<R> poll, Duration interval, LongSupplier nanoTime) {
    this.poll = poll;
    this.interval = interval;
    this.nanoTime = nanoTime;
    this.due = nanoTime.getAsLong();
    this.notBefore = due;
    this.slots = new Slots(due, interval);
  }

  @Override
  public boolean pump(Duration patience, ReadingSink<? super R> sink) throws MeterException {
    if (ended) {
      return false;
    }
    if (!awaitDue(patience) || !mayPoll()) {
      return true;
    }
    long begin = nanoTime.getAsLong();
    long number = polls;
    polls = number + 1;
    try {
      ended = !poll.poll(new Numbered(sink, number));
      failures = 0;
      return !ended;
    } catch (ReadTimeoutException e) {
      long pause = failures > 5 ? LONGEST_PAUSE : Math.min(LONGEST_PAUSE, FIRST_PAUSE << failures);
      failures++;
      nextTry = nanoTime.getAsLong() + pause;
      throw e;
    } catch (MeterException e) {
      failures = 0; // a refusal is an answer
      throw e;
    } finally {
      long end = nanoTime.getAsLong();
      count(slots.between(begin, end), Duration.ofNanos(end - begin), sink);
      synchronized (monitor) {
        due = slots.next(end);
      }
    }
  }

  private void count(long missed, Duration took, ReadingSink<? super R> sink) {
    sink.missed(missed);
    overruns = missed > 0 ? overruns + 1 : 0;
    if (overruns == OVERRUNS) {
      poll.overran(took, interval);
    }
  }

  /** Waits for the slot; false when it does not come so soon. */
  private boolean awaitDue(Duration patience) throws TransportException {
    synchronized (monitor) {
      long now = nanoTime.getAsLong();
      long end = now + patience.toNanos();
      while (!closed && dueAt(now) - now > 0 && end - now > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(monitor, Math.min(dueAt(now) - now, end - now));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
        now = nanoTime.getAsLong();
      }
      if (closed) {
        throw new TransportException(Kind.CLOSED, "this connection was closed");
      }
      return dueAt(now) - now <= 0;
    }
  }

  private long dueAt(long now) {
    long wanted = hurried ? now : due;
    return notBefore - wanted > 0 ? notBefore : wanted;
  }

  /** Leaves this slot out when the meter, or its line, is to be left alone. */
  private boolean mayPoll() {
    synchronized (monitor) {
      long now = nanoTime.getAsLong();
      if (failures > 0 && !hurried && nextTry - now > 0) {
        due = slots.next(now);
        return false;
      }
    }
    Duration rest = poll.rest();
    synchronized (monitor) {
      if (rest.compareTo(Duration.ZERO) > 0) {
        notBefore = nanoTime.getAsLong() + rest.toNanos();
        return false;
      }
      hurried = false;
      return true;
    }
  }

  /** The next poll is now, also that of a meter that has not answered for long. */
  @Override
  public boolean discard() {
    hurry();
    return true;
  }

  @Override
  public void hurry() {
    synchronized (monitor) {
      hurried = true;
      monitor.notifyAll();
    }
  }

  @Override
  public long position() {
    return polls;
  }

  @Override
  public void close() {
    synchronized (monitor) {
      if (closed) {
        return;
      }
      closed = true;
      monitor.notifyAll();
    }
    poll.close();
  }

  /** Says that more is asked for than a line or a meter can give. */
  static void logOverrun(String what, Duration took, Duration interval) {
    LogHolder.LOG.log(
        System.Logger.Level.INFO,
        "polls of "
            + what
            + " take "
            + took.toMillis()
            + " ms, longer than their interval of "
            + interval.toMillis()
            + " ms: slots are left out, and counted as missed");
  }

  /** Gives every reading the number of its poll. */
  private final class Numbered implements ReadingSink<R> {
    private final ReadingSink<? super R> sink;
    private final long number;

    Numbered(ReadingSink<? super R> sink, long number) {
      this.sink = sink;
      this.number = number;
    }

    @Override
    public void reading(R reading, long offset, int length) {
      sink.reading(reading, number, length);
    }

    @Override
    public void rejected(Fault fault) {
      sink.rejected(fault);
    }

    @Override
    public void skipped(long offset, int length) {
      sink.skipped(offset, length);
    }

    @Override
    public void received(ByteBuffer bytes) {
      sink.received(bytes);
    }
  }
}
