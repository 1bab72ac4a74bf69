package io.github.meter4j;

import io.github.meter4j.internal.LineDiagnosis;
import io.github.meter4j.reading.Fault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/** One call of read(): its deadline, and what came while it waited. */
final class ReadAttempt {
  private static final int KEPT_FAULTS = 5;

  private final MeterSource<?> source;
  private final Duration timeout;
  private final long deadline;
  private final LineDiagnosis diagnosis = new LineDiagnosis();
  private final ArrayDeque<Fault> faults = new ArrayDeque<>();

  ReadAttempt(MeterSource<?> source, Duration timeout) {
    this.source = source;
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  long nanosLeft() {
    return deadline - System.nanoTime();
  }

  void received(ByteBuffer chunk) {
    diagnosis.add(chunk.duplicate());
  }

  void fault(Fault fault) {
    if (faults.size() == KEPT_FAULTS) {
      faults.remove();
    }
    faults.add(fault);
  }

  ReadTimeoutException timedOut() {
    String time =
        timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    List<Fault> seen = List.copyOf(faults);
    return new ReadTimeoutException(
        "no reading from " + source + " in " + time, diagnosis.bytes(), seen, diagnosis.hint(seen));
  }
}
