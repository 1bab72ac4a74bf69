package io.github.meter4j.modbus.map;

import io.github.meter4j.fault.DeviceException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Registers in memory: what a meter would hold, for simulators and tests. A register that was never
 * set is not there and is refused, as meters do. Safe to share between threads; a read sees every
 * row that was put before it whole.
 */
public final class RegisterImage implements RegisterSource {
  private static final int ILLEGAL_ADDRESS = 2;

  private final RegisterMap map;
  private final Map<RegisterTable, TreeMap<Integer, Integer>> tables =
      new EnumMap<>(RegisterTable.class);

  private RegisterImage(RegisterMap map) {
    this.map = map;
    for (RegisterTable table : RegisterTable.values()) {
      tables.put(table, new TreeMap<>());
    }
  }

  /**
   * An image without registers.
   *
   * @param map what its registers will mean
   * @return the image
   */
  public static RegisterImage empty(RegisterMap map) {
    return new RegisterImage(map);
  }

  /**
   * An image in which everything that the map would read is there and zero, the holes too.
   *
   * @param map what its registers mean
   * @return the image
   */
  public static RegisterImage zero(RegisterMap map) {
    RegisterImage image = new RegisterImage(map);
    for (ReadBlock block : ReadPlan.of(map).blocks()) {
      image.put(block.table(), block.address(), new int[block.count()]);
    }
    return image;
  }

  /**
   * Sets the registers of a row.
   *
   * @param row the name of the row; with several layouts the first of that name that counts
   * @param value as {@link RegisterRow#encode} takes it
   * @return this image
   * @throws IllegalArgumentException when the map has no such row or it cannot hold the value
   */
  public RegisterImage put(String row, String value) {
    RegisterRow found = map.only(List.of(row)).row(row).orElseThrow();
    return put(found.table(), found.address(), found.encode(value));
  }

  /**
   * Sets registers.
   *
   * @param table the table they stand in
   * @param address the address of the first, 0 to 65535
   * @param words their values, 0 to 65535
   * @return this image
   * @throws IllegalArgumentException when an address or a value is out of range
   */
  public RegisterImage put(RegisterTable table, int address, int... words) {
    if (address < 0 || address + words.length > 0x10000) {
      throw new IllegalArgumentException("no such registers: " + address);
    }
    for (int word : words) {
      if (word < 0 || word > 0xffff) {
        throw new IllegalArgumentException("no word: " + word);
      }
    }
    synchronized (tables) {
      for (int i = 0; i < words.length; i++) {
        registers(table).put(address + i, words[i]);
      }
    }
    return this;
  }

  /**
   * Takes registers away.
   *
   * @param table the table they stand in
   * @param address the address of the first
   * @param count how many
   * @return this image
   */
  public RegisterImage remove(RegisterTable table, int address, int count) {
    synchronized (tables) {
      registers(table).subMap(address, address + count).clear();
    }
    return this;
  }

  @Override
  public RegisterBlock read(RegisterTable table, int address, int count) throws DeviceException {
    int[] words = new int[count];
    synchronized (tables) {
      for (int i = 0; i < count; i++) {
        Integer word = registers(table).get(address + i);
        if (word == null) {
          throw new DeviceException(
              "function "
                  + table.function()
                  + ": illegal address, register "
                  + Words.hex(address + i)
                  + " is not there",
              ILLEGAL_ADDRESS);
        }
        words[i] = word;
      }
    }
    return new RegisterBlock(table, address, words);
  }

  private TreeMap<Integer, Integer> registers(RegisterTable table) {
    return Objects.requireNonNull(tables.get(table));
  }
}
