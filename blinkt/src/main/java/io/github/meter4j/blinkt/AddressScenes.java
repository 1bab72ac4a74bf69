package io.github.meter4j.blinkt;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * An IP address as a row of scenes, for a machine that has no other display. A digit is as many
 * blue LEDs from LED 0 on, for two seconds; 9 is the three at each end, and 0 the two in the
 * middle. A dot is the two outermost LEDs, white, for three seconds. Between two of them it is
 * dark, so that equal digits can be told apart. Pure.
 */
public final class AddressScenes {
  private static final Duration DIGIT = Duration.ofSeconds(2);
  private static final Duration DOT = Duration.ofSeconds(3);
  private static final Duration GAP = Duration.ofMillis(400);

  private AddressScenes() {}

  /**
   * The scenes of an address.
   *
   * @param address an address of IP version 4
   * @return the scenes in order; the last one is dark
   */
  public static List<Scene> of(Inet4Address address) {
    Objects.requireNonNull(address, "address");
    List<Scene> scenes = new ArrayList<>();
    address
        .getHostAddress()
        .chars()
        .mapToObj(symbol -> symbol((char) symbol))
        .forEach(
            scene -> {
              scenes.add(scene);
              scenes.add(Scene.dark(GAP));
            });
    return Collections.unmodifiableList(scenes);
  }

  private static Scene symbol(char symbol) {
    List<Color> leds = new ArrayList<>(Scene.dark(GAP).leds());
    if (symbol == '.') {
      light(leds, Color.WHITE, 0, 7);
      return new Scene(leds, DOT);
    }
    switch (symbol) {
      case '0' -> light(leds, Color.BLUE, 3, 4);
      case '9' -> light(leds, Color.BLUE, 0, 1, 2, 5, 6, 7);
      default -> Collections.fill(leds.subList(0, symbol - '0'), Color.BLUE);
    }
    return new Scene(leds, DIGIT);
  }

  private static void light(List<Color> leds, Color color, int... numbers) {
    for (int number : numbers) {
      leds.set(number, color);
    }
  }
}
