package io.github.meter4j.dsmr;

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
  IGNORE
}
