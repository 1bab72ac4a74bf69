package io.github.meter4j.internal.record;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes to a disk on a daemon thread of its own, in order, so that a disk that hangs holds up
 * nobody. What waits is bounded. The thread ends when it has nothing to do for long.
 */
final class DiskWork {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final ThreadPoolExecutor executor;

  DiskWork(String name, int mostWaiting) {
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(mostWaiting),
            body -> {
              Thread thread = new Thread(body, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** Does it later; false when too much waits or this was closed. */
  boolean offer(Runnable work) {
    try {
      executor.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Takes no more, and waits a while until all is done. */
  void close(Duration patience) {
    executor.shutdown();
    try {
      executor.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
