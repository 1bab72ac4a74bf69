package io.github.meter4j.dsmr;

/** CRC-16/ARC bit by bit, as the specification words it (DSMR 5.0.2, section 6.2). */
final class ReferenceCrc {
  private ReferenceCrc() {}

  static int of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  static int of(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        boolean one = crc % 2 == 1;
        crc = crc / 2;
        if (one) {
          crc ^= 0xA001;
        }
      }
    }
    return crc;
  }
}
