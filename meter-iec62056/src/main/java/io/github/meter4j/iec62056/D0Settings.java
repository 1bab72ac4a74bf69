package io.github.meter4j.iec62056;

import io.github.meter4j.spi.FrameLimits;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How readouts are decoded. Immutable; start with {@link #DEFAULT}, which suits every meter.
 *
 * @param parity what is done about bit 7
 * @param limits how long a readout and a line may be
 * @param guard the fuse that bounds how fast counters may rise; when empty, all values are taken
 * @param zone the zone of the meter's clock; when empty, its stamps have no instant
 * @param source what {@code Reading.source()} says
 */
public record D0Settings(
    Parity parity, FrameLimits limits, Optional<Fuse> guard, Optional<ZoneId> zone, String source) {

  /** Parity where it is carried, no guard, no zone. */
  public static final D0Settings DEFAULT =
      new D0Settings(Parity.AUTO, FrameLimits.DEFAULT, Optional.empty(), Optional.empty(), "");

  /**
   * The same with another rule for bit 7.
   *
   * @param parity what is done about bit 7
   * @return new settings
   */
  public D0Settings withParity(Parity parity) {
    return new D0Settings(parity, limits, guard, zone, source);
  }

  /**
   * The same with other limits.
   *
   * @param limits how long a readout and a line may be
   * @return new settings
   */
  public D0Settings withLimits(FrameLimits limits) {
    return new D0Settings(parity, limits, guard, zone, source);
  }

  /**
   * The same with a guard.
   *
   * @param guard the fuse of the connection
   * @return new settings
   */
  public D0Settings withGuard(Fuse guard) {
    return new D0Settings(parity, limits, Optional.of(guard), zone, source);
  }

  /**
   * The same with a zone.
   *
   * @param zone the zone of the meter's clock
   * @return new settings
   */
  public D0Settings withZone(ZoneId zone) {
    return new D0Settings(parity, limits, guard, Optional.of(zone), source);
  }

  /**
   * The same for another source.
   *
   * @param source what {@code Reading.source()} says
   * @return new settings
   */
  public D0Settings withSource(String source) {
    return new D0Settings(parity, limits, guard, zone, source);
  }
}
