package io.github.meter4j.examples.readmeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterSource;
import io.github.meter4j.examples.program.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C. */
@Timeout(30)
class SessionTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** While the program waits for the next reading. */
  private static ReadingPrinter thenStop(ReadingPrinter printer, Stop stop) {
    return (reading, stats) -> {
      printer.print(reading, stats);
      CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(stop::now);
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10, 3_600})
  void endsCleanlyAndSaysWhatItCounted(long intervalSeconds) throws Exception {
    Stop stop = new Stop();
    Program program = Program.of("read-meter", out, new PrintStream(err));
    Duration interval = intervalSeconds == 0 ? null : Duration.ofSeconds(intervalSeconds);
    Session session =
        new Session(
                MeterSource.parse("dsmr+sim:household"),
                thenStop(new JsonPrinter(program.out()), stop),
                new Session.Limits(null, interval),
                stop)
            .withStats(true);
    int code = session.run(program);

    assertThat(code).isZero();
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("1 reading in ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsAtOnceWhenTheEndCameFirst(boolean stats) throws Exception {
    Stop stop = new Stop();
    stop.now();

    Program program = Program.of("read-meter", out, new PrintStream(err));

    int code =
        new Session(
                MeterSource.parse("dsmr+sim:household"),
                new JsonPrinter(program.out()),
                new Session.Limits(null, null),
                stop)
            .withStats(stats)
            .run(program);

    assertThat(code).isZero();
    assertThat(out.toString()).isEmpty();
  }
}
