package io.github.meter4j.rigs.machine;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Reads a meter behind an adapter that is pulled out and put back, and says on its output what it
 * sees: every telegram by the checksum of its bytes, and every change of the state. Its arguments
 * are the address, how often the adapter comes back, and after how many more telegrams it ends.
 */
public final class WatchAdapter {
  private WatchAdapter() {}

  /** Watches. */
  public static void main(String[] args) throws IOException {
    long returns = Long.parseLong(args[1]);
    long more = Long.parseLong(args[2]);
    try (MeterReader<Reading> meter = MeterReader.open(args[0])) {
      meter.onState(WatchAdapter::tell);
      say("OPENED returns=" + returns);
      try (Stream<Reading> readings = meter.readings()) {
        Iterator<Reading> next = readings.iterator();
        while (more > 0) {
          tell(next.next());
          more -= meter.stats().reconnects() == returns ? 1 : 0;
        }
      }
      ReaderStats stats = meter.stats();
      say(
          "STATS readings=%d rejected=%d reconnects=%d"
              .formatted(stats.readings(), stats.rejectedTotal(), stats.reconnects()));
    }
    say("ENDED");
  }

  private static void tell(ReaderState state, Optional<MeterException> why) {
    say("STATE state=" + state + why.map(e -> " why: " + e.getMessage()).orElse(""));
  }

  private static void tell(Reading reading) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(reading.frame());
    say(
        "TELEGRAM crc=%08x bytes=%d integrity=%s threads=%d files=%d"
            .formatted(
                checksum.getValue(),
                reading.frame().length,
                reading.integrity(),
                count(Path.of("/proc/self/task")),
                count(Path.of("/proc/self/fd"))));
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  /**
   * On Linux this clock begins when the machine starts, and so does the one of the kernel's log.
   */
  private static void say(String line) {
    long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    int word = line.indexOf(' ');
    System.out.println(
        word < 0 ? line : line.substring(0, word) + " at_ms=" + now + line.substring(word));
  }
}
