package io.github.meter4j.internal.diagnosis;

import io.github.meter4j.codec.DataNotification;
import java.util.Optional;

/** Protocols of meters that are not text, by bytes that stand in each of their frames. */
enum BinaryProtocol {
  /** BSI TR-03109-1, appendix IV: the escape sequence, and version 1. */
  SML("SML, which this library does not read") {
    @Override
    boolean isAt(byte[] bytes, int at) {
      for (int i = 0; i < 8; i++) {
        if (at + 8 > bytes.length || bytes[at + i] != (i < 4 ? 0x1b : 0x01)) {
          return false;
        }
      }
      return true;
    }
  },

  /** IEC 62056-5-3, general-glo-ciphering: a title of eight bytes that begins with its maker. */
  CIPHERED("encrypted telegrams; where the meter is a P1 meter, set key= of driver dsmr") {
    @Override
    boolean isAt(byte[] bytes, int at) {
      return at + 5 <= bytes.length
          && (bytes[at] & 0xff) == 0xdb
          && bytes[at + 1] == 8
          && isLetter(bytes[at + 2])
          && isLetter(bytes[at + 3])
          && isLetter(bytes[at + 4]);
    }
  },

  /** IEC 62056-46: a flag, a format of type 3 with the length, and a flag behind. */
  HDLC("HDLC frames of DLMS, which this library does not read") {
    @Override
    boolean isAt(byte[] bytes, int at) {
      if (at + 3 > bytes.length || bytes[at] != FLAG || (bytes[at + 1] & 0xf0) != 0xa0) {
        return false;
      }
      int length = (bytes[at + 1] & 7) << 8 | bytes[at + 2] & 0xff;
      int end = at + 1 + length;
      return length > 6 && end < bytes.length && bytes[end] == FLAG;
    }
  },

  /** EN 13757-2: a long frame, which has its length twice, and an end. */
  MBUS("M-Bus frames, which this library does not read") {
    @Override
    boolean isAt(byte[] bytes, int at) {
      if (at + 4 > bytes.length
          || bytes[at] != 0x68
          || bytes[at + 3] != 0x68
          || bytes[at + 1] != bytes[at + 2]) {
        return false;
      }
      int end = at + 4 + (bytes[at + 1] & 0xff) + 1;
      return end < bytes.length && bytes[end] == 0x16;
    }
  },

  /** IEC 62056-5-3, without a frame around it. */
  DLMS("DLMS/COSEM data, which this library does not read") {
    @Override
    boolean isAt(byte[] bytes, int at) {
      return DataNotification.startsAt(bytes, at, bytes.length);
    }
  };

  private static final byte FLAG = 0x7e;

  private final String description;

  BinaryProtocol(String description) {
    this.description = description;
  }

  /** Whether a frame begins there. */
  abstract boolean isAt(byte[] bytes, int at);

  private static boolean isLetter(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  /** The one that has a frame in these bytes. */
  static Optional<BinaryProtocol> in(byte[] bytes) {
    for (int at = 0; at < bytes.length; at++) {
      for (BinaryProtocol protocol : values()) {
        if (protocol.isAt(bytes, at)) {
          return Optional.of(protocol);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return description;
  }
}
