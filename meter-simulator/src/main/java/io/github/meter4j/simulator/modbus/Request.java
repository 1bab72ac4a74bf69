package io.github.meter4j.simulator.modbus;

import java.util.HexFormat;

/**
 * A request of a master (Modbus Application Protocol V1.1b3, section 4.1).
 *
 * @param unit the unit that it is sent to; 0 means all of them
 * @param pdu the function code and its data; not a copy, only read it
 */
public record Request(int unit, byte[] pdu) {
  /**
   * The function.
   *
   * @return its code
   */
  public int function() {
    return pdu[0] & 0xff;
  }

  /**
   * A number of 16 bits.
   *
   * @param offset where in the PDU
   * @return 0 to 65535
   */
  int word(int offset) {
    return (pdu[offset] & 0xff) << 8 | pdu[offset + 1] & 0xff;
  }

  @Override
  public String toString() {
    return "unit " + unit + ": " + HexFormat.ofDelimiter(" ").formatHex(pdu);
  }
}
