package io.github.meter4j.simulator.modbus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The units at the end of a line. It replies to requests and has no line of its own: {@link
 * SlaveServer} puts it on one. Safe to share between threads.
 */
public final class ModbusSlave {
  /** The PDU that is sent back, and how the sending fails. */
  record Reply(int unit, byte[] pdu, Optional<Quirk> quirk) {}

  private static final int HIGHEST_UNIT = 247;

  private final Map<Integer, SlaveUnit> units = new ConcurrentHashMap<>();
  private final List<Consumer<Request>> listeners = new CopyOnWriteArrayList<>();

  /** A line without units. */
  public ModbusSlave() {}

  /**
   * Puts a unit on the line.
   *
   * @param number its number, 1 to 247
   * @param unit the unit
   * @return this slave
   * @throws IllegalArgumentException when there is no such number, or it is taken
   */
  public ModbusSlave with(int number, SlaveUnit unit) {
    if (units.putIfAbsent(requireNumber(number), unit) != null) {
      throw new IllegalArgumentException("there is a unit " + number + " already");
    }
    return this;
  }

  private static int requireNumber(int number) {
    if (number < 1 || number > HIGHEST_UNIT) {
      throw new IllegalArgumentException("unit " + number + ": 1 to 247 are possible");
    }
    return number;
  }

  /**
   * Gives a unit another number.
   *
   * @param unit the unit
   * @param number its new number, 1 to 247
   * @return false when another unit has it
   * @throws IllegalArgumentException when there is no such number
   */
  public boolean renumber(SlaveUnit unit, int number) {
    SlaveUnit there = units.putIfAbsent(requireNumber(number), unit);
    if (there != null && there != unit) {
      return false;
    }
    units.entrySet().removeIf(entry -> entry.getValue() == unit && entry.getKey() != number);
    return true;
  }

  /**
   * The unit with a number.
   *
   * @param number its number
   * @return the unit
   * @throws IllegalArgumentException when there is none
   */
  public SlaveUnit unit(int number) {
    SlaveUnit unit = units.get(number);
    if (unit == null) {
      throw new IllegalArgumentException("no unit " + number);
    }
    return unit;
  }

  /**
   * Notifies a listener of every request, also of those to units that are not there.
   *
   * @param listener gets the request, on the thread of the line
   */
  public void onRequest(Consumer<Request> listener) {
    listeners.add(listener);
  }

  /** The reply; requests to missing units, and to all of several units, have none. */
  Optional<Reply> reply(Request request) {
    listeners.forEach(listener -> listener.accept(request));
    int number = request.unit() == 0 ? onlyUnit() : request.unit();
    SlaveUnit unit = units.get(number);
    if (unit == null) {
      if (request.unit() == 0) {
        units.values().forEach(each -> each.reply(request));
      }
      return Optional.empty();
    }
    Optional<Quirk> quirk = unit.nextQuirk();
    if (quirk.orElse(null) instanceof Quirk.Refusal refusal) {
      byte[] refused = SlaveUnit.refusal(request.function(), refusal.code());
      return Optional.of(new Reply(number, refused, Optional.empty()));
    }
    return Optional.of(new Reply(number, unit.reply(request), quirk));
  }

  /** The number of the unit that replies to 0; 0 when none does. */
  private int onlyUnit() {
    for (Map.Entry<Integer, SlaveUnit> entry : units.entrySet()) {
      if (units.size() == 1 && entry.getValue().repliesToZero()) {
        return entry.getKey();
      }
    }
    return 0;
  }
}
