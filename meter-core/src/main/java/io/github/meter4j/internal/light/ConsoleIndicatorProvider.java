package io.github.meter4j.internal.light;

import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.StatusIndicator;
import io.github.meter4j.spi.StatusIndicatorProvider;
import java.util.List;

/** The indicator of a machine without lights. */
public final class ConsoleIndicatorProvider implements StatusIndicatorProvider {
  @Override
  public String scheme() {
    return "console";
  }

  @Override
  public String description() {
    return "a line on standard error for every change";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of();
  }

  @Override
  public StatusIndicator open(Options options) {
    return new ConsoleIndicator(System.err);
  }
}
