package io.github.meter4j.modbus.bus;

import io.github.meter4j.modbus.map.RegisterTable;

/**
 * What is asked of a unit, and what a right answer looks like.
 *
 * @param unit the unit that is asked
 * @param pdu function code and data (V1.1b3, section 4.1)
 * @param idempotent whether asking again changes nothing
 * @param what what is asked, for messages
 */
public record Request(int unit, byte[] pdu, boolean idempotent, String what) {
  private static final int EXCEPTION = 0x80;

  /** More bytes are needed to know. */
  public static final int UNKNOWN = -1;

  /** It is no answer to this request. */
  public static final int NONE = 0;

  public static Request read(int unit, RegisterTable table, int address, int count) {
    byte[] pdu =
        table == RegisterTable.HOLDING
            ? RequestPdu.readHolding(address, count)
            : RequestPdu.readInput(address, count);
    return new Request(unit, pdu, true, registers(table, address, count));
  }

  private static String registers(RegisterTable table, int address, int count) {
    String name = table == RegisterTable.HOLDING ? "holding register " : "input register ";
    return name + hex(address) + (count == 1 ? "" : " to " + hex(address + count - 1));
  }

  private static String hex(int address) {
    String digits = Integer.toHexString(address).toUpperCase(java.util.Locale.ROOT);
    return "0".repeat(4 - digits.length()) + digits + 'h';
  }

  static Request write(int unit, int address, int... words) {
    String what = "writing " + registers(RegisterTable.HOLDING, address, words.length);
    return new Request(unit, RequestPdu.write(address, words), false, what);
  }

  static Request identification(int unit, int level, int object) {
    byte[] pdu = RequestPdu.identification(level, object);
    return new Request(unit, pdu, true, "device identification");
  }

  public int function() {
    return pdu[0];
  }

  /**
   * How long the answer is that begins at a place: a number of bytes from the function code on,
   * {@link #UNKNOWN}, or {@link #NONE}.
   *
   * @param bytes what has come
   * @param from where the function code stands
   * @param end where the bytes end
   */
  public int answerLength(byte[] bytes, int from, int end) {
    if (end - from < 2) {
      return from == end || matches(bytes[from]) ? UNKNOWN : NONE;
    }
    if (bytes[from] == (byte) (function() | EXCEPTION)) {
      return 2;
    }
    if (bytes[from] != pdu[0]) {
      return NONE;
    }
    return switch (function()) {
      case RequestPdu.READ_HOLDING, RequestPdu.READ_INPUT -> {
        int size = 2 * word(pdu, 3);
        yield (bytes[from + 1] & 0xff) == size ? 2 + size : NONE;
      }
      case RequestPdu.WRITE -> writeLength(bytes, from, end);
      case RequestPdu.ENCAPSULATED -> identificationLength(bytes, from, end);
      default -> NONE;
    };
  }

  private boolean matches(byte code) {
    return code == pdu[0] || code == (byte) (pdu[0] | EXCEPTION);
  }

  /** The answer repeats function, address and count. */
  private int writeLength(byte[] bytes, int from, int end) {
    for (int i = 1; i < 5 && from + i < end; i++) {
      if (bytes[from + i] != pdu[i]) {
        return NONE;
      }
    }
    return 5;
  }

  /** Section 6.21: seven bytes, of which the last counts the objects, then id, length and value. */
  private static int identificationLength(byte[] bytes, int from, int end) {
    if (bytes[from + 1] != RequestPdu.IDENTIFICATION) {
      return NONE;
    }
    if (end - from < 7) {
      return UNKNOWN;
    }
    int length = 7;
    for (int object = bytes[from + 6] & 0xff; object > 0; object--) {
      if (from + length + 2 > end) {
        return UNKNOWN;
      }
      length += 2 + (bytes[from + length + 1] & 0xff);
    }
    return length;
  }

  static boolean isException(byte[] answer) {
    return (answer[0] & EXCEPTION) != 0;
  }

  public static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
