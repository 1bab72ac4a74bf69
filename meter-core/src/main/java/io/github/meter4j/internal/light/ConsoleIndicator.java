package io.github.meter4j.internal.light;

import io.github.meter4j.spi.StatusIndicator;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Writes {@code status: reading ok} and the like, a line for every change. */
public final class ConsoleIndicator implements StatusIndicator {
  private final PrintStream lines;
  private final Map<Activity, Condition> shown = new EnumMap<>(Activity.class);

  /** Lines for a stream, which stays open. */
  public ConsoleIndicator(PrintStream lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void show(Activity activity, Condition condition) {
    Condition before = shown.put(activity, condition);
    if (condition != (before == null ? Condition.OFF : before)) {
      lines.println("status: " + word(activity) + ' ' + word(condition));
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    lines.flush();
  }
}
