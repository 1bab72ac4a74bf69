package io.github.meter4j;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** A program that reads for ever and closes its reader when it is told to end. */
final class ClosingProgram {
  private ClosingProgram() {}

  public static void main(String[] args) throws Exception {
    PrintStream answer = System.out;
    FlakyLink link = new FlakyLink();
    MeterReader<LineReading> meter = link.reader("?timeout=1h");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  meter.close();
                  int closings = link.opened().get(0).closings();
                  answer.println(meter.state() + ", closed " + closings + " times");
                }));
    switch (args[0]) {
      case "reading" -> Patience.start(meter::read);
      case "listening" ->
          meter.subscribe(
              reading -> {
                answer.println("READY");
                StateHandlerTest.awaitUninterrupted(new CountDownLatch(1));
              });
      case "trying" -> {
        link.setThere(false);
        meter.subscribe(new Heard());
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    ScriptedTransport line = link.awaitOpened(1);
    line.awaitDrained();
    switch (args[0]) {
      case "listening" -> line.feed("a\n");
      case "trying" -> {
        line.disconnect();
        Patience.until("it was tried", () -> link.refusals() > 2);
        answer.println("READY");
      }
      default -> answer.println("READY");
    }
    Thread.currentThread().join(); // for ever
  }
}
