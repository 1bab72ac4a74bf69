package io.github.meter4j.internal.gpio;

import io.github.meter4j.fault.TransportException;
import java.util.function.Consumer;

/**
 * The GPIO pins of a machine, by their BCM numbers. Pins are opened and closed one by one, from any
 * thread; a pin that is open cannot be opened again.
 *
 * <p>Every error is a {@link TransportException}: NOT_FOUND where there is no GPIO or no library
 * for it, PERMISSION_DENIED, BUSY, REFUSED for a provider that loses pulses, DISCONNECTED where a
 * pin that was open fails, CLOSED.
 */
public interface Gpio {

  /** What holds an input where nothing drives it. */
  enum Pull {
    /** Nothing in the chip: there is a resistor outside. */
    OFF,
    /** To ground. */
    DOWN,
    /** To 3.3 V. */
    UP
  }

  /**
   * Opens a pin as an output, low.
   *
   * @param bcm the BCM number
   * @return the open pin
   */
  GpioOutput output(int bcm) throws TransportException;

  /**
   * Opens a pin as an input.
   *
   * @param bcm the BCM number
   * @param pull what holds it where nothing drives it
   * @param debounceMicros how long a level has to last to be told; 0 tells every edge. The gpiod
   *     provider of Pi4J 2.8 loses whole pulses by it when its thread is late, so count with 0
   * @param edges called with the new level, true for high, on a thread of the library, one at a
   *     time. The first call may tell a level that the pin had already: count rising edges, not
   *     calls. It must not block, and what it throws is lost
   * @return the open pin
   */
  GpioInput input(int bcm, Pull pull, long debounceMicros, Consumer<Boolean> edges)
      throws TransportException;

  /**
   * The pins of this machine: one Pi4J context for the whole process, made when the first pin opens
   * and shut down when the last one closes.
   *
   * @param alternative what to try on a machine without pins, as in {@code use sim: to try without
   *     one}
   * @return the pins; opens nothing, and works where Pi4J is not installed
   */
  static Gpio ofThisMachine(String alternative) {
    return ThisMachine.gpio(alternative);
  }
}
