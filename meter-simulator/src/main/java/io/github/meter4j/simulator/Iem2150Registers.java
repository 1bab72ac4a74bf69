package io.github.meter4j.simulator;

import static io.github.meter4j.simulator.SinglePhase.decimal;

import io.github.meter4j.simulator.modbus.Registers;
import java.time.ZonedDateTime;

/**
 * The holding registers of a Schneider iEM2150. The manual counts from 1, so its register 3028 is
 * 3027 here. What only meters with three phases have is there and says that it is not available.
 */
final class Iem2150Registers {
  private static final int NO_FLOAT = 0xFFC0_0000;
  private static final long NO_INTEGER = Long.MIN_VALUE;
  private static final int FIRST_FLOAT = 2999;
  private static final int LAST_FLOAT = 3109;
  private static final int FIRST_INTEGER = 3203;
  private static final int LAST_INTEGER = 3271;
  private static final int FIRMWARE = 0x6530;

  private Iem2150Registers() {}

  static Registers of(SinglePhase now, ZonedDateTime time) {
    Registers table = new Registers();
    identity(table, now.serial());
    clock(table, time);
    for (int at = FIRST_FLOAT; at <= LAST_FLOAT; at += 2) {
      table.int32(at, NO_FLOAT);
    }
    for (int at = FIRST_INTEGER; at <= LAST_INTEGER; at += 4) {
      table.int64(at, NO_INTEGER);
    }
    momentary(table, now);
    energy(table, now);
    return table;
  }

  private static void identity(Registers table, long serial) {
    table
        .text(29, 20, "Energy meter")
        .text(49, 20, "iEM2150")
        .text(69, 20, "Schneider Electric")
        .int32(129, serial)
        .words(1636, FIRMWARE);
  }

  private static void clock(Registers table, ZonedDateTime time) {
    boolean summer = time.getZone().getRules().isDaylightSavings(time.toInstant());
    int date =
        time.getMonthValue() << 8 | time.getDayOfWeek().getValue() << 5 | time.getDayOfMonth();
    int minute = (summer ? 0x8000 : 0) | time.getHour() << 8 | time.getMinute();
    table.words(1844, time.getYear() - 2000, date, minute, 1_000 * time.getSecond());
  }

  private static void momentary(Registers table, SinglePhase now) {
    String kilowatts = decimal(now.watts(), 3);
    table
        .float32(2999, decimal(now.centiamperes(), 2))
        .float32(3027, decimal(now.decivolts(), 1))
        .float32(3053, kilowatts)
        .float32(3059, kilowatts)
        .float32(3067, decimal(now.vars(), 3))
        .float32(3075, decimal(now.voltAmperes(), 3))
        // Inductive always: quadrant 1 while importing, 2 with a minus while exporting.
        .float32(3083, decimal(Integer.signum(now.watts()) * now.permille(), 3))
        .float32(3109, decimal(now.centihertz(), 2));
  }

  private static void energy(Registers table, SinglePhase now) {
    table
        .int64(3203, now.imported())
        .int64(3207, now.exported())
        .int64(3219, now.varHours())
        .int64(3223, 0)
        .int64(3255, now.imported())
        .int64(3271, now.varHours());
    // The same in floats, in Wh as the manual DOCA0005EN-04 says.
    table
        .float32(45099, decimal(now.imported(), 0))
        .float32(45101, decimal(now.exported(), 0))
        .float32(45103, decimal(now.varHours(), 0))
        .float32(45105, "0")
        .float32(45107, decimal(now.imported(), 0));
  }
}
