package io.github.meter4j.s0;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.gpio.Gpio;
import io.github.meter4j.internal.gpio.Gpio.Pull;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.PulseSourceProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GPIO pins of a Raspberry Pi by Pi4J: {@code s0:gpio17}. */
class GpioPulseSourceProvider implements PulseSourceProvider {
  private static final Pattern TARGET = Pattern.compile("gpio(0|[1-9]\\d?)");

  private static final OptionSpec<Pull> PULL =
      OptionSpec.choice("pull", Pull.class, "down", "what holds the pin while the circuit is open");
  private static final OptionSpec<Duration> PIN_DEBOUNCE =
      OptionSpec.duration(
          "pin-debounce", "0ms", "edges that the GPIO library drops already; it delays the others");

  private final Gpio gpio;
  private final LongSupplier nanoTime;
  private final StallWatch watch;

  GpioPulseSourceProvider() {
    this(
        Gpio.ofThisMachine("try s0+sim:household with the simulator to see one"),
        System::nanoTime,
        StallWatch.OF_THIS_PROCESS);
  }

  GpioPulseSourceProvider(Gpio gpio, LongSupplier nanoTime, StallWatch watch) {
    this.watch = watch;
    this.gpio = gpio;
    this.nanoTime = nanoTime;
  }

  @Override
  public String scheme() {
    return "gpio";
  }

  @Override
  public LinkKind kind() {
    return LinkKind.PINS;
  }

  @Override
  public String targetForm() {
    return "a pin by its BCM number, such as gpio17";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of(PULL, PIN_DEBOUNCE);
  }

  @Override
  public void validate(String target) {
    pin(target);
  }

  private static int pin(String target) {
    Matcher matcher = TARGET.matcher(target);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          '"' + target + "\" is no pin; pins have BCM numbers, as in gpio17");
    }
    return Integer.parseInt(matcher.group(1));
  }

  @Override
  public PulseSource open(String target, Options options, EdgeListener listener)
      throws TransportException {
    long debounce = TimeUnit.MICROSECONDS.convert(options.get(PIN_DEBOUNCE));
    return GpioPulseSource.open(
        gpio, pin(target), options.get(PULL), debounce, listener, nanoTime, watch);
  }
}
