package io.github.meter4j.dsmr;

import io.github.meter4j.spi.FrameLimits;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How telegrams are decoded. Immutable; start with {@link #DEFAULT}, which suits every meter that
 * is not encrypted.
 *
 * @param checksum what to do about checksums
 * @param lineEnds what to do about line ends that were changed on the way
 * @param limits how long a telegram and a line may be
 * @param sevenBit whether bit 7 is dropped: 7E1 text read through a port that can only do 8N1
 * @param key opens encrypted telegrams
 * @param tag what to do about the authentication tag of encrypted telegrams
 * @param standardTime the offset of the meter's standard time from UTC; when empty, that of its
 *     dialect
 * @param zone says what stamps without S or W mean; when empty, such stamps have no instant
 * @param source what {@code Reading.source()} says
 */
public record DsmrSettings(
    ChecksumPolicy checksum,
    LineEnds lineEnds,
    FrameLimits limits,
    boolean sevenBit,
    Optional<DsmrKey> key,
    TagPolicy tag,
    Optional<ZoneOffset> standardTime,
    Optional<ZoneId> zone,
    String source) {

  /** Checksums where meters send them, exact line ends, no key. */
  public static final DsmrSettings DEFAULT =
      new DsmrSettings(
          ChecksumPolicy.AUTO,
          LineEnds.EXACT,
          FrameLimits.DEFAULT,
          false,
          Optional.empty(),
          TagPolicy.REQUIRE,
          Optional.empty(),
          Optional.empty(),
          "");

  /**
   * The same with another policy for checksums.
   *
   * @param policy the policy
   * @return new settings
   */
  public DsmrSettings with(ChecksumPolicy policy) {
    return new DsmrSettings(
        policy, lineEnds, limits, sevenBit, key, tag, standardTime, zone, source);
  }

  /**
   * The same with another policy for line ends.
   *
   * @param policy the policy
   * @return new settings
   */
  public DsmrSettings with(LineEnds policy) {
    return new DsmrSettings(
        checksum, policy, limits, sevenBit, key, tag, standardTime, zone, source);
  }

  /**
   * The same with other limits.
   *
   * @param other the limits
   * @return new settings
   */
  public DsmrSettings with(FrameLimits other) {
    return new DsmrSettings(
        checksum, lineEnds, other, sevenBit, key, tag, standardTime, zone, source);
  }

  /**
   * The same with a key.
   *
   * @param other the key
   * @return new settings
   */
  public DsmrSettings with(DsmrKey other) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, Optional.of(other), tag, standardTime, zone, source);
  }

  /**
   * The same with another policy for authentication tags.
   *
   * @param policy the policy
   * @return new settings
   */
  public DsmrSettings with(TagPolicy policy) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, policy, standardTime, zone, source);
  }

  /**
   * The same for a meter whose standard time is another.
   *
   * @param offset the offset from UTC
   * @return new settings
   */
  public DsmrSettings with(ZoneOffset offset) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, Optional.of(offset), zone, source);
  }

  /**
   * The same with a zone for stamps without S or W.
   *
   * @param other the zone
   * @return new settings
   */
  public DsmrSettings withZone(ZoneId other) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, standardTime, Optional.of(other), source);
  }

  /**
   * The same for text whose bit 7 is a parity bit.
   *
   * @return new settings
   */
  public DsmrSettings withSevenBit() {
    return new DsmrSettings(checksum, lineEnds, limits, true, key, tag, standardTime, zone, source);
  }

  /**
   * The same for another source.
   *
   * @param address what {@code Reading.source()} says
   * @return new settings
   */
  public DsmrSettings withSource(String address) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, standardTime, zone, address);
  }
}
