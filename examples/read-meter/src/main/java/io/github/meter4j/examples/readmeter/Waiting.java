package io.github.meter4j.examples.readmeter;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reader.ReaderStats;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says once what the program waits for, when the first reading takes a while. */
final class Waiting implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 2_500;

  private final String address;
  private final PrintStream err;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile MeterReader<?> reader;

  private Waiting(String address, PrintStream err) {
    this.address = address;
    this.err = err;
  }

  /** Begins before the meter is opened, which may take a while too. */
  static Waiting start(String address, PrintStream err) {
    Waiting waiting = new Waiting(address, err);
    Thread thread = new Thread(waiting::run, "waiting");
    thread.setDaemon(true);
    thread.start();
    return waiting;
  }

  void opened(MeterReader<?> open) {
    reader = open;
  }

  /** Something was said or shown: nobody wonders any more. */
  void end() {
    over.countDown();
  }

  @Override
  public void close() {
    end();
  }

  private void run() {
    try {
      if (!over.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        err.println("read-meter: waiting for " + address + ": " + what());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String what() {
    MeterReader<?> open = reader;
    if (open == null) {
      return "it is not open yet";
    }
    ReaderStats stats = open.stats();
    if (stats.bytesReceived() == 0) {
      return "it is open, and no byte has come yet";
    }
    return Statistics.many(stats.bytesReceived(), "byte")
        + " came, and no reading yet"
        + (stats.rejectedTotal() == 0 ? "" : ": " + Statistics.rejected(stats));
  }
}
