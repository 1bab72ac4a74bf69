package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import java.util.Arrays;

/**
 * An encrypted frame as it stands on the line: the general-glo-ciphering of IEC 62056-5-3, as the
 * Luxmetering P1 specification 1.1.3, section 3.2.5, uses it, or as Elgama meters send it: behind
 * their identification, without its first byte and with an empty system title.
 *
 * <p>{@code DB 08 title(8) length security(1) counter(4) ciphertext tag(12)}
 *
 * <p>{@code /ident CR LF CR LF 00 length security(1) counter(4) ciphertext tag(12)}
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

  private final byte[] bytes;
  private final int from;
  private final int start;
  private final int body;
  private final int to;

  /** The frame in a range, which begins with its identification if it has one. */
  CipherFrame(byte[] buffer, int from, int to) {
    this.bytes = buffer;
    this.from = from;
    this.start = buffer[from] == '/' ? P1Framer.behindIdentification(buffer, from, to) : from;
    int lengthAt = lengthAt(buffer, start);
    this.body = lengthAt + lengthBytes(buffer[lengthAt]);
    this.to = to;
  }

  /** Where the title's own length stands. */
  private static int titleAt(byte[] buffer, int at) {
    return buffer[at] == TAG ? at + 1 : at;
  }

  private static int lengthAt(byte[] buffer, int at) {
    int title = titleAt(buffer, at);
    return title + 1 + buffer[title];
  }

  /** How long the frame at a place is, or {@link #NONE}, or {@link #MORE}. */
  static int length(byte[] buffer, int at, int tail, int limit) {
    int title = titleAt(buffer, at);
    if (title >= tail) {
      return MORE;
    }
    boolean empty = buffer[title] == 0;
    if (!empty && (buffer[title] != TITLE || buffer[at] != TAG)) {
      return NONE;
    }
    for (int i = title + 1; !empty && i < title + 4 && i < tail; i++) {
      if (!Character.isLetterOrDigit(buffer[i]) || buffer[i] < 0) {
        return NONE; // the system title starts with the three letters of the maker
      }
    }
    int lengthAt = lengthAt(buffer, at);
    if (lengthAt >= tail) {
      return MORE;
    }
    int lengthBytes = lengthBytes(buffer[lengthAt]);
    if (lengthBytes == 0 || (empty && lengthBytes == 1)) {
      return NONE; // without letters, a short form would be found in any rubbish
    }
    int security = lengthAt + lengthBytes;
    if (security >= tail) {
      return MORE;
    }
    int length = value(buffer, lengthAt, lengthBytes);
    int control = buffer[security];
    boolean known =
        (control == 0 && !empty) || control == ENCRYPTED || control == (ENCRYPTED | AUTHENTICATED);
    int least = 5 + ((control & AUTHENTICATED) != 0 ? TAG_LENGTH : 0);
    int all = security - at + length;
    return known && length > least && all <= limit ? all : NONE;
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

  /** Whether the frame names its meter, as the nonce needs it. */
  boolean hasTitle() {
    return bytes[titleAt(bytes, start)] != 0;
  }

  /** The system title, or the one that is given where there is none, and the frame counter. */
  byte[] vector(byte[] given) {
    byte[] vector = new byte[TITLE + 4];
    byte[] title = hasTitle() ? bytes : given;
    System.arraycopy(title, hasTitle() ? start + 2 : 0, vector, 0, TITLE);
    System.arraycopy(bytes, body + 1, vector, TITLE, 4);
    return vector;
  }

  /** Who sent it, for a message. */
  String sender() {
    return hasTitle()
        ? " of a meter by " + Bytes.text(bytes, start + 2, start + 5)
        : " without a system title";
  }

  /** The identification before the frame with its line ends, if there is one. */
  byte[] identification() {
    return Arrays.copyOfRange(bytes, from, start);
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
