package io.github.meter4j.simulator;

import io.github.meter4j.simulator.modbus.ModbusSlave;
import io.github.meter4j.simulator.modbus.SlaveUnit;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A household behind Modbus meters with one phase. All of them measure the same, at the time that
 * it is when they are asked, and what they have counted is the sum of their power in every second.
 */
public final class HouseholdSlave {
  private static final int NO_SUCH_ADDRESS = 2;
  private static final int NO_SUCH_VALUE = 3;
  private static final int HIGHEST_UNIT = 247;
  private static final int BAUD_CODES = 4;

  private final Household household;
  private final Supplier<Instant> clock;
  private final ModbusSlave slave = new ModbusSlave();

  /**
   * A bus without meters.
   *
   * @param household the household; nobody else may use it
   * @param clock tells its time
   */
  public HouseholdSlave(Household household, Supplier<Instant> clock) {
    this.household = household;
    this.clock = clock;
  }

  private SinglePhase measured() {
    synchronized (household) {
      Instant now = clock.get();
      if (now.isAfter(household.now())) {
        household.skipTo(now);
      }
      return household.singlePhase();
    }
  }

  /**
   * Adds a Hiking DDS238-2 ZN/S. Its number can be changed by writing register 0015, as on the real
   * one; its speed cannot.
   *
   * @param unit its number at first
   * @return this bus
   */
  public HouseholdSlave dds238(int unit) {
    AtomicInteger settings = new AtomicInteger(unit << 8 | 1);
    SlaveUnit meter = SlaveUnit.holding(() -> Dds238Registers.of(measured(), settings.get()));
    meter.writable((address, words) -> set(meter, settings, address, words));
    slave.with(unit, meter.replyingToZero());
    return this;
  }

  private int set(SlaveUnit meter, AtomicInteger settings, int address, int[] words) {
    if (address != Dds238Registers.SETTINGS || words.length != 1) {
      return NO_SUCH_ADDRESS;
    }
    int number = words[0] >>> 8;
    int baud = words[0] & 0xff;
    boolean exists = number >= 1 && number <= HIGHEST_UNIT && baud >= 1 && baud <= BAUD_CODES;
    if (!exists || !slave.renumber(meter, number)) {
      return NO_SUCH_VALUE;
    }
    settings.set(words[0]);
    return 0;
  }

  /**
   * Adds a Schneider iEM2150.
   *
   * @param unit its number
   * @return this bus
   */
  public HouseholdSlave iem2150(int unit) {
    SlaveUnit meter =
        SlaveUnit.holding(
            () -> {
              SinglePhase now = measured();
              return Iem2150Registers.of(now, localTime());
            });
    slave.with(
        unit,
        meter.identified(
            Map.of(0, "Schneider Electric", 1, "A9MEM2150", 2, "065.030", 5, "iEM2150")));
    return this;
  }

  private ZonedDateTime localTime() {
    synchronized (household) {
      return household.localTime();
    }
  }

  /**
   * Adds an Eastron SDM120.
   *
   * @param unit its number
   * @return this bus
   */
  public HouseholdSlave sdm120(int unit) {
    slave.with(
        unit,
        SlaveUnit.of(
            () -> Sdm120Registers.settings(unit), () -> Sdm120Registers.values(measured())));
    return this;
  }

  /**
   * The meters.
   *
   * @return the slave
   */
  public ModbusSlave slave() {
    return slave;
  }
}
