package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;

/** The version that a telegram declares, as digits or as the hexadecimal text of digits. */
final class Version {
  private static final int EMUCS_DIGITS = 5;

  private Version() {}

  /** Whether a group is a version of e-MUCS: five digits (e-MUCS-P1 2.1.1, section 8.2). */
  static boolean isEmucs(byte[] bytes, int from, int to) {
    int length = to - from;
    for (int i = from; i < to; i++) {
      if (!Bytes.isDigit(bytes[i])) {
        return false;
      }
    }
    return length == EMUCS_DIGITS || (length == 2 * EMUCS_DIGITS && isWrapped(bytes, from, to));
  }

  private static boolean isWrapped(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i += 2) {
      if (bytes[i] != '3') {
        return false;
      }
    }
    return true;
  }

  /** The digits themselves; a text that is no wrapped version stays as it is. */
  static String unwrapped(String sent) {
    return sent.matches("(3[0-9]){2,}") ? EquipmentId.decoded(sent) : sent;
  }
}
