package io.github.meter4j.blinkt;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.StatusIndicator;
import io.github.meter4j.spi.StatusIndicatorProvider;
import java.util.List;

/**
 * Shows the status on a Blinkt, {@code blinkt:}. LED 0 is purple while the program runs, LED 1
 * green while it reads, LED 2 blue while it writes; each is red when that failed.
 */
class BlinktIndicatorProvider implements StatusIndicatorProvider {
  private static final int LAST_PIN = 27;

  private static final OptionSpec<Integer> BRIGHTNESS =
      OptionSpec.integer(
          "brightness", 0, Apa102Frame.MAX_BRIGHTNESS, "3", "of the LEDs; they have these steps");
  private static final OptionSpec<Boolean> CLEAR_ON_CLOSE =
      OptionSpec.flag("clear-on-close", "true", "turn the LEDs off when the program ends");
  private static final OptionSpec<Integer> DATA =
      OptionSpec.integer(
          "data", 0, LAST_PIN, Integer.toString(Blinkt.DATA_PIN), "the BCM number of the data pin");
  private static final OptionSpec<Integer> CLOCK =
      OptionSpec.integer(
          "clock",
          0,
          LAST_PIN,
          Integer.toString(Blinkt.CLOCK_PIN),
          "the BCM number of the clock pin");

  @Override
  public String scheme() {
    return "blinkt";
  }

  @Override
  public String description() {
    return "the LEDs of a Blinkt on a Raspberry Pi";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of(BRIGHTNESS, CLEAR_ON_CLOSE, DATA, CLOCK);
  }

  @Override
  public StatusIndicator open(Options options) throws TransportException {
    return over(Blinkt.open(options.get(DATA), options.get(CLOCK)), options);
  }

  /** Dark at first, whatever another program has left. */
  static StatusIndicator over(Blinkt blinkt, Options options) throws TransportException {
    try {
      blinkt
          .brightness(options.get(BRIGHTNESS))
          .clearOnClose(options.get(CLEAR_ON_CLOSE))
          .clear()
          .show();
      return new BlinktIndicator(blinkt);
    } catch (TransportException e) {
      blinkt.close();
      throw e;
    }
  }
}
