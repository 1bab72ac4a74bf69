package io.github.meter4j.blinkt;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.StatusIndicator;
import java.io.UncheckedIOException;

/** An LED for each activity: 0 running, 1 reading, 2 writing; red is failed. */
final class BlinktIndicator implements StatusIndicator {
  private final Blinkt blinkt;

  BlinktIndicator(Blinkt blinkt) {
    this.blinkt = blinkt;
  }

  @Override
  public void show(Activity activity, Condition condition) {
    try {
      blinkt.set(led(activity), color(activity, condition)).show();
    } catch (TransportException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int led(Activity activity) {
    return switch (activity) {
      case RUNNING -> 0;
      case READING -> 1;
      case WRITING -> 2;
    };
  }

  private static Color color(Activity activity, Condition condition) {
    return switch (condition) {
      case OFF -> Color.OFF;
      case FAILED -> Color.RED;
      case OK ->
          switch (activity) {
            case RUNNING -> Color.PURPLE;
            case READING -> Color.GREEN;
            case WRITING -> Color.BLUE;
          };
    };
  }

  @Override
  public void close() {
    blinkt.close();
  }
}
