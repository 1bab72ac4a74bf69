package io.github.meter4j.simulator;

import io.github.meter4j.simulator.modbus.ModbusSlave;
import io.github.meter4j.simulator.modbus.SlaveUnit;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The Modbus meters of a household. All of them measure the same household at the time of the
 * request, and what they have counted is the sum of their power in every second.
 *
 * <pre>{@code
 * AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-07-02T10:00:00Z"));
 * Household household = new Household(1, time.get());
 * ModbusSlave meters = new HouseholdSlave(household, time::get).sdm630(3).slave();
 * try (SlaveServer server = SlaveServer.tcp(meters, 0);
 *     MeterReader<?> meter =
 *         MeterReader.open("sdm630+tcp://127.0.0.1:" + server.port() + "?unit=3")) {
 *   Reading noon = meter.read();
 *   time.set(Instant.parse("2026-07-02T20:00:00Z"));
 *   Reading evening = meter.read();
 * }
 * }</pre>
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
   * @param clock gives the time of the household; called by the threads that serve requests
   */
  public HouseholdSlave(Household household, Supplier<Instant> clock) {
    this.household = household;
    this.clock = clock;
  }

  private <T> T measured(Function<Household, T> measurement) {
    synchronized (household) {
      household.liveUntil(clock.get());
      return measurement.apply(household);
    }
  }

  private SinglePhase singlePhase() {
    return measured(Household::singlePhase);
  }

  /**
   * Adds a Hiking DDS238-2 ZN/S. Writing register 0015 changes its number, as on the real one; its
   * speed stays.
   *
   * @param unit its number at first
   * @return this bus
   */
  public HouseholdSlave dds238(int unit) {
    AtomicInteger settings = new AtomicInteger(unit << 8 | 1);
    SlaveUnit meter = SlaveUnit.holding(() -> Dds238Registers.of(singlePhase(), settings.get()));
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
            () -> measured(now -> Iem2150Registers.of(now.singlePhase(), now.localTime())));
    slave.with(
        unit,
        meter.identified(
            Map.of(0, "Schneider Electric", 1, "A9MEM2150", 2, "065.030", 5, "iEM2150")));
    return this;
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
            () -> Sdm120Registers.settings(unit), () -> Sdm120Registers.values(singlePhase())));
    return this;
  }

  /**
   * Adds an Eastron SDM630. It counts each phase in its own direction, so with solar panels its
   * sums of import and of export are higher than those of the other meters, by the same amount.
   *
   * @param unit its number
   * @return this bus
   */
  public HouseholdSlave sdm630(int unit) {
    slave.with(
        unit,
        SlaveUnit.of(
            () -> Sdm630Registers.settings(unit),
            () -> Sdm630Registers.values(measured(Household::phases))));
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
