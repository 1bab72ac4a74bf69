package io.github.meter4j.examples.scanmodbus;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.ModbusUnit;
import io.github.meter4j.modbus.map.RegisterTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Asks every unit for one register, with both functions that read. An answer means that it is
 * there, and so does a refusal. It never writes.
 */
final class Scan {
  /** Is told how far it is. */
  interface Watcher {
    void begins(LineSetting setting, int units);

    void asked(int unit, int found);

    void ends();
  }

  /** What a unit did. */
  private enum Presence {
    THERE,
    SILENT,
    /** Something came that was no answer: a late one, or two units at once. */
    UNCLEAR
  }

  /** By a gateway: no path to the unit, or no answer of it (V1.1b3, section 7). */
  private static final int NO_PATH = 10;

  private static final int NO_ANSWER = 11;
  private static final Duration MUCH_PATIENCE = Duration.ofSeconds(1);

  /**
   * How much longer the second question waits. What comes while the line falls silent between two
   * questions is lost, so a unit that is a little too slow for the first one would be for both.
   */
  private static final Duration SECOND_QUESTION = Duration.ofMillis(150);

  private final Place place;
  private final SortedSet<Integer> units;
  private final Duration patience;
  private final Recogniser recogniser;
  private final BooleanSupplier stop;
  private final List<String> unclear = new ArrayList<>();

  Scan(
      Place place,
      SortedSet<Integer> units,
      Duration patience,
      Recogniser recogniser,
      BooleanSupplier stop) {
    this.place = place;
    this.units = units;
    this.patience = patience;
    this.recogniser = recogniser;
    this.stop = stop;
  }

  /** Looks for units with one setting of the line. */
  Collection<FoundUnit> run(LineSetting setting, Watcher watcher) throws MeterException {
    TreeMap<Integer, FoundUnit> found = new TreeMap<>();
    Duration more = patience.compareTo(MUCH_PATIENCE) > 0 ? patience : MUCH_PATIENCE;
    Duration longer = patience.plus(SECOND_QUESTION);
    try (ModbusBus quick = ModbusBus.open(place.lookingAround(setting, patience, 1));
        ModbusBus slower = ModbusBus.open(place.lookingAround(setting, longer, 1));
        ModbusBus patient = ModbusBus.open(place.lookingAround(setting, more, 2))) {
      watcher.begins(setting, units.size());
      Optional<Integer> before = Optional.empty();
      for (int unit : units) {
        if (stop.getAsBoolean()) {
          break;
        }
        Presence presence = presence(quick, slower, unit);
        if (presence == Presence.UNCLEAR) {
          if (before.isPresent() && presence(patient, patient, before.get()) == Presence.THERE) {
            add(patient, before.get(), setting, found); // it was its late answer
          }
          presence = presence(patient, patient, unit);
        }
        if (presence == Presence.THERE) {
          add(patient, unit, setting, found);
        } else if (presence == Presence.UNCLEAR) {
          unclear.add("unit " + unit + (setting.equals(LineSetting.NONE) ? "" : " at " + setting));
        }
        before = presence == Presence.SILENT ? Optional.of(unit) : Optional.empty();
        watcher.asked(unit, found.size());
      }
    } finally {
      watcher.ends();
    }
    return found.values();
  }

  private void add(ModbusBus bus, int unit, LineSetting setting, TreeMap<Integer, FoundUnit> found)
      throws MeterException {
    found.put(unit, new FoundUnit(unit, setting, recogniser.recognise(bus.unit(unit))));
  }

  /** Asks with the one function, and when nothing comes with the other. */
  private static Presence presence(ModbusBus first, ModbusBus second, int unit)
      throws MeterException {
    Presence holding = presence(first.unit(unit), RegisterTable.HOLDING);
    if (holding == Presence.THERE) {
      return holding;
    }
    Presence input = presence(second.unit(unit), RegisterTable.INPUT);
    return input == Presence.SILENT ? holding : input;
  }

  private static Presence presence(ModbusUnit unit, RegisterTable table) throws MeterException {
    try {
      unit.read(table, 0, 1);
      return Presence.THERE;
    } catch (DeviceException e) {
      boolean gateway = e.code() == NO_PATH || e.code() == NO_ANSWER;
      return gateway ? Presence.SILENT : Presence.THERE;
    } catch (ReadTimeoutException e) {
      return e.bytesSeen() > 0 ? Presence.UNCLEAR : Presence.SILENT;
    }
  }

  /** The units at which something came that was no answer, in words. */
  List<String> unclear() {
    return unclear;
  }
}
