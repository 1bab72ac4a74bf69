package io.github.meter4j;

import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.StatusIndicatorProvider;
import java.util.List;

/**
 * What a kind of status indicator says of itself, for lists and messages.
 *
 * @param scheme its name in an address, as in {@code blinkt:}
 * @param description what it is, in one line
 * @param options its options
 */
public record IndicatorInfo(String scheme, String description, List<OptionSpec<?>> options) {

  /**
   * Makes the list unmodifiable.
   *
   * @param scheme its name in an address
   * @param description what it is, in one line
   * @param options its options
   */
  public IndicatorInfo {
    options = List.copyOf(options);
  }

  static IndicatorInfo of(StatusIndicatorProvider provider) {
    return new IndicatorInfo(provider.scheme(), provider.description(), provider.options());
  }
}
