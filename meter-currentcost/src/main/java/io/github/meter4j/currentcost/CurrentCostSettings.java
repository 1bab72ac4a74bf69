package io.github.meter4j.currentcost;

import io.github.meter4j.spi.FrameLimits;

/**
 * How messages are decoded. Immutable; start with {@link #DEFAULT}, which suits every display.
 *
 * @param maxMessage the longest message in bytes, 64 to {@value FrameLimits#MAX_FRAME}; also the
 *     longest run of bytes outside messages that is kept
 * @param source what {@code Reading.source()} says
 */
public record CurrentCostSettings(int maxMessage, String source) {

  /** Messages of up to 16 KiB, of no source. */
  public static final CurrentCostSettings DEFAULT =
      new CurrentCostSettings(FrameLimits.DEFAULT.frame(), "");

  /**
   * Checks the limit.
   *
   * @param maxMessage the longest message in bytes
   * @param source what {@code Reading.source()} says
   * @throws IllegalArgumentException when the limit is out of its range
   */
  public CurrentCostSettings {
    if (maxMessage < 64 || maxMessage > FrameLimits.MAX_FRAME) {
      throw new IllegalArgumentException("limit out of range: message " + maxMessage);
    }
  }

  /**
   * The same with another limit.
   *
   * @param maxMessage the longest message in bytes, 64 to {@value FrameLimits#MAX_FRAME}
   * @return new settings
   * @throws IllegalArgumentException when the limit is out of its range
   */
  public CurrentCostSettings withMaxMessage(int maxMessage) {
    return new CurrentCostSettings(maxMessage, source);
  }

  /**
   * The same for another source.
   *
   * @param source what {@code Reading.source()} says
   * @return new settings
   */
  public CurrentCostSettings withSource(String source) {
    return new CurrentCostSettings(maxMessage, source);
  }
}
