package io.github.meter4j.spi;

import io.github.meter4j.fault.TransportException;
import java.util.List;

/** Opens indicators of one scheme. Stateless and safe to share between threads. */
public interface StatusIndicatorProvider {

  /**
   * The scheme in the address of an indicator, as in {@code blinkt:}.
   *
   * @return a lower-case word
   */
  String scheme();

  /**
   * What it is, in one line for a list.
   *
   * @return a phrase
   */
  String description();

  /**
   * The options of this indicator.
   *
   * @return a list that never changes
   */
  List<OptionSpec<?>> options();

  /**
   * Opens an indicator.
   *
   * @param options the options, checked against {@link #options}
   * @return the open indicator, with every activity off
   * @throws TransportException when it cannot be opened; the message says what to do
   */
  StatusIndicator open(Options options) throws TransportException;
}
