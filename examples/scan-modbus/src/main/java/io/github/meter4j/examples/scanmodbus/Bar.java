package io.github.meter4j.examples.scanmodbus;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar for a person at a terminal. */
final class Bar implements Scan.Watcher {
  private static final int EVERY_MILLIS = 200;

  private final PrintStream err;
  private ProgressBar bar;

  Bar(PrintStream err) {
    this.err = err;
  }

  @Override
  public void begins(LineSetting setting, int units) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(setting.equals(LineSetting.NONE) ? "units" : setting.toString())
            .setInitialMax(units)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(EVERY_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(err))
            .build();
  }

  @Override
  public void asked(int unit, int found) {
    bar.setExtraMessage("unit " + unit + ", " + found + " found");
    bar.step();
  }

  @Override
  public void ends() {
    if (bar != null) {
      bar.close();
    }
  }
}
