package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;

/**
 * An encrypted frame as it stands on the line: the general-glo-ciphering of IEC 62056-5-3, as the
 * Luxmetering P1 specification 1.1.3, section 3.2.5, uses it.
 *
 * <p>{@code DB 08 title(8) length security(1) counter(4) ciphertext tag(12)}
 */
final class CipherFrame {
  /** The first byte of a frame. */
  static final byte TAG = (byte) 0xdb;

  /** Not a frame. */
  static final int NONE = -1;

  /** More bytes are needed to tell. */
  static final int MORE = -2;

  static final int AUTHENTICATED = 0x10;
  static final int ENCRYPTED = 0x20;

  private static final int TITLE = 8;
  private static final int TAG_LENGTH = 12;
  private static final int LENGTH_AT = 2 + TITLE;

  private final byte[] bytes;
  private final int from;
  private final int body;
  private final int to;

  CipherFrame(byte[] buffer, int from, int to) {
    this.bytes = buffer;
    this.from = from;
    this.body = from + LENGTH_AT + lengthBytes(buffer[from + LENGTH_AT]);
    this.to = to;
  }

  /** How long the frame at a place is, or {@link #NONE}, or {@link #MORE}. */
  static int length(byte[] buffer, int at, int tail, int limit) {
    int available = tail - at;
    if (available > 1 && buffer[at + 1] != TITLE) {
      return NONE;
    }
    for (int i = 2; i < 5 && i < available; i++) {
      if (!Character.isLetterOrDigit(buffer[at + i]) || buffer[at + i] < 0) {
        return NONE; // the system title starts with the three letters of the maker
      }
    }
    if (available <= LENGTH_AT) {
      return MORE;
    }
    int lengthBytes = lengthBytes(buffer[at + LENGTH_AT]);
    if (lengthBytes == 0) {
      return NONE;
    }
    int security = LENGTH_AT + lengthBytes;
    if (available <= security) {
      return MORE;
    }
    int length = value(buffer, at + LENGTH_AT, lengthBytes);
    int control = buffer[at + security];
    boolean known = control == 0 || control == ENCRYPTED || control == (ENCRYPTED | AUTHENTICATED);
    int least = 5 + ((control & AUTHENTICATED) != 0 ? TAG_LENGTH : 0);
    return known && length > least && security + length <= limit ? security + length : NONE;
  }

  /** BER: one byte up to 7F, or the number of the bytes that follow. */
  private static int lengthBytes(byte first) {
    return switch (first) {
      case (byte) 0x81 -> 2;
      case (byte) 0x82 -> 3;
      default -> first >= 0 ? 1 : 0;
    };
  }

  private static int value(byte[] buffer, int at, int lengthBytes) {
    return switch (lengthBytes) {
      case 1 -> buffer[at];
      case 2 -> buffer[at + 1] & 0xff;
      default -> (buffer[at + 1] & 0xff) << 8 | buffer[at + 2] & 0xff;
    };
  }

  boolean isAuthenticated() {
    return (security() & AUTHENTICATED) != 0;
  }

  boolean isEncrypted() {
    return (security() & ENCRYPTED) != 0;
  }

  byte security() {
    return bytes[body];
  }

  /** The system title and the frame counter: the initialisation vector. */
  byte[] vector() {
    byte[] vector = new byte[12];
    System.arraycopy(bytes, from + 2, vector, 0, TITLE);
    System.arraycopy(bytes, body + 1, vector, TITLE, 4);
    return vector;
  }

  /** The maker's letters in the system title. */
  String maker() {
    return Bytes.text(bytes, from + 2, from + 5);
  }

  /** Where the ciphertext starts. */
  int contentFrom() {
    return body + 5;
  }

  /** Where the ciphertext ends and the tag starts, if there is one. */
  int contentTo() {
    return isAuthenticated() ? to - TAG_LENGTH : to;
  }

  int to() {
    return to;
  }
}
