package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reading.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The thread that pumps while anybody is subscribed. It begins with the first subscription and ends
 * with the last. Shares the lock of its {@link ReaderLoop}.
 */
final class LiveThread<R extends Reading> {
  private static final class LogHolder {
    static final System.Logger LOG = System.getLogger("io.github.meter4j.reader");
  }

  private final Connector<R> source;
  private final Object lock;
  private final ConnectionState state;
  private final Audience<R> audience;
  private final PumpTurn<R> turn;
  private @Nullable Thread thread;

  LiveThread(
      Connector<R> source,
      Object lock,
      ConnectionState state,
      Audience<R> audience,
      PumpTurn<R> turn) {
    this.source = source;
    this.lock = lock;
    this.state = state;
    this.audience = audience;
    this.turn = turn;
  }

  boolean isRunning() {
    synchronized (lock) {
      return thread != null;
    }
  }

  void start() {
    synchronized (lock) {
      if (thread == null && state.now() != ReaderState.CLOSED) {
        thread = Threads.start("meter4j live " + source.address(), this::run);
      }
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more && takeTurn()) {
        try {
          more = turn.pumpOn(Long.MAX_VALUE);
        } finally {
          turn.release();
        }
      }
      if (!more) {
        state.ended();
      }
    } catch (MeterException e) {
      failed(e);
    } catch (RuntimeException | Error e) { // whoever listens must hear that nothing comes any more
      String message = "reading " + source.address() + " failed: " + e;
      LogHolder.LOG.log(System.Logger.Level.ERROR, message, e);
      failed(new TransportException(TransportException.Kind.DISCONNECTED, message, e));
    } finally {
      end();
    }
  }

  private void failed(MeterException why) {
    state.disconnected(why);
    audience.failed(why);
  }

  /** The thread ends where it decides to, so that a new subscriber finds it running or gone. */
  private boolean takeTurn() throws TransportException {
    synchronized (lock) {
      while (turn.isTaken() && audience.anySubscribed() && !state.isClosed()) {
        turn.await(Long.MAX_VALUE);
      }
      if (state.isClosed() || !audience.anySubscribed()) {
        end();
        return false;
      }
      return turn.take();
    }
  }

  private void end() {
    synchronized (lock) {
      if (thread == Thread.currentThread()) {
        thread = null;
      }
    }
  }
}
