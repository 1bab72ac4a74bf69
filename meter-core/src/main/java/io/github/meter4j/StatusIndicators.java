package io.github.meter4j;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.AddressOptions;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.light.CalmIndicator;
import io.github.meter4j.internal.light.ConsoleIndicator;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.StatusIndicator;
import io.github.meter4j.spi.StatusIndicatorProvider;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Opens status indicators by address, {@code scheme:[?option=value&...]}: {@code console:} writes
 * lines to standard error, {@code none:} shows nothing, and {@code blinkt:} of the module blinkt
 * lights LEDs.
 */
public final class StatusIndicators {
  private StatusIndicators() {}

  /**
   * The indicators on the class path or module path.
   *
   * @return a list sorted by scheme
   */
  public static List<IndicatorInfo> indicators() {
    return Registry.indicators().stream()
        .map(IndicatorInfo::of)
        .sorted(Comparator.comparing(IndicatorInfo::scheme))
        .toList();
  }

  /**
   * Opens an indicator. What goes wrong with it later is logged and never thrown, so that it cannot
   * stop a reader.
   *
   * @param address as in {@code console:} or {@code blinkt:?brightness=7}
   * @return the open indicator; safe to share between threads
   * @throws IllegalArgumentException when the address is wrong; the message says what is valid and
   *     suggests the nearest
   * @throws TransportException when it cannot be opened; the message says what to do
   */
  public static StatusIndicator open(String address) throws TransportException {
    Objects.requireNonNull(address, "address");
    int colon = address.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "\""
              + address
              + "\" is no indicator; it has the form scheme:[?option=value&...], as in console:");
    }
    StatusIndicatorProvider provider = Registry.indicator(address.substring(0, colon));
    return new CalmIndicator(
        provider.scheme(), provider.open(options(provider, address.substring(colon + 1))));
  }

  private static Options options(StatusIndicatorProvider provider, String rest) {
    if (!rest.isEmpty() && rest.charAt(0) != '?') {
      throw new IllegalArgumentException(
          "\""
              + rest
              + "\" says nothing to "
              + provider.scheme()
              + ":; options come behind a question mark");
    }
    Map<String, String> texts = AddressOptions.parse(rest.isEmpty() ? "" : rest.substring(1));
    try {
      return Options.of(texts, Map.of(), provider.options());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "in the indicator " + provider.scheme() + ": " + e.getMessage(), e);
    }
  }

  /**
   * An indicator that writes a line for every change.
   *
   * @param lines where to; stays open
   * @return the indicator; safe to share between threads
   */
  public static StatusIndicator printing(PrintStream lines) {
    return new ConsoleIndicator(Objects.requireNonNull(lines, "lines"));
  }
}
