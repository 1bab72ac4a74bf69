package io.github.meter4j.iec62056;

import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.FrameLimits;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How readouts are decoded. Immutable; start with {@link #DEFAULT}, which suits every meter.
 *
 * @param parity what is done about bit 7
 * @param checksum what is done about the block check
 * @param limits how long a readout and a line may be
 * @param guard the fuse that bounds how fast counters may rise; when empty, all values are taken
 * @param zone the zone of the meter's clock; when empty, only stamps in UTC have an instant
 * @param medium what the meter measures; when empty, its codes and units tell
 * @param unit the unit of counters that are sent without one; when empty, such a value is a fault
 * @param source what {@code Reading.source()} says
 */
public record D0Settings(
    Parity parity,
    ChecksumPolicy checksum,
    FrameLimits limits,
    Optional<Fuse> guard,
    Optional<ZoneId> zone,
    Optional<Medium> medium,
    Optional<Unit> unit,
    String source) {

  /** Parity and block check where they are sent, and nothing else set. */
  public static final D0Settings DEFAULT =
      new D0Settings(
          Parity.AUTO,
          ChecksumPolicy.AUTO,
          FrameLimits.DEFAULT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "");

  /**
   * The same with another rule for bit 7.
   *
   * @param parity what is done about bit 7
   * @return new settings
   */
  public D0Settings withParity(Parity parity) {
    return new D0Settings(parity, checksum, limits, guard, zone, medium, unit, source);
  }

  /**
   * The same with another rule for the block check.
   *
   * @param checksum what is done about the block check
   * @return new settings
   */
  public D0Settings withChecksum(ChecksumPolicy checksum) {
    return new D0Settings(parity, checksum, limits, guard, zone, medium, unit, source);
  }

  /**
   * The same with other limits.
   *
   * @param limits how long a readout and a line may be
   * @return new settings
   */
  public D0Settings withLimits(FrameLimits limits) {
    return new D0Settings(parity, checksum, limits, guard, zone, medium, unit, source);
  }

  /**
   * The same with a guard.
   *
   * @param guard the fuse of the connection
   * @return new settings
   */
  public D0Settings withGuard(Fuse guard) {
    return new D0Settings(parity, checksum, limits, Optional.of(guard), zone, medium, unit, source);
  }

  /**
   * The same with a zone.
   *
   * @param zone the zone of the meter's clock
   * @return new settings
   */
  public D0Settings withZone(ZoneId zone) {
    return new D0Settings(parity, checksum, limits, guard, Optional.of(zone), medium, unit, source);
  }

  /**
   * The same with a medium.
   *
   * @param medium what the meter measures
   * @return new settings
   */
  public D0Settings withMedium(Medium medium) {
    return new D0Settings(parity, checksum, limits, guard, zone, Optional.of(medium), unit, source);
  }

  /**
   * The same with a unit.
   *
   * @param unit the unit of counters that are sent without one
   * @return new settings
   */
  public D0Settings withUnit(Unit unit) {
    return new D0Settings(parity, checksum, limits, guard, zone, medium, Optional.of(unit), source);
  }

  /**
   * The same for another source.
   *
   * @param source what {@code Reading.source()} says
   * @return new settings
   */
  public D0Settings withSource(String source) {
    return new D0Settings(parity, checksum, limits, guard, zone, medium, unit, source);
  }
}
