package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Crc16;

/** What a decoder does about the checksum of a telegram. */
public enum ChecksumPolicy {
  /**
   * A checksum that is there has to match. One has to be there when the meter has sent a right one
   * before, or declares a version that has one: {@code 1-3:0.2.8} from 40, or {@code 0-0:96.1.4}.
   */
  AUTO,
  /** Only telegrams with a right checksum are delivered. */
  REQUIRE,
  /** The checksum is not looked at; telegrams without an end mark are delivered too. */
  IGNORE,
  /**
   * Only telegrams whose checksum is a right CRC-16/X-25 are delivered: some meters, such as the
   * Holley DTSD545 by what users report, compute that one where DSMR has CRC-16/ARC.
   */
  X25;

  /** The checksum of a range by the polynomial of this policy. */
  int compute(byte[] bytes, int from, int length) {
    return this == X25 ? Crc16.x25(bytes, from, length) : Crc16.arc(bytes, from, length);
  }
}
