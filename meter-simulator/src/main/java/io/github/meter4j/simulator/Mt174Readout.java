package io.github.meter4j.simulator;

import io.github.meter4j.iec62056.D0Encoder;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What an Iskra MT174 sends after a sign-on: its clock, two tariffs and the highest power. */
final class Mt174Readout {
  static final String IDENT = "ISk5MT174-0001";

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyMMddHHmm");

  private Mt174Readout() {}

  /** The readout of a second, to which the clock is set. */
  static D0Encoder of(Meter meter, House house, LocalClock clock, long second) {
    LocalDateTime now = local(clock, second);
    // 1 before the date: daylight saving time
    String season = clock.daylightSaving() ? "1" : "0";
    D0Encoder readout =
        D0Encoder.of(IDENT)
            .object("1-0:0.9.1*255", TIME.format(now))
            .object("1-0:0.9.2*255", season + DATE.format(now))
            .object("1-0:0.0.0*255", serial(meter));
    Demand.Peak peak = meter.demand().peak();
    String peakEnd = MINUTE.format(local(clock, peak.end()));
    clock.set(second);
    readout.object("1-0:1.6.0*255", kilowatts(peak.watts()) + "*kW", peakEnd);
    power(readout, "1-0:1.7.0*255", Math.max(0, house.watts()));
    energy(readout, "1-0:1.8", meter.importedWattHours(1), meter.importedWattHours(2));
    power(readout, "1-0:2.7.0*255", Math.max(0, -house.watts()));
    energy(readout, "1-0:2.8", meter.exportedWattHours(1), meter.exportedWattHours(2));
    return readout.object("0-0:F.F.0*255", "0000000");
  }

  /** The address of the meter: eight digits. */
  static String serial(Meter meter) {
    return meter.serial().substring(1);
  }

  private static LocalDateTime local(LocalClock clock, long second) {
    clock.set(second);
    long local = clock.day() * 86_400 + clock.secondOfDay();
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(local), ZoneOffset.UTC);
  }

  private static String kilowatts(int watts) {
    return String.format(java.util.Locale.ROOT, "%02d.%03d", watts / 1_000, watts % 1_000);
  }

  private static void power(D0Encoder readout, String code, int watts) {
    readout.number(code, new Quantity(watts, 3, Unit.KILOWATT), 5, 3);
  }

  private static void energy(D0Encoder readout, String code, long first, long second) {
    long[] wattHours = {first + second, first, second};
    for (int tariff = 0; tariff < wattHours.length; tariff++) {
      Quantity energy = new Quantity(wattHours[tariff], 3, Unit.KILOWATT_HOUR);
      readout.number(code + '.' + tariff + "*255", energy, 10, 3);
    }
  }
}
