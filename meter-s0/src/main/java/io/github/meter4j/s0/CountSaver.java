package io.github.meter4j.s0;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Saves a count on a thread of its own, so that a disk that blocks or is full never stops counting.
 * A save that fails is tried again after the interval.
 */
final class CountSaver {
  private static final System.Logger LOG = System.getLogger("io.github.meter4j.s0");

  /** A save that takes longer than this is a problem to tell of. */
  private static final Duration SLOW = Duration.ofSeconds(10);

  private final CountStore store;
  private final Supplier<SavedCount> current;
  private final int every;
  private final Duration interval;
  private final Clock clock;
  private final Thread thread;

  /** Guards the fields below; never held while a count is asked for or saved. */
  private final Object monitor = new Object();

  private boolean wanted;
  private boolean closing;
  private long lastTry;

  /** What the store holds. */
  private SavedCount last;

  private volatile long lastSavedCount;
  private volatile Optional<String> failure = Optional.empty();
  private volatile @Nullable Long savingSince;

  /**
   * A saver that has not begun.
   *
   * @param store where to
   * @param last what it holds
   * @param current gives the count of now
   * @param every save after so many pulses at the latest
   * @param interval and after this time, when there is something to save
   * @param clock stamps what is saved
   */
  CountSaver(
      CountStore store,
      SavedCount last,
      Supplier<SavedCount> current,
      int every,
      Duration interval,
      Clock clock) {
    this.store = store;
    this.last = last;
    this.lastSavedCount = last.count();
    this.current = current;
    this.every = every;
    this.interval = interval;
    this.clock = clock;
    this.thread = new Thread(this::run, "meter4j count of " + last.meter().name());
    this.thread.setDaemon(true);
  }

  /**
   * Saves for the first time, on the caller's thread, and goes on on its own.
   *
   * @throws AccessDeniedException when this user may not write there
   */
  void start() throws AccessDeniedException {
    lastTry = System.nanoTime();
    try {
      save(false);
    } catch (AccessDeniedException e) {
      throw e; // will not pass by itself, as a full disk may
    } catch (IOException e) {
      failed(e);
    }
    thread.start();
  }

  /** The count has grown. Returns at once. */
  void counted(long count) {
    if (count - lastSavedCount >= every && failure.isEmpty()) {
      synchronized (monitor) {
        if (!wanted) {
          wanted = true;
          monitor.notifyAll();
        }
      }
    }
  }

  /** Why the count is not saved, if it is not. */
  Optional<String> problem() {
    Long since = savingSince;
    if (since != null && System.nanoTime() - since > SLOW.toNanos()) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
      return Optional.of("the disk has not taken the count for " + seconds + " s");
    }
    return failure;
  }

  private void run() {
    try {
      boolean more = true;
      while (more) {
        more = awaitTurn();
        try {
          if (!more || failure.isPresent() || current.get().differsFrom(last)) {
            save(!more);
          }
        } catch (IOException e) {
          failed(e);
        }
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.ERROR, "saving the count was interrupted");
    } finally {
      store.close();
    }
  }

  /** False when this is the last turn. */
  private boolean awaitTurn() throws InterruptedException {
    synchronized (monitor) {
      long left = untilNextTry();
      while (!closing && !wanted && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(monitor, left);
        left = untilNextTry();
      }
      wanted = false;
      lastTry = System.nanoTime();
      return !closing;
    }
  }

  private long untilNextTry() {
    return interval.toNanos() - (System.nanoTime() - lastTry);
  }

  private void save(boolean closed) throws IOException {
    savingSince = System.nanoTime();
    try {
      SavedCount next = current.get().next(last.generation() + 1, clock.instant(), closed);
      store.save(next);
      last = next;
      lastSavedCount = next.count();
      if (failure.isPresent()) {
        LOG.log(System.Logger.Level.INFO, "the count is saved again");
        failure = Optional.empty();
      }
    } finally {
      savingSince = null;
    }
  }

  /** Logged once until it works again. */
  private void failed(IOException cause) {
    if (failure.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, "the count cannot be saved; it goes on", cause);
    }
    failure = Optional.of("the count cannot be saved: " + cause);
  }

  /**
   * Saves for the last time and ends.
   *
   * @param patience how long to wait for the disk
   */
  void close(Duration patience) {
    synchronized (monitor) {
      closing = true;
      monitor.notifyAll();
    }
    try {
      thread.join(patience.toMillis());
      if (thread.isAlive()) {
        LOG.log(System.Logger.Level.ERROR, "the disk has not taken the last count yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
