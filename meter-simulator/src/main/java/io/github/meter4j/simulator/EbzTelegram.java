package io.github.meter4j.simulator;

import io.github.meter4j.iec62056.D0Encoder;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;

/** What an eBZ DD3 pushes every second after its PIN was entered: all of its data set. */
final class EbzTelegram {
  private static final String IDENT = "EBZ5DD32R06ETA_107";
  private static final int ENERGY_DIGITS = 14;
  private static final int ENERGY_DECIMALS = 8;
  private static final int POWER_DIGITS = 8;
  private static final int POWER_DECIMALS = 2;

  private EbzTelegram() {}

  static byte[] encode(Meter meter, House house, long second) {
    String id = "1EBZ0100" + meter.serial().substring(3);
    D0Encoder telegram =
        D0Encoder.of(IDENT).object("1-0:0.0.0*255", id).object("1-0:96.1.0*255", id);
    energy(telegram, "1-0:1.8.0*255", meter.imported());
    energy(telegram, "1-0:2.8.0*255", meter.exported());
    power(telegram, "1-0:16.7.0*255", house.watts());
    for (int phase = 0; phase < 3; phase++) {
      power(telegram, "1-0:" + (36 + 20 * phase) + ".7.0*255", house.watts(phase));
    }
    for (int phase = 0; phase < 3; phase++) {
      Quantity volts =
          new Quantity(meter.decivolts(phase, house.watts(phase), second), 1, Unit.VOLT);
      telegram.number("1-0:" + (32 + 20 * phase) + ".7.0*255", volts, 4, 1);
    }
    return telegram
        .object("1-0:96.5.0*255", "001C0104")
        .object("0-0:96.8.0*255", hex(Meter.secondsSinceInstalled(second)))
        .encode();
  }

  private static void energy(D0Encoder telegram, String code, long hundredthousandths) {
    Quantity energy = new Quantity(hundredthousandths, ENERGY_DECIMALS, Unit.KILOWATT_HOUR);
    telegram.number(code, energy, ENERGY_DIGITS, ENERGY_DECIMALS);
  }

  private static void power(D0Encoder telegram, String code, int watts) {
    telegram.number(code, new Quantity(watts, 0, Unit.WATT), POWER_DIGITS, POWER_DECIMALS);
  }

  private static String hex(long value) {
    String digits = Long.toHexString(value).toUpperCase(java.util.Locale.ROOT);
    return "0".repeat(8 - digits.length()) + digits;
  }
}
