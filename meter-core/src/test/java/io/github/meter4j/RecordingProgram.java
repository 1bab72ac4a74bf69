package io.github.meter4j;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.Handoff;
import java.util.concurrent.locks.LockSupport;

/** Records a meter that sends thousands of readings a second, and says how far it is. */
final class RecordingProgram {
  private RecordingProgram() {}

  public static void main(String[] args) throws MeterException {
    ScriptedTransport line = ScriptedTransport.live();
    var source =
        MeterSource.over(new LineDriver(), line).with("record", args[0]).with("record-size", "1GB");
    try (MeterReader<LineReading> meter = MeterReader.open(source)) {
      meter.subscribe(reading -> {}, Handoff.LATEST);
      for (long i = 0; ; i++) {
        line.feed("reading " + i + "\n");
        LockSupport.parkNanos(200_000); // or else the disk is too slow for it
        if (i % 20 == 0) {
          System.out.println(i);
        }
      }
    }
  }
}
