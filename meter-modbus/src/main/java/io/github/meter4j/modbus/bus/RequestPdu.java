package io.github.meter4j.modbus.bus;

/** Requests as bytes: a function code and its data (Modbus Application Protocol V1.1b3). */
final class RequestPdu {
  static final int READ_HOLDING = 0x03;
  static final int READ_INPUT = 0x04;
  static final int WRITE = 0x10;
  static final int ENCAPSULATED = 0x2b;
  static final int IDENTIFICATION = 0x0e;

  private RequestPdu() {}

  /** Function 3, section 6.3: holding registers. */
  static byte[] readHolding(int address, int count) {
    return bytes(READ_HOLDING, address >> 8, address, count >> 8, count);
  }

  /** Function 4, section 6.4: input registers. */
  static byte[] readInput(int address, int count) {
    return bytes(READ_INPUT, address >> 8, address, count >> 8, count);
  }

  /** Function 16, section 6.12: holding registers are written. */
  static byte[] write(int address, int... words) {
    byte[] pdu = new byte[6 + 2 * words.length];
    byte[] head =
        bytes(WRITE, address >> 8, address, words.length >> 8, words.length, 2 * words.length);
    System.arraycopy(head, 0, pdu, 0, head.length);
    for (int i = 0; i < words.length; i++) {
      pdu[6 + 2 * i] = (byte) (words[i] >> 8);
      pdu[7 + 2 * i] = (byte) words[i];
    }
    return pdu;
  }

  /** Function 43/14, section 6.21: the identification of the device, from an object on. */
  static byte[] identification(int level, int object) {
    return bytes(ENCAPSULATED, IDENTIFICATION, level, object);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
