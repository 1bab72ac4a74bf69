package io.github.meter4j.simulator;

/** The registers of the meter and of the gas and water meters on its M-Bus. */
final class Meter {
  private static final long INSTALLED = 1_577_836_800; // 2020-01-01T00:00:00Z
  private static final long DAY = 86_400;

  private final Chance chance;
  private final String serial;
  private final Register[] imported = new Register[2];
  private final Register[] exported = new Register[2];
  private final Register reactive;
  private final Register gas;
  private final Register water;
  private final PhaseRegisters[] phases = new PhaseRegisters[3];
  private final Demand demand;
  private long readAt;
  private long gasRead;
  private long waterRead;

  Meter(long seed, Chance chance, Profile profile, long start) {
    this.chance = chance;
    this.serial = Long.toString(1_000_000_000L + Math.floorMod(seed, 1_000_000_000L)).substring(1);
    // About what such a household has used since the meter came.
    long days = Math.max(30, (start - INSTALLED) / DAY) + chance.between(Topic.METER, 0, 0, 200);
    imported[0] = new Register(days * 4_630 + chance.between(Topic.METER, 1, 0, 9_999));
    imported[1] = new Register(days * 4_210 + chance.between(Topic.METER, 2, 0, 9_999));
    exported[0] = new Register(days * 6_140 + chance.between(Topic.METER, 3, 0, 9_999));
    exported[1] = new Register(days * 2_580 + chance.between(Topic.METER, 4, 0, 9_999));
    reactive = new Register(days * 1_570 + chance.between(Topic.METER, 7, 0, 9_999));
    gas = new Register(days * 3_270 + chance.between(Topic.METER, 5, 0, 9_999));
    water = new Register(days * 274 + chance.between(Topic.METER, 6, 0, 999));
    demand = new Demand(profile, chance, start);
    for (int phase = 0; phase < phases.length; phase++) {
      phases[phase] = new PhaseRegisters(chance, phase);
    }
  }

  /** One second that ends at a second, in the tariff that was in force. */
  void count(House house, int tariff, long second) {
    int watts = house.watts();
    int taken = Math.max(0, watts);
    imported[tariff - 1].add(taken);
    exported[tariff - 1].add(taken - watts);
    reactive.add(vars(watts));
    for (int phase = 0; phase < phases.length; phase++) {
      phases[phase].count(house.watts(phase));
    }
    gas.add(house.gas());
    water.add(house.water());
    demand.add(taken, second);
  }

  /** Gas and water are read every five minutes, and these values sent until the next time. */
  void readDevices(long second) {
    readAt = second;
    gasRead = gas.units();
    waterRead = water.units();
  }

  /** Nine digits. */
  String serial() {
    return serial;
  }

  long importedWattHours(int tariff) {
    return imported[tariff - 1].units();
  }

  long exportedWattHours(int tariff) {
    return exported[tariff - 1].units();
  }

  /** Energy of both tariffs, in 1e-8 kWh. */
  long imported() {
    return imported[0].hundredThousandths() + imported[1].hundredThousandths();
  }

  long exported() {
    return exported[0].hundredThousandths() + exported[1].hundredThousandths();
  }

  /** Reactive energy in varh, all of it inductive. */
  long varHours() {
    return reactive.units();
  }

  /** What a meter with three phases has counted on one of them, from 0. */
  PhaseRegisters phase(int phase) {
    return phases[phase];
  }

  /** The reactive power that comes with a power. */
  static int vars(int watts) {
    return 35 + 2 * Math.abs(watts) / 25;
  }

  /** How long it has been in operation. */
  static long secondsSinceInstalled(long second) {
    return Math.max(0, second - INSTALLED);
  }

  Demand demand() {
    return demand;
  }

  long devicesReadAt() {
    return readAt;
  }

  long gasLitres() {
    return gasRead;
  }

  long waterLitres() {
    return waterRead;
  }

  /** Tenths of a volt: the grid wanders, and a load pulls its phase down. */
  long decivolts(int phase, int watts, long second) {
    double grid = 50 * chance.curve(Topic.VOLTAGE, second, 1_300);
    double own = 16 * chance.curve(Topic.VOLTAGE_OF_PHASE + phase, second, 45);
    return Math.round(2_290 + grid + own - watts * 0.0045);
  }

  /** Hundredths of a hertz. */
  int centihertz(long second) {
    return 4_996 + (int) (9 * chance.curve(Topic.FREQUENCY, second, 90));
  }

  /** Hundredths of an ampere: always positive, with some reactive power in it. */
  static long centiamperes(int watts, long decivolts) {
    double reactive = 35 + 0.08 * Math.abs(watts);
    return Math.round(1_000 * Math.sqrt((double) watts * watts + reactive * reactive) / decivolts);
  }
}
