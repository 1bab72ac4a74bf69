package io.github.meter4j.internal.light;

import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.StatusIndicator;
import io.github.meter4j.spi.StatusIndicatorProvider;
import java.util.List;

/** For programs whose indicator is a setting, and nobody wants one. */
public final class NoIndicatorProvider implements StatusIndicatorProvider {
  @Override
  public String scheme() {
    return "none";
  }

  @Override
  public String description() {
    return "shows nothing";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of();
  }

  @Override
  public StatusIndicator open(Options options) {
    return new StatusIndicator() {
      @Override
      public void show(Activity activity, Condition condition) {
        // that is the point
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }
}
