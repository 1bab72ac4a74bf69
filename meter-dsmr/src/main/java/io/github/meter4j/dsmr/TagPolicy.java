package io.github.meter4j.dsmr;

/** What a decoder does about the authentication tag of an encrypted telegram. */
public enum TagPolicy {
  /**
   * A telegram that has a tag is delivered only when it matches. One that was sent encrypted
   * without a tag is judged by the checksum inside it.
   */
  REQUIRE,
  /**
   * A telegram whose tag does not match is delivered when the checksum inside it does: for meters
   * whose authentication key is not known. Nobody vouches for the sender then.
   */
  IGNORE
}
