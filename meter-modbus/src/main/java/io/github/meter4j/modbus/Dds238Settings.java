package io.github.meter4j.modbus;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.map.RegisterTable;
import java.util.List;

/**
 * What can be changed in a Hiking DDS238-2 ZN/S: its number on the bus, its speed, and the relay of
 * the ZN/SR (fawno/Modbus, "DDS238-2 ZN-S Modbus.md"). Every call is a transaction; those that
 * begin with {@code set} and {@code switch} change the meter and are sent once. Safe to share
 * between threads.
 */
public final class Dds238Settings {
  private static final int ADDRESS_AND_BAUD = 0x15;
  private static final int RELAY = 0x1a;
  private static final int LEAST_UNIT = 1;
  private static final int MOST_UNIT = 247;

  /** By their code in the register, from 1. */
  private static final List<Integer> BAUDS = List.of(9600, 4800, 2400, 1200);

  private final ModbusUnit unit;

  private Dds238Settings(ModbusUnit unit) {
    this.unit = unit;
  }

  /**
   * Its number and speed.
   *
   * @param unit the number on the bus, 1 to 247
   * @param baud 9600, 4800, 2400 or 1200 bits per second
   */
  public record Line(int unit, int baud) {

    /**
     * Checks both.
     *
     * @param unit the number on the bus
     * @param baud bits per second
     * @throws IllegalArgumentException when the meter cannot have one of them
     */
    public Line {
      if (unit < LEAST_UNIT || unit > MOST_UNIT) {
        throw new IllegalArgumentException("unit " + unit + ": a DDS238 takes 1 to 247");
      }
      if (!BAUDS.contains(baud)) {
        throw new IllegalArgumentException(baud + " baud: a DDS238 takes " + BAUDS);
      }
    }
  }

  /**
   * The settings of a meter.
   *
   * @param unit the meter, of {@link ModbusBus#unit}
   * @return its settings; nothing is read yet
   */
  public static Dds238Settings of(ModbusUnit unit) {
    return new Dds238Settings(unit);
  }

  /**
   * Reads number and speed.
   *
   * @return what the meter says
   * @throws MeterException when it does not answer, or refuses
   * @throws IllegalStateException when it says something that no DDS238 says
   */
  public Line line() throws MeterException {
    int word = unit.read(RegisterTable.HOLDING, ADDRESS_AND_BAUD, 1).word(ADDRESS_AND_BAUD);
    int code = word & 0xff;
    if (code < 1 || code > BAUDS.size()) {
      throw new IllegalStateException(
          unit + " has the baud code " + code + ", which no DDS238 has");
    }
    return new Line(word >>> 8, BAUDS.get(code - 1));
  }

  /**
   * Gives the meter another number and speed. It answers with the old ones and has the new ones
   * from then on: this unit does not reach it any more, and a port has to be opened with the new
   * speed.
   *
   * @param line what it shall have
   * @throws MeterException when it refuses, or when no good answer comes: then it may have either
   */
  public void setLine(Line line) throws MeterException {
    unit.write(ADDRESS_AND_BAUD, line.unit() << 8 | BAUDS.indexOf(line.baud()) + 1);
  }

  /**
   * Whether the relay of a ZN/SR is on.
   *
   * @return true for on
   * @throws MeterException when it does not answer, or has no relay
   */
  public boolean relayIsOn() throws MeterException {
    return unit.read(RegisterTable.HOLDING, RELAY, 1).word(RELAY) != 0;
  }

  /**
   * Switches the relay of a ZN/SR, and with it everything behind the meter.
   *
   * @param on true for on
   * @throws MeterException when it has no relay, or when no good answer comes: then it may be
   *     either
   */
  public void switchRelay(boolean on) throws MeterException {
    unit.write(RELAY, on ? 1 : 0);
  }
}
