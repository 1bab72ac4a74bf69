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
 * @param standardTime the offset of the meter's standard time from UTC; when empty, that of the
 *     zone, or of the dialect where there is no zone either
 * @param zone where the meter stands: says what stamps without S or W mean; when empty, such stamps
 *     have no instant
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
   * @param checksum the policy
   * @return new settings
   */
  public DsmrSettings withChecksum(ChecksumPolicy checksum) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, standardTime, zone, source);
  }

  /**
   * The same with another policy for line ends.
   *
   * @param lineEnds the policy
   * @return new settings
   */
  public DsmrSettings withLineEnds(LineEnds lineEnds) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, standardTime, zone, source);
  }

  /**
   * The same with other limits.
   *
   * @param limits how long a telegram and a line may be
   * @return new settings
   */
  public DsmrSettings withLimits(FrameLimits limits) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, standardTime, zone, source);
  }

  /**
   * The same for text whose bit 7 is a parity bit, or is not.
   *
   * @param sevenBit whether bit 7 is dropped
   * @return new settings
   */
  public DsmrSettings withSevenBit(boolean sevenBit) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, standardTime, zone, source);
  }

  /**
   * The same with a key.
   *
   * @param key opens encrypted telegrams
   * @return new settings
   */
  public DsmrSettings withKey(DsmrKey key) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, Optional.of(key), tag, standardTime, zone, source);
  }

  /**
   * The same with another policy for authentication tags.
   *
   * @param tag the policy
   * @return new settings
   */
  public DsmrSettings withTag(TagPolicy tag) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, standardTime, zone, source);
  }

  /**
   * The same for a meter whose standard time is another.
   *
   * @param standardTime its offset from UTC
   * @return new settings
   */
  public DsmrSettings withStandardTime(ZoneOffset standardTime) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, Optional.of(standardTime), zone, source);
  }

  /**
   * The same for a meter in a zone.
   *
   * @param zone the zone
   * @return new settings
   */
  public DsmrSettings withZone(ZoneId zone) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, standardTime, Optional.of(zone), source);
  }

  /**
   * The same for another source.
   *
   * @param source what {@code Reading.source()} says
   * @return new settings
   */
  public DsmrSettings withSource(String source) {
    return new DsmrSettings(
        checksum, lineEnds, limits, sevenBit, key, tag, standardTime, zone, source);
  }
}
