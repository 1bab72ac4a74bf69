package io.github.meter4j.modbus.map;

/**
 * Registers that were read in one transaction.
 *
 * @param table the table they stand in
 * @param address the address of the first, from 0 as on the wire
 * @param words their values, 0 to 65535; not copied: whoever gets a block only reads it
 */
public record RegisterBlock(RegisterTable table, int address, int[] words) {

  /**
   * The value of one register.
   *
   * @param register its address, from 0 as on the wire
   * @return 0 to 65535
   * @throws IndexOutOfBoundsException when it is not in this block
   */
  public int word(int register) {
    return words[register - address];
  }

  /**
   * Whether a range of registers is in this block.
   *
   * @param table the table
   * @param first the address of the first
   * @param count how many
   * @return true when all of them are
   */
  public boolean covers(RegisterTable table, int first, int count) {
    return table == this.table && first >= address && first + count <= address + words.length;
  }
}
