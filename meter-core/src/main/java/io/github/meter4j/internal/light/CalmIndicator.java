package io.github.meter4j.internal.light;

import io.github.meter4j.spi.StatusIndicator;

/** Lets nothing that goes wrong with an indicator out; the first failure is logged. */
public final class CalmIndicator implements StatusIndicator {
  private static final System.Logger LOG = System.getLogger("io.github.meter4j.light");

  private final String name;
  private final StatusIndicator indicator;
  private boolean failing;
  private boolean closed;

  /** Around another indicator, which need not be safe to share. */
  public CalmIndicator(String name, StatusIndicator indicator) {
    this.name = name;
    this.indicator = indicator;
  }

  @Override
  public synchronized void show(Activity activity, Condition condition) {
    if (closed) {
      return;
    }
    try {
      indicator.show(activity, condition);
      failing = false;
    } catch (RuntimeException e) {
      logFirst(e);
    }
  }

  /** A light that is broken would otherwise fill the log. */
  private void logFirst(RuntimeException e) {
    if (!failing) {
      failing = true;
      LOG.log(System.Logger.Level.WARNING, "the status indicator " + name + ": failed", e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      indicator.close();
    } catch (RuntimeException e) {
      logFirst(e);
    }
  }
}
