package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Crc16;

/**
 * Looks for a good telegram inside a damaged span: one whose line end before the slash was lost, so
 * that it seemed to be a part of the telegram before it.
 */
final class InnerTelegram {
  /** So many slashes are tried; text has few, and hostile input must not cost much. */
  private static final int MAX_TRIES = 32;

  private InnerTelegram() {}

  /** Where a telegram starts whose checksum is the one sent, or -1. */
  static int find(byte[] buffer, int from, int mark, int sent) {
    int tries = 0;
    int at = Bytes.indexOf((byte) '/', buffer, from + 1, mark);
    while (at < mark && tries < MAX_TRIES) {
      if (Crc16.arc(buffer, at, mark + 1 - at) == sent) {
        return at;
      }
      tries++;
      at = Bytes.indexOf((byte) '/', buffer, at + 1, mark);
    }
    return -1;
  }
}
