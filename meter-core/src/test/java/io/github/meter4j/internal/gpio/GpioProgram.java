package io.github.meter4j.internal.gpio;

import io.github.meter4j.fault.TransportException;
import java.io.PrintStream;

/** Another program that opens a pin and says how that went. */
final class GpioProgram {
  private GpioProgram() {}

  public static void main(String[] args) {
    PrintStream answer = System.out;
    Gpio gpio = Gpio.ofThisMachine("use sim: to try without one");
    // twice: a class that failed to load fails in another way the second time
    for (int i = 0; i < 2; i++) {
      try (GpioOutput pin = gpio.output(23)) {
        pin.high();
        answer.println("OPEN");
      } catch (TransportException e) {
        answer.println(e.kind() + " " + e.getMessage());
      }
    }
  }
}
