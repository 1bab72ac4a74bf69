package io.github.meter4j.simulator;

import io.github.meter4j.dsmr.DsmrEncoder;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.time.Instant;
import java.time.ZoneOffset;

/** The objects that telegrams of both countries have in common. */
final class Parts {
  private static final ZoneOffset STANDARD_TIME = ZoneOffset.ofHours(1);

  private Parts() {}

  static Quantity of(long digits, int decimals, Unit unit) {
    return new Quantity(digits, decimals, unit);
  }

  /** The stamp of a second; the clock is set to it. */
  static String stamp(long second, LocalClock clock) {
    return DsmrEncoder.stamp(
        Instant.ofEpochSecond(second), clock.set(second).daylightSaving(), STANDARD_TIME);
  }

  static void energy(DsmrEncoder telegram, Meter meter, int tariff) {
    for (int i = 1; i <= 2; i++) {
      telegram.number("1-0:1.8." + i, of(meter.importedWattHours(i), 3, Unit.KILOWATT_HOUR), 9, 3);
    }
    for (int i = 1; i <= 2; i++) {
      telegram.number("1-0:2.8." + i, of(meter.exportedWattHours(i), 3, Unit.KILOWATT_HOUR), 9, 3);
    }
    telegram.object("0-0:96.14.0", "000" + tariff);
  }

  static void power(DsmrEncoder telegram, House house) {
    telegram.number("1-0:1.7.0", of(Math.max(0, house.watts()), 3, Unit.KILOWATT), 5, 3);
    telegram.number("1-0:2.7.0", of(Math.max(0, -house.watts()), 3, Unit.KILOWATT), 5, 3);
    phasePower(telegram, house);
  }

  static void phasePower(DsmrEncoder telegram, House house) {
    for (int sign = 1; sign >= -1; sign -= 2) {
      for (int phase = 0; phase < 3; phase++) {
        int code = (sign > 0 ? 21 : 22) + 20 * phase;
        int watts = Math.max(0, sign * house.watts(phase));
        telegram.number("1-0:" + code + ".7.0", of(watts, 3, Unit.KILOWATT), 5, 3);
      }
    }
  }

  static long[] voltages(DsmrEncoder telegram, Meter meter, House house, long second) {
    long[] decivolts = new long[3];
    for (int phase = 0; phase < 3; phase++) {
      decivolts[phase] = meter.decivolts(phase, house.watts(phase), second);
      telegram.number(
          "1-0:" + (32 + 20 * phase) + ".7.0", of(decivolts[phase], 1, Unit.VOLT), 4, 1);
    }
    return decivolts;
  }

  /**
   * A gas meter that was replaced, as its electricity meter goes on to send it (seen in the
   * Netherlands: home-assistant/core #56558). Its last value is that of a winter afternoon in 2017.
   */
  static void replacedGasMeter(DsmrEncoder telegram, String idCode, String id, String code) {
    telegram
        .object("0-1:24.1.0", "003")
        .text(idCode, id)
        .timed(code, "170113170000W", of(1_287, 3, Unit.CUBIC_METRE), 8, 3);
  }

  /** An EAN of 18 digits, of which the last one checks the others (GS1). */
  static String ean(String serial, int device) {
    String digits = "54144200" + serial.substring(1) + device;
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * ((digits.length() - i) % 2 == 1 ? 3 : 1);
    }
    return digits + (10 - sum % 10) % 10;
  }
}
