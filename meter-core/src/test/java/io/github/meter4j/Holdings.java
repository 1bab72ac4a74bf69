package io.github.meter4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What this process holds; counts files on Linux only. */
record Holdings(long threads, long files, long heap) {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  static Holdings now() throws IOException {
    return new Holdings(threadCount(), fileCount(), heapInUse());
  }

  /**
   * As {@link #now}, but with time for what goes on behind a test's back: the pipe to a child that
   * was killed is closed by a thread of the JDK, whenever that has its turn. Nothing is collected
   * meanwhile, so that a file that only the collector closes counts as open.
   *
   * @param before what was held
   */
  static Holdings afterwards(Holdings before) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    long threads = threadCount();
    long files = fileCount();
    while ((threads > before.threads() || files > before.files()) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
      threads = threadCount();
      files = fileCount();
    }
    return new Holdings(threads, files, heapInUse());
  }

  /** Those that wait for child processes come and go as they like. */
  private static long threadCount() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("process reaper"))
        .count();
  }

  private static long fileCount() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static long heapInUse() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Override
  public String toString() {
    return threads + " threads, " + files + " files, " + heap / 1024 + " KiB of heap";
  }
}
