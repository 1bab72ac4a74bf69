package io.github.meter4j.spi;

/**
 * How much a decoder takes before it gives up on a frame, so that memory stays bounded whatever
 * comes in.
 *
 * @param frame the longest frame in bytes, 64 to {@value #MAX_FRAME}
 * @param line the longest line in bytes, 16 to {@value #MAX_FRAME}
 */
public record FrameLimits(int frame, int line) {
  /** No frame may be allowed to be longer than this. */
  public static final int MAX_FRAME = 65_535;

  /**
   * 16 KiB a frame and 4 KiB a line. The longest telegram that 115200 baud can carry in a second is
   * 11,520 bytes and the longest legal line 2,063 (DSMR 5.0.2, section 6.12).
   */
  public static final FrameLimits DEFAULT = new FrameLimits(16_384, 4_096);

  /**
   * Checks the ranges.
   *
   * @param frame the longest frame in bytes, 64 to {@value #MAX_FRAME}
   * @param line the longest line in bytes, 16 to {@value #MAX_FRAME}
   * @throws IllegalArgumentException when a limit is out of its range
   */
  public FrameLimits {
    if (frame < 64 || frame > MAX_FRAME || line < 16 || line > MAX_FRAME) {
      throw new IllegalArgumentException("limits out of range: frame " + frame + ", line " + line);
    }
  }
}
