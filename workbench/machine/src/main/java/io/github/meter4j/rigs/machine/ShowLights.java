package io.github.meter4j.rigs.machine;

import io.github.meter4j.blinkt.Blinkt;
import io.github.meter4j.blinkt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Shows a few frames on a Blinkt, and marks in the kernel's trace where each begins. */
public final class ShowLights {
  private static final Path MARKS = Path.of("/sys/kernel/tracing/trace_marker");

  private ShowLights() {}

  /** Shows them. */
  public static void main(String[] args) throws IOException {
    try (Blinkt blinkt = Blinkt.open()) {
      mark("one-red");
      blinkt.set(0, new Color(255, 0, 0)).show();
      mark("the-same-again");
      blinkt.set(0, new Color(255, 0, 0)).show();
      mark("all-different");
      for (int led = 0; led < Blinkt.LEDS; led++) {
        blinkt.set(led, new Color(0x80 + led, 0x10 * led, 0xff - led)).brightness(led, 31 - led);
      }
      blinkt.show();
      mark("closing");
    }
  }

  private static void mark(String text) throws IOException {
    Files.writeString(MARKS, text, StandardOpenOption.WRITE);
  }
}
