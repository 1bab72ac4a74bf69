package io.github.meter4j.blinkt;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * What the eight LEDs show for a time.
 *
 * @param leds the colours of LEDs 0 to 7
 * @param time for how long
 */
public record Scene(List<Color> leds, Duration time) {

  /**
   * Eight colours.
   *
   * @param leds the colours of LEDs 0 to 7
   * @param time for how long
   * @throws IllegalArgumentException when there are more or fewer
   */
  public Scene {
    leds = List.copyOf(leds);
    if (leds.size() != Blinkt.LEDS) {
      throw new IllegalArgumentException("a scene has eight LEDs, not " + leds.size());
    }
  }

  /**
   * All LEDs off.
   *
   * @param time for how long
   * @return the scene
   */
  public static Scene dark(Duration time) {
    return new Scene(Collections.nCopies(Blinkt.LEDS, Color.OFF), time);
  }
}
