package io.github.meter4j.blinkt;

import com.sun.management.ThreadMXBean;
import io.github.meter4j.internal.gpio.GpioOutput;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Says how many bytes of memory frames take, sent to pins that do nothing. */
final class AllocationProgram {
  private static final int FRAMES = 2_000;

  private AllocationProgram() {}

  public static void main(String[] args) throws IOException {
    GpioOutput pin =
        new GpioOutput() {
          @Override
          public void high() {
            // no pin
          }

          @Override
          public void low() {
            // no pin
          }

          @Override
          public void close() {
            // no pin
          }
        };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Blinkt blinkt = Blinkt.over(new BitBangedLine(pin, pin))) {
      show(blinkt);
      long before = threads.getCurrentThreadAllocatedBytes();
      show(blinkt);
      System.out.println((threads.getCurrentThreadAllocatedBytes() - before) / FRAMES);
    }
  }

  private static void show(Blinkt blinkt) throws IOException {
    for (int i = 0; i < FRAMES; i++) {
      blinkt.set(i % Blinkt.LEDS, i % 3 == 0 ? Color.RED : Color.BLUE).brightness(i % 32).show();
    }
  }
}
