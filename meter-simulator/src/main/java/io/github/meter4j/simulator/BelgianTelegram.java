package io.github.meter4j.simulator;

import io.github.meter4j.dsmr.DsmrEncoder;
import io.github.meter4j.reading.Unit;
import java.util.ArrayList;
import java.util.List;

/** e-MUCS-P1 2.1.1, as a Fluvius meter on three phases and neutral sends it. */
final class BelgianTelegram {
  private static final String PEAK = "1-0:1.6.0";

  private BelgianTelegram() {}

  static byte[] encode(
      Meter meter, House house, LocalClock clock, long second, boolean replacedGasMeter) {
    String serial = meter.serial();
    DsmrEncoder telegram =
        DsmrEncoder.of("FLU5\\253" + serial.substring(3) + "_A")
            .object("0-0:96.1.4", "50221")
            .object("1-0:94.32.1", "400")
            .text("0-0:96.1.1", "1SAG1" + serial)
            .text("0-0:96.1.2", Parts.ean(serial, 1))
            .object("0-0:1.0.0", Parts.stamp(second, clock));
    Parts.energy(telegram, meter, Profile.BELGIUM.tariff(clock));
    demand(telegram, meter.demand(), clock);
    Parts.power(telegram, house);
    grid(telegram, meter, house, second);
    telegram
        .object("0-0:96.3.10", "1")
        .number("0-0:17.0.0", Parts.of(99_999, 3, Unit.KILOWATT), 5, 3)
        .number("1-0:31.4.0", Parts.of(99_999, 2, Unit.AMPERE), 5, 2);
    for (int relay = 1; relay <= 4; relay++) {
      telegram.object("0-" + relay + ":96.3.10", "0");
    }
    telegram.object("0-0:96.13.0", "");
    if (replacedGasMeter) {
      Parts.replacedGasMeter(telegram, "0-1:96.1.1", "7FLO1" + serial, "0-1:24.2.3");
    }
    devices(telegram, meter, clock, replacedGasMeter ? 2 : 1);
    return telegram.encode();
  }

  private static void demand(DsmrEncoder telegram, Demand demand, LocalClock clock) {
    telegram.number("1-0:1.4.0", Parts.of(demand.running(), 3, Unit.KILOWATT), 5, 3);
    telegram.object(PEAK, peak(demand.peak(), clock));
    List<String> rows = new ArrayList<>();
    rows.add(Integer.toString(demand.months().size()));
    rows.add(PEAK);
    rows.add(PEAK);
    for (Demand.Month month : demand.months()) {
      rows.add(Parts.stamp(month.end(), clock));
      rows.addAll(List.of(peak(month.peak(), clock)));
    }
    telegram.object("0-0:98.1.0", rows.toArray(String[]::new));
  }

  private static String[] peak(Demand.Peak peak, LocalClock clock) {
    return new String[] {
      Parts.stamp(peak.end(), clock),
      DsmrEncoder.fixed(Parts.of(peak.watts(), 3, Unit.KILOWATT), 5, 3)
    };
  }

  private static void grid(DsmrEncoder telegram, Meter meter, House house, long second) {
    long[] decivolts = Parts.voltages(telegram, meter, house, second);
    for (int phase = 0; phase < 3; phase++) {
      long centiamperes = Meter.centiamperes(house.watts(phase), decivolts[phase]);
      telegram.number(
          "1-0:" + (31 + 20 * phase) + ".7.0", Parts.of(centiamperes, 2, Unit.AMPERE), 5, 2);
    }
  }

  /** The gas meter on an M-Bus channel, and the water meter on the next. */
  private static void devices(DsmrEncoder telegram, Meter meter, LocalClock clock, int channel) {
    String serial = meter.serial();
    String gas = "0-" + channel;
    String water = "0-" + (channel + 1);
    String readAt = Parts.stamp(meter.devicesReadAt(), clock);
    telegram
        .object(gas + ":24.1.0", "003")
        .text(gas + ":96.1.1", "7FLO0" + serial)
        .text(gas + ":96.1.2", Parts.ean(serial, 2))
        .object(gas + ":24.4.0", "1")
        .timed(gas + ":24.2.3", readAt, Parts.of(meter.gasLitres(), 3, Unit.CUBIC_METRE), 8, 3)
        .object(water + ":24.1.0", "007")
        .text(water + ":96.1.1", "8SAG0" + serial)
        .text(water + ":96.1.2", Parts.ean(serial, 3))
        .timed(water + ":24.2.1", readAt, Parts.of(meter.waterLitres(), 3, Unit.CUBIC_METRE), 8, 3);
  }
}
