package io.github.meter4j.internal.gpio;

/** The numbers of pins. */
final class Pins {
  /** The last one of the BCM2835 to BCM2711; the header has 0 to 27. */
  private static final int LAST = 57;

  private Pins() {}

  static void require(int bcm) {
    if (bcm < 0 || bcm > LAST) {
      throw new IllegalArgumentException(
          "there is no GPIO " + bcm + "; the header of a Raspberry Pi has 0 to 27");
    }
  }
}
