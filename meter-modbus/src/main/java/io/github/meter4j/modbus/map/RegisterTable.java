package io.github.meter4j.modbus.map;

/**
 * One of the two tables of 16-bit registers that a unit has (Modbus Application Protocol V1.1b3,
 * section 4.3), with the function that reads it.
 */
public enum RegisterTable {
  /** Holding registers, read with function 3. */
  HOLDING(3),
  /** Input registers, read with function 4. */
  INPUT(4);

  private final int function;

  RegisterTable(int function) {
    this.function = function;
  }

  /**
   * The function that reads this table.
   *
   * @return the function code
   */
  public int function() {
    return function;
  }
}
