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
   * @param other what is done about bit 7
   * @return new settings
   */
  public D0Settings with(Parity other) {
    return new D0Settings(other, limits, guard, zone, source);
  }

  /**
   * The same with other limits.
   *
   * @param other the limits
   * @return new settings
   */
  public D0Settings with(FrameLimits other) {
    return new D0Settings(parity, other, guard, zone, source);
  }

  /**
   * The same with a guard.
   *
   * @param fuse the fuse of the connection
   * @return new settings
   */
  public D0Settings with(Fuse fuse) {
    return new D0Settings(parity, limits, Optional.of(fuse), zone, source);
  }

  /**
   * The same with a zone.
   *
   * @param other the zone of the meter's clock
   * @return new settings
   */
  public D0Settings with(ZoneId other) {
    return new D0Settings(parity, limits, guard, Optional.of(other), source);
  }

  /**
   * The same for another source.
   *
   * @param address what {@code Reading.source()} says
   * @return new settings
   */
  public D0Settings withSource(String address) {
    return new D0Settings(parity, limits, guard, zone, address);
  }
}
