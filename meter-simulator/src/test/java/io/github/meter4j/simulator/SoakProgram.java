package io.github.meter4j.simulator;

import io.github.meter4j.MeterReader;
import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrTelegram;
import java.io.PrintStream;
import java.util.stream.Stream;

/**
 * A reader of its own process: prints each reading with its values, and its memory now and then.
 */
final class SoakProgram {
  private static final int MEMORY_EVERY = 2_000;

  private SoakProgram() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    try (MeterReader<DsmrTelegram> meter = MeterReader.open(Dsmr.serial(args[0]));
        Stream<DsmrTelegram> readings = meter.readings()) {
      out.println("open");
      long[] count = new long[1];
      readings.forEach(
          reading -> {
            out.println(line(reading));
            count[0]++;
            if (count[0] % MEMORY_EVERY == 0) {
              out.println("memory " + usedAfterCollection());
            }
          });
    }
  }

  /** The meter's time and everything that was read, as text. */
  static String line(DsmrTelegram reading) {
    return reading.meterTime().orElseThrow().raw() + ' ' + reading.measurements();
  }

  private static long usedAfterCollection() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
