package io.github.meter4j.blinkt;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.gpio.Gpio;
import java.io.Closeable;
import java.util.Arrays;
import java.util.Objects;

/**
 * A Blinkt: eight APA102 LEDs on two pins of a Raspberry Pi. What is set is seen after {@link
 * #show()}. Safe to share between threads; a frame is sent on the thread that calls {@code show}.
 *
 * <pre>{@code
 * try (Blinkt blinkt = Blinkt.open()) {
 *   blinkt.set(3, Color.RED).show();
 * }
 * }</pre>
 *
 * <p>Closing it, or ending the program, turns the LEDs off, unless {@link #clearOnClose} says
 * otherwise.
 */
public final class Blinkt implements Closeable {
  /** How many LEDs it has, numbered from 0. */
  public static final int LEDS = 8;

  /** The BCM number of the data pin (pin 16 of the header). */
  public static final int DATA_PIN = 23;

  /** The BCM number of the clock pin (pin 18 of the header). */
  public static final int CLOCK_PIN = 24;

  /** The brightness of an LED that nobody has set, 0 to 31; that of pimoroni's library. */
  public static final int DEFAULT_BRIGHTNESS = 7;

  private static final System.Logger LOG = System.getLogger("io.github.meter4j.blinkt");

  private final Apa102Line line;
  private final Apa102Frame frame = new Apa102Frame(LEDS);
  private final byte[] sent = new byte[frame.bytes().length];
  private final Thread atExit = new Thread(this::close, "blinkt off");

  /** The LEDs show what {@link #sent} says. */
  private boolean known;

  private boolean clearOnClose = true;
  private boolean closed;

  private Blinkt(Apa102Line line) {
    this.line = line;
    brightness(DEFAULT_BRIGHTNESS);
  }

  /**
   * Opens the Blinkt on the header of this Raspberry Pi.
   *
   * @return the Blinkt; nothing has been sent to it yet
   * @throws TransportException when there are no pins to use; the message says why and what to do
   */
  public static Blinkt open() throws TransportException {
    return open(DATA_PIN, CLOCK_PIN);
  }

  /**
   * Opens a Blinkt that was wired to other pins.
   *
   * @param dataPin the BCM number of the data pin
   * @param clockPin the BCM number of the clock pin
   * @return the Blinkt
   * @throws IllegalArgumentException when there are no such pins, or both are the same
   * @throws TransportException when they cannot be used; the message says why and what to do
   */
  public static Blinkt open(int dataPin, int clockPin) throws TransportException {
    if (dataPin == clockPin) {
      throw new IllegalArgumentException("data and clock cannot both be GPIO " + dataPin);
    }
    Gpio gpio = Gpio.ofThisMachine("use the indicator console: to try without one");
    return over(BitBangedLine.open(gpio, dataPin, clockPin));
  }

  /**
   * Eight LEDs behind a line of one's own, such as an SPI port.
   *
   * @param line takes the frames; closed with this
   * @return the LEDs
   */
  public static Blinkt over(Apa102Line line) {
    Objects.requireNonNull(line, "line");
    Blinkt blinkt = new Blinkt(line);
    Runtime.getRuntime().addShutdownHook(blinkt.atExit);
    return blinkt;
  }

  /**
   * Sets the colour of an LED.
   *
   * @param led 0 to 7
   * @param color the colour
   * @return this
   */
  public synchronized Blinkt set(int led, Color color) {
    Objects.requireNonNull(color, "color");
    frame.color(led, color);
    return this;
  }

  /**
   * Sets the colour of all LEDs.
   *
   * @param color the colour
   * @return this
   */
  public synchronized Blinkt setAll(Color color) {
    Objects.requireNonNull(color, "color");
    for (int led = 0; led < LEDS; led++) {
      frame.color(led, color);
    }
    return this;
  }

  /**
   * Sets all LEDs dark; their brightness stays.
   *
   * @return this
   */
  public Blinkt clear() {
    return setAll(Color.OFF);
  }

  /**
   * Sets the brightness of all LEDs.
   *
   * @param brightness 0 (dark) to 31, the steps that the LED has
   * @return this
   */
  public synchronized Blinkt brightness(int brightness) {
    for (int led = 0; led < LEDS; led++) {
      frame.brightness(led, brightness);
    }
    return this;
  }

  /**
   * Sets the brightness of an LED.
   *
   * @param led 0 to 7
   * @param brightness 0 (dark) to 31
   * @return this
   */
  public synchronized Blinkt brightness(int led, int brightness) {
    frame.brightness(led, brightness);
    return this;
  }

  /**
   * The colour that was set for an LED.
   *
   * @param led 0 to 7
   * @return the colour
   */
  public synchronized Color colorOf(int led) {
    return frame.color(led);
  }

  /**
   * The brightness that was set for an LED.
   *
   * @param led 0 to 7
   * @return 0 to 31
   */
  public synchronized int brightnessOf(int led) {
    return frame.brightness(led);
  }

  /**
   * Whether the LEDs go dark when this is closed or the program ends; true at first.
   *
   * @param clear false to leave them as they are
   * @return this
   */
  public synchronized Blinkt clearOnClose(boolean clear) {
    clearOnClose = clear;
    return this;
  }

  /**
   * Shows what was set. Sends nothing when the LEDs show it already: they keep their colour.
   *
   * @throws TransportException when it cannot be sent, or this is closed
   */
  public synchronized void show() throws TransportException {
    if (closed) {
      throw new TransportException(TransportException.Kind.CLOSED, "the Blinkt was closed");
    }
    byte[] bytes = frame.bytes();
    if (known && Arrays.equals(bytes, sent)) {
      return;
    }
    known = false;
    line.send(bytes);
    System.arraycopy(bytes, 0, sent, 0, bytes.length);
    known = true;
  }

  /** Turns the LEDs off, unless they are to stay, and gives the pins back. Never throws. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      turnOff();
      closed = true;
      line.close();
    }
    if (Thread.currentThread() != atExit) {
      forgetExit();
    }
  }

  private void turnOff() {
    if (!clearOnClose) {
      return;
    }
    try {
      clear().show();
    } catch (TransportException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the LEDs could not be turned off", e);
    }
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the program is ending already
    }
  }
}
