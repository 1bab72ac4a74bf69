package io.github.meter4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process holds; counts files on Linux only. */
record Holdings(long threads, long files, long heap) {
  static Holdings now() throws IOException {
    return new Holdings(threadCount(), fileCount(), heapInUse());
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
