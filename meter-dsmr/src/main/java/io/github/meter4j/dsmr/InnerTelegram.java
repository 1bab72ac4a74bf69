package io.github.meter4j.dsmr;

/**
 * Looks for a good telegram inside a damaged span: one whose line end before the slash was lost, so
 * that it seemed to be a part of the telegram before it.
 */
final class InnerTelegram {
  /** So many slashes are tried; text has few, and hostile input must not cost much. */
  private static final int MAX_TRIES = 32;

  private InnerTelegram() {}

  /**
   * Where a telegram starts whose checksum is the one sent, or -1. The last slashes are tried
   * first: rubbish before a telegram may hold any number of them, the telegram itself holds few.
   */
  static int find(byte[] buffer, int from, int mark, int sent, ChecksumPolicy policy) {
    int tries = 0;
    for (int at = mark - 1; at > from && tries < MAX_TRIES; at--) {
      if (buffer[at] == '/' && P1Framer.mayIdentify(buffer, at, mark)) {
        if (policy.compute(buffer, at, mark + 1 - at) == sent) {
          return at;
        }
        tries++;
      }
    }
    return -1;
  }
}
