package io.github.meter4j.blinkt;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.gpio.Gpio;
import io.github.meter4j.internal.gpio.GpioOutput;

/**
 * Two pins, a data and a clock line, set bit by bit: the data before the clock rises, which is when
 * the LED takes it. The clock rests low.
 */
final class BitBangedLine implements Apa102Line {
  private enum Level {
    LOW,
    HIGH,
    /** Before the first bit, and after a failure. */
    UNKNOWN
  }

  private final GpioOutput data;
  private final GpioOutput clock;
  private Level level = Level.UNKNOWN;

  BitBangedLine(GpioOutput data, GpioOutput clock) {
    this.data = data;
    this.clock = clock;
  }

  /** Both pins or none. */
  static BitBangedLine open(Gpio gpio, int dataPin, int clockPin) throws TransportException {
    GpioOutput data = gpio.output(dataPin);
    try {
      return new BitBangedLine(data, gpio.output(clockPin));
    } catch (TransportException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  @Override
  public void send(byte[] frame) throws TransportException {
    for (byte one : frame) {
      for (int bit = 7; bit >= 0; bit--) {
        put((one >> bit & 1) == 0 ? Level.LOW : Level.HIGH);
        clock.high();
        clock.low();
      }
    }
  }

  /**
   * A pin keeps its level, and setting it is the slow part: a third of a frame is not set again.
   */
  private void put(Level bit) throws TransportException {
    if (bit == level) {
      return;
    }
    level = Level.UNKNOWN;
    if (bit == Level.HIGH) {
      data.high();
    } else {
      data.low();
    }
    level = bit;
  }

  @Override
  public void close() {
    data.close();
    clock.close();
  }
}
