package io.github.meter4j;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with a deadline, so that a failure is a message and not a build that hangs. */
public final class Patience {
  static final Duration LIMIT = Duration.ofSeconds(10);

  private Patience() {}

  /** A task on a thread of its own that a test may look at. */
  public record Running<T>(Thread thread, CompletableFuture<T> result) {
    public T get() throws Exception {
      return result.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until the task waits for something. */
    Running<T> awaitWaiting() {
      until(
          thread + " waits",
          () ->
              thread.getState() == Thread.State.TIMED_WAITING
                  || thread.getState() == Thread.State.WAITING);
      return this;
    }
  }

  public interface Task<T> {
    T run() throws Exception;
  }

  public static <T> Running<T> start(Task<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(task.run());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            },
            "test task");
    thread.setDaemon(true);
    thread.start();
    return new Running<>(thread, result);
  }

  public static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("in " + LIMIT + " it never became true that " + what);
      }
      LockSupport.parkNanos(200_000);
    }
  }
}
