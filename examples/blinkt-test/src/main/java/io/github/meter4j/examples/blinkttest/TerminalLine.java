package io.github.meter4j.examples.blinkttest;

import io.github.meter4j.blinkt.Apa102Line;
import io.github.meter4j.blinkt.Blinkt;
import io.github.meter4j.examples.program.Output;
import io.github.meter4j.examples.program.OutputEnded;
import java.util.Locale;

/**
 * Eight LEDs in a terminal. It draws what a chain of real ones would show: the colours are read out
 * of the bytes of the frame.
 */
final class TerminalLine implements Apa102Line {
  private static final int START_BYTES = 4;
  private static final int BYTES_OF_AN_LED = 4;
  private static final int DARK_SHADE = 40;

  /** As bright as the eye sees an LED: even a faint one is well seen in the dark. */
  private static final double GAMMA = 0.4;

  private static final int MAX_BRIGHTNESS = 31;

  private final Output out;
  private final boolean inColor;
  private boolean ended;

  TerminalLine(Output out, boolean inColor) {
    this.out = out;
    this.inColor = inColor;
  }

  @Override
  public void send(byte[] frame) {
    StringBuilder text = new StringBuilder();
    for (int led = 0; led < Blinkt.LEDS; led++) {
      int at = START_BYTES + led * BYTES_OF_AN_LED;
      int brightness = frame[at] & MAX_BRIGHTNESS;
      text.append(
          light(brightness, frame[at + 3] & 0xff, frame[at + 2] & 0xff, frame[at + 1] & 0xff));
    }
    print(text.toString().stripTrailing());
  }

  /** When nothing can be written any more, that is said once and not again when they turn dark. */
  private void print(String line) {
    if (!ended) {
      try {
        out.println(line);
        out.flush();
      } catch (OutputEnded e) {
        ended = true;
        throw e;
      }
    }
  }

  private String light(int brightness, int red, int green, int blue) {
    boolean dark = brightness == 0 || (red | green | blue) == 0;
    if (!inColor) {
      return dark ? "  ------" : String.format(Locale.ROOT, "  %02x%02x%02x", red, green, blue);
    }
    double seen = dark ? 0 : Math.pow((double) brightness / MAX_BRIGHTNESS, GAMMA);
    return String.format(
        Locale.ROOT,
        "  \u001b[48;2;%d;%d;%dm    \u001b[0m",
        shade(red, seen),
        shade(green, seen),
        shade(blue, seen));
  }

  private static int shade(int part, double seen) {
    return (int) Math.min(255, Math.max(DARK_SHADE, Math.round(part * 255 / 200.0 * seen)));
  }

  @Override
  public void close() {
    // every line is on the screen
  }
}
