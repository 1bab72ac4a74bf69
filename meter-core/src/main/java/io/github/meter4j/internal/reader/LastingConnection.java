package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.record.FrameDump;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened again and again when its way breaks, as long as it is pumped. Its
 * position goes on where the one before ended. Driven by one thread at a time, closed by any.
 */
final class LastingConnection<R extends Reading> implements MeterConnection<R> {

  /** Is told when the way breaks and when it is open again. */
  interface Watcher {
    void broken(TransportException why);

    void openAgain();
  }

  private final Connector<R> source;
  private final BackOff backOff;
  private final Watcher watcher;
  private final Optional<FrameDump> dump;

  /** Guards the fields below; not held while a connection is opened, pumped or closed. */
  private final Object lock = new Object();

  private @Nullable MeterConnection<R> open;
  private Optional<TransportException> whyBroken = Optional.empty();
  private long nextTry = System.nanoTime();
  private long base;

  /** How many bytes have come since the reader was opened. */
  private long bytes;

  /** How many of them came on ways that broke. */
  private long baseBytes;

  private long reconnects;
  private boolean wasOpen;
  private boolean closed;

  /** How many connections in a row brought no good reading; used by the thread that pumps. */
  private int givenUp;

  private LastingConnection(
      Connector<R> source, BackOff backOff, Watcher watcher, Optional<FrameDump> dump) {
    this.dump = dump;
    this.source = source;
    this.backOff = backOff;
    this.watcher = watcher;
  }

  /** Opens it now. */
  static <R extends Reading> LastingConnection<R> eager(
      Connector<R> source, BackOff backOff, Watcher watcher, Optional<FrameDump> dump)
      throws MeterException {
    LastingConnection<R> connection = new LastingConnection<>(source, backOff, watcher, dump);
    connection.open = source.connect();
    connection.wasOpen = true;
    return connection;
  }

  /** Opens it when it is pumped for the first time. */
  static <R extends Reading> LastingConnection<R> lazy(
      Connector<R> source, BackOff backOff, Watcher watcher, Optional<FrameDump> dump) {
    return new LastingConnection<>(source, backOff, watcher, dump);
  }

  /** Why there is no way to the meter now, if there is none. */
  Optional<TransportException> whyBroken() {
    synchronized (lock) {
      return whyBroken;
    }
  }

  /** How often it was opened again. */
  long reconnects() {
    synchronized (lock) {
      return reconnects;
    }
  }

  @Override
  public boolean pump(Duration patience, ReadingSink<? super R> sink) throws MeterException {
    MeterConnection<R> connection = current();
    if (connection == null) {
      openWhenDue(patience);
      return true;
    }
    try {
      return connection.pump(patience, new Shifted(sink));
    } catch (TransportException e) {
      if (!isToBeOpenedAgain(e)) {
        throw e;
      }
      broken(e);
      return true;
    }
  }

  private @Nullable MeterConnection<R> current() {
    synchronized (lock) {
      return open;
    }
  }

  /** Not when its user closed it or interrupted the thread, and not a recording. */
  private boolean isToBeOpenedAgain(TransportException e) {
    synchronized (lock) {
      return !closed && e.kind() != TransportException.Kind.CLOSED && source.canOpenAgain();
    }
  }

  /** How many connections in a row brought no good reading. */
  int givenUp() {
    return givenUp;
  }

  /**
   * The connection is open and brings nothing: it is closed, and opened again at once, since the
   * next telegram of a meter that sends seldom may be on its way.
   */
  void giveUp(TransportException why) {
    if (current() != null && isToBeOpenedAgain(why)) {
      givenUp++;
      broken(why);
      synchronized (lock) {
        nextTry = System.nanoTime();
      }
    }
  }

  private void broken(TransportException why) {
    MeterConnection<R> last;
    synchronized (lock) {
      last = takeOpen();
      failed(why);
    }
    if (last != null) {
      last.close();
    }
    watcher.broken(why);
  }

  /**
   * The caller holds the lock; whoever gets the connection closes it, so that it is closed once.
   */
  private @Nullable MeterConnection<R> takeOpen() {
    MeterConnection<R> last = open;
    if (last != null) {
      base += last.position();
      baseBytes = bytes;
      open = null;
    }
    return last;
  }

  /** The caller holds the lock. */
  private void failed(TransportException why) {
    whyBroken = Optional.of(why);
    nextTry = System.nanoTime() + backOff.next().toNanos();
  }

  private void openWhenDue(Duration patience) {
    if (awaitTry(patience)) {
      open();
    }
  }

  private void open() {
    MeterConnection<R> next;
    try {
      next = source.connect();
    } catch (MeterException | IllegalArgumentException e) {
      // an argument may be a secret in a file that is not there now
      tryFailed(e);
      return;
    }
    dump.ifPresent(FrameDump::restart);
    boolean tooLate;
    synchronized (lock) {
      tooLate = closed;
      if (!closed) {
        open = next;
        reconnects += wasOpen ? 1 : 0;
        wasOpen = true;
        whyBroken = Optional.empty();
      }
    }
    if (tooLate) {
      next.close();
    } else {
      watcher.openAgain();
    }
  }

  private void tryFailed(Exception e) {
    TransportException why =
        e instanceof TransportException known
            ? known
            : new TransportException(TransportException.Kind.REFUSED, e.getMessage(), e);
    synchronized (lock) {
      failed(why);
    }
    watcher.broken(why);
  }

  /** Waits until the next try is due; false when the patience ends before that. */
  private boolean awaitTry(Duration patience) {
    synchronized (lock) {
      long end = System.nanoTime() + patience.toNanos();
      long now = System.nanoTime();
      while (!closed && nextTry - now > 0 && end - now > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(lock, Math.min(nextTry, end) - now);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
        now = System.nanoTime();
      }
      return !closed && nextTry - now <= 0;
    }
  }

  /**
   * Of a way that is opened later everything is new, but what is in a file by now is old: so that
   * is opened at once.
   */
  @Override
  public boolean discard() throws MeterException {
    if (current() == null && source.beginsInThePast()) {
      open();
    }
    MeterConnection<R> connection = current();
    if (connection == null) {
      return true;
    }
    try {
      return connection.discard();
    } catch (TransportException e) {
      if (!isToBeOpenedAgain(e)) {
        throw e;
      }
      broken(e);
      return true;
    }
  }

  @Override
  public void hurry() {
    MeterConnection<R> connection = current();
    if (connection != null) {
      connection.hurry();
    }
  }

  @Override
  public long position() {
    synchronized (lock) {
      return open == null ? base : base + open.position();
    }
  }

  @Override
  public void close() {
    MeterConnection<R> last;
    synchronized (lock) {
      closed = true;
      last = takeOpen();
      lock.notifyAll();
    }
    if (last != null) {
      last.close();
    }
  }

  /**
   * How many bytes have come since the reader was opened. The position of a connection may count
   * something else, such as polls; the place of a fault is always one in these bytes.
   */
  long bytes() {
    synchronized (lock) {
      return bytes;
    }
  }

  /** Hands on what comes with its place in all that came since the reader was opened. */
  private final class Shifted implements ReadingSink<R> {
    private final ReadingSink<? super R> sink;
    private final long by;
    private final long bytesBy;

    Shifted(ReadingSink<? super R> sink) {
      this.sink = sink;
      synchronized (lock) {
        this.by = base;
        this.bytesBy = baseBytes;
      }
    }

    @Override
    public void reading(R reading, long offset, int length) {
      backOff.reset();
      givenUp = 0;
      sink.reading(reading, by + offset, length);
    }

    @Override
    public void rejected(Fault fault) {
      dump.ifPresent(it -> it.rejected(fault));
      sink.rejected(bytesBy == 0 ? fault : fault.movedBy(bytesBy));
    }

    @Override
    public void skipped(long offset, int length) {
      sink.skipped(bytesBy + offset, length);
    }

    @Override
    public void missed(long polls) {
      sink.missed(polls);
    }

    @Override
    public void received(ByteBuffer bytes) {
      synchronized (lock) {
        LastingConnection.this.bytes += bytes.remaining();
      }
      dump.ifPresent(it -> it.received(bytes));
      sink.received(bytes);
    }
  }
}
