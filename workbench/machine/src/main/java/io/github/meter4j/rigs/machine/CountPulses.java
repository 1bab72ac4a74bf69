package io.github.meter4j.rigs.machine;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reading.PulseReading;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Counts the pulses of the meters whose addresses it is given. Says {@code DONE} when all are open;
 * then every line of its input asks for a reading of each, answered by a line {@code COUNT} for
 * each and {@code DONE}. The end of the input ends it.
 */
public final class CountPulses {
  private CountPulses() {}

  /** Counts. */
  public static void main(String[] addresses) throws IOException {
    List<MeterReader<Reading>> meters = new ArrayList<>();
    try {
      for (String address : addresses) {
        meters.add(MeterReader.open(address));
      }
      System.out.println("DONE");
      BufferedReader questions =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (questions.readLine() != null) {
        for (int i = 0; i < meters.size(); i++) {
          System.out.println(answer(i, (PulseReading) meters.get(i).read()));
        }
        System.out.println("DONE");
      }
    } finally {
      meters.forEach(MeterReader::close);
    }
    System.out.println("CLOSED");
  }

  private static String answer(int meter, PulseReading reading) {
    return String.format(
        Locale.ROOT,
        "COUNT meter=%d count=%d total=%s unit=%s power=%s basis=%s interval_us=%d gaps=%d"
            + " last_gap=%s rejected=%d",
        meter,
        reading.count(),
        reading.total().toBigDecimal().toPlainString(),
        reading.total().unit(),
        reading
            .power()
            .value()
            .map(Quantity::toBigDecimal)
            .map(watts -> watts.toPlainString())
            .orElse("-"),
        reading.power().basis(),
        reading.interval().map(Duration::toNanos).orElse(0L) / 1000,
        reading.quality().gaps(),
        reading.quality().lastGap().map(gap -> gap.cause().toString()).orElse("-"),
        reading.quality().rejected());
  }
}
