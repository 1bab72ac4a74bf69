package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reader.ReaderState;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The state of the way to a meter, and the errors that follow from it. */
final class ConnectionState {
  private final Connector<?> source;
  private final Object lock;
  private final BiConsumer<ReaderState, Optional<MeterException>> onChange;
  private final Runnable announce;
  private Optional<MeterException> cause = Optional.empty();
  private volatile ReaderState state = ReaderState.CONNECTING;
  private volatile boolean closed;

  /**
   * The state of a way that is being opened.
   *
   * @param onChange is told of a change while the lock is held, so that all hear them in one order
   * @param announce is run after a change, when the lock is not held any more
   */
  ConnectionState(
      Connector<?> source,
      Object lock,
      BiConsumer<ReaderState, Optional<MeterException>> onChange,
      Runnable announce) {
    this.source = source;
    this.lock = lock;
    this.onChange = onChange;
    this.announce = announce;
  }

  ReaderState now() {
    return state;
  }

  /** Whether its user has closed it; the end of a recording is another matter. */
  boolean isClosed() {
    return closed;
  }

  /** True for the first caller. */
  boolean close() {
    boolean first;
    synchronized (lock) {
      first = !closed;
      closed = true;
      change(ReaderState.CLOSED, Optional.empty());
      lock.notifyAll();
    }
    announce.run();
    return first;
  }

  /** The caller holds the lock, and announces the change when it has let go of it. */
  void connected() {
    change(ReaderState.CONNECTED, Optional.empty());
  }

  /** Nothing has come for too long, or ever; the next reading ends it. */
  void silent() {
    stale(Set.of(ReaderState.CONNECTED, ReaderState.CONNECTING), Optional.empty());
  }

  /** A poll has failed; when no reading has come before, nothing is known to answer there. */
  void unanswered(MeterException why) {
    stale(Set.of(ReaderState.CONNECTING), Optional.of(why));
  }

  private void stale(Set<ReaderState> from, Optional<MeterException> why) {
    synchronized (lock) {
      if (from.contains(state)) {
        change(ReaderState.STALE, why);
      }
    }
    announce.run();
  }

  void disconnected(MeterException why) {
    become(ReaderState.DISCONNECTED, Optional.of(why));
  }

  /** The way is open again, and nothing has come by it yet. */
  void connecting() {
    become(ReaderState.CONNECTING, Optional.empty());
  }

  void ended() {
    become(ReaderState.CLOSED, Optional.empty());
  }

  private void become(ReaderState next, Optional<MeterException> why) {
    change(next, why);
    announce.run();
  }

  private void change(ReaderState next, Optional<MeterException> why) {
    synchronized (lock) {
      if ((state != next || isNews(why)) && state != ReaderState.CLOSED) {
        state = next;
        cause = why;
        onChange.accept(next, why);
      }
    }
  }

  /** Whether the way is broken for another reason than before. */
  private boolean isNews(Optional<MeterException> why) {
    return why.isPresent()
        && cause.isPresent()
        && !Objects.equals(why.get().getMessage(), cause.get().getMessage());
  }

  /** Tells a new subscriber what it would never hear of otherwise. */
  void tellIfOver(LiveDelivery<?> delivery) {
    synchronized (lock) {
      if (state == ReaderState.DISCONNECTED
          || state == ReaderState.STALE
          || state == ReaderState.CLOSED) {
        delivery.state(state, cause);
      }
    }
  }

  void requireOpen() throws TransportException {
    if (closed) {
      throw new TransportException(
          TransportException.Kind.CLOSED, "this reader of " + source.address() + " was closed");
    }
  }

  /** What to throw for an error of the connection. */
  MeterException errorOf(MeterException error) {
    if (closed) {
      return new TransportException(
          TransportException.Kind.CLOSED,
          "this reader of " + source.address() + " was closed",
          error);
    }
    if (error instanceof TransportException && !Thread.currentThread().isInterrupted()) {
      disconnected(error); // who is interrupted gives up, which says nothing of the way
    }
    return error;
  }

  TransportException interrupted() {
    Thread.currentThread().interrupt();
    return new TransportException(
        TransportException.Kind.CLOSED, "interrupted while waiting for " + source.address());
  }
}
