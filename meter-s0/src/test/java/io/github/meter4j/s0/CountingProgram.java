package io.github.meter4j.s0;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts pulses into a file until it is killed, and says on standard output what it does: {@code
 * start N}, {@code pulse N} for every pulse and {@code saved N} once a save is done.
 */
final class CountingProgram {
  private static final long MS = 1_000_000;

  private CountingProgram() {}

  public static void main(String[] args) throws Exception {
    CountFile file = CountFile.open(Path.of(args[0]));
    SavedCount base =
        StoredCount.continued(
            file, S0MeterTest.electricity(1_000), Optional.empty(), Clock.systemUTC().instant());
    LiveCount live =
        new LiveCount(
            base,
            new PulseCounter(true, Duration.ZERO, 1_000),
            "test",
            Clock.systemUTC(),
            System::nanoTime);
    CountStore telling =
        new CountStore() {
          @Override
          public void save(SavedCount count) throws java.io.IOException {
            file.save(count);
            say("saved " + count.count());
          }

          @Override
          public void close() {
            file.close();
          }
        };
    say("start " + base.count());
    CountSaver saver =
        new CountSaver(
            telling,
            base,
            live::current,
            Integer.parseInt(args[1]),
            Duration.ofMinutes(1),
            Clock.systemUTC());
    saver.start();
    live.keptBy(saver);
    // of its own time: a pulse each 2 ms, as exactly as this machine does it
    for (long count = base.count() + 1; true; count++) {
      live.edge(true, System.nanoTime());
      live.edge(false, System.nanoTime());
      say("pulse " + count);
      LockSupport.parkNanos(2 * MS);
    }
  }

  /** In one piece. */
  private static synchronized void say(String line) {
    byte[] bytes = (line + '\n').getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
