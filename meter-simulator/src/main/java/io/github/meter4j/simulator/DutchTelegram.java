package io.github.meter4j.simulator;

import io.github.meter4j.dsmr.DsmrEncoder;
import io.github.meter4j.reading.Unit;

/** DSMR 5.0.2 on three phases, with a gas meter. */
final class DutchTelegram {
  private DutchTelegram() {}

  static byte[] encode(
      Meter meter, House house, LocalClock clock, long second, boolean replacedGasMeter) {
    DsmrEncoder telegram =
        DsmrEncoder.of("SIM5\\2HOUSEHOLD")
            .object("1-3:0.2.8", "50")
            .object("0-0:1.0.0", Parts.stamp(second, clock))
            .text("0-0:96.1.1", "E0099" + meter.serial() + "24");
    Parts.energy(telegram, meter, Profile.NETHERLANDS.tariff(clock));
    telegram
        .number("1-0:1.7.0", Parts.of(Math.max(0, house.watts()), 3, Unit.KILOWATT), 5, 3)
        .number("1-0:2.7.0", Parts.of(Math.max(0, -house.watts()), 3, Unit.KILOWATT), 5, 3)
        .object("0-0:96.7.21", "00003")
        .object("0-0:96.7.9", "00001")
        .object("1-0:99.97.0", "1", "0-0:96.7.19", "210716152415S", "0000004140*s");
    for (String quality : new String[] {".32.0", ".36.0"}) {
      for (int phase = 0; phase < 3; phase++) {
        telegram.object("1-0:" + (32 + 20 * phase) + quality, "0000" + phase);
      }
    }
    telegram.object("0-0:96.13.0", "");
    long[] decivolts = Parts.voltages(telegram, meter, house, second);
    for (int phase = 0; phase < 3; phase++) {
      long centiamperes = Meter.centiamperes(house.watts(phase), decivolts[phase]);
      telegram.number(
          "1-0:" + (31 + 20 * phase) + ".7.0",
          Parts.of(Math.round(centiamperes / 100.0), 0, Unit.AMPERE),
          3,
          0);
    }
    Parts.phasePower(telegram, house);
    int gas = replacedGasMeter ? 2 : 1;
    if (replacedGasMeter) {
      Parts.replacedGasMeter(telegram, "0-1:96.1.0", "G0099" + meter.serial() + "17", "0-1:24.2.1");
    }
    return telegram
        .object("0-" + gas + ":24.1.0", "003")
        .text("0-" + gas + ":96.1.0", "G0099" + meter.serial() + "24")
        .timed(
            "0-" + gas + ":24.2.1",
            Parts.stamp(meter.devicesReadAt(), clock),
            Parts.of(meter.gasLitres(), 3, Unit.CUBIC_METRE),
            8,
            3)
        .encode();
  }
}
