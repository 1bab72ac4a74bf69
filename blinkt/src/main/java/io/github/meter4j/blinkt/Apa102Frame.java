package io.github.meter4j.blinkt;

import java.util.Arrays;

/**
 * The frame that sets a chain of APA102 LEDs: 32 zero bits, four bytes for each LED ({@code
 * 111bbbbb}, blue, green, red) and an end. Filled in place; not safe to share between threads.
 *
 * <p>The end is zero bits: half a clock for each LED, because every LED passes the data on half a
 * clock late, and 32 more for the SK9822, a clone that shows its colour when the next start comes.
 * For eight LEDs that makes 40 bits, more than the 36 that pimoroni's library sends (blinkt.py
 * 0.1.2). Ones instead of zeros may light an LED too many on a longer chain.
 */
final class Apa102Frame {
  /** The highest brightness. */
  static final int MAX_BRIGHTNESS = 31;

  private static final int START_BYTES = 4;
  private static final int BYTES_OF_AN_LED = 4;
  private static final int LATCH_BYTES = 4;
  private static final int LEDS_DELAYED_BY_A_BYTE = 16;
  private static final int HEAD = 0xe0;

  private final byte[] bytes;
  private final int leds;

  /**
   * The frame of a chain, with every LED dark at brightness 0.
   *
   * @param leds how many, from 1
   */
  Apa102Frame(int leds) {
    if (leds < 1) {
      throw new IllegalArgumentException("a chain has one LED or more, not " + leds);
    }
    int delay = (leds + LEDS_DELAYED_BY_A_BYTE - 1) / LEDS_DELAYED_BY_A_BYTE;
    this.leds = leds;
    this.bytes = new byte[START_BYTES + leds * BYTES_OF_AN_LED + LATCH_BYTES + delay];
    for (int led = 0; led < leds; led++) {
      bytes[offset(led)] = (byte) HEAD;
    }
  }

  /**
   * How many LEDs it sets.
   *
   * @return the number
   */
  int leds() {
    return leds;
  }

  /**
   * Sets the colour of an LED; its brightness stays.
   *
   * @param led its number, from 0 at the start of the chain
   * @param color the colour
   */
  void color(int led, Color color) {
    int at = offset(led);
    bytes[at + 1] = (byte) color.blue();
    bytes[at + 2] = (byte) color.green();
    bytes[at + 3] = (byte) color.red();
  }

  /**
   * The colour of an LED.
   *
   * @param led its number
   * @return the colour
   */
  Color color(int led) {
    int at = offset(led);
    return new Color(bytes[at + 3] & 0xff, bytes[at + 2] & 0xff, bytes[at + 1] & 0xff);
  }

  /**
   * Sets the brightness of an LED; its colour stays.
   *
   * @param led its number
   * @param brightness 0 (dark) to {@value #MAX_BRIGHTNESS}
   */
  void brightness(int led, int brightness) {
    bytes[offset(led)] = (byte) (HEAD | requireBrightness(brightness));
  }

  /**
   * The brightness of an LED.
   *
   * @param led its number
   * @return 0 to {@value #MAX_BRIGHTNESS}
   */
  int brightness(int led) {
    return bytes[offset(led)] & MAX_BRIGHTNESS;
  }

  static int requireBrightness(int brightness) {
    if (brightness < 0 || brightness > MAX_BRIGHTNESS) {
      throw new IllegalArgumentException(
          "brightness is 0 to " + MAX_BRIGHTNESS + ", not " + brightness);
    }
    return brightness;
  }

  private int offset(int led) {
    if (led < 0 || led >= leds) {
      throw new IllegalArgumentException(
          "there is no LED " + led + "; there are 0 to " + (leds - 1));
    }
    return START_BYTES + led * BYTES_OF_AN_LED;
  }

  /**
   * The bytes in the order in which they are sent.
   *
   * @return a copy
   */
  byte[] toByteArray() {
    return bytes.clone();
  }

  /** The bytes themselves. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether another chain's frame has the same bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Apa102Frame frame && Arrays.equals(bytes, frame.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
