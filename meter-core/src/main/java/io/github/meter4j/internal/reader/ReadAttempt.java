package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.internal.diagnosis.LineDiagnosis;
import io.github.meter4j.reading.Reading;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One call of read(): its deadline, what came while it waited, and what it waits for. */
final class ReadAttempt<R extends Reading> {
  private static final int KEPT_FAULTS = 5;
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final Connector<R> source;
  private final Duration timeout;
  private final long deadline;
  private final LineDiagnosis diagnosis;
  private final ArrayDeque<Fault> faults = new ArrayDeque<>();
  private long from = Long.MIN_VALUE;
  private Optional<R> reading = Optional.empty();
  private OptionalLong decodedNanos = OptionalLong.empty();

  ReadAttempt(Connector<R> source, Duration timeout) {
    this.source = source;
    this.timeout = timeout;
    this.diagnosis = new LineDiagnosis(source.way());
    Duration bounded = timeout.compareTo(FOREVER) < 0 ? timeout : FOREVER;
    this.deadline = System.nanoTime() + (timeout.isNegative() ? 0 : bounded.toNanos());
  }

  long nanosLeft() {
    return deadline - System.nanoTime();
  }

  /** Only a reading whose first byte stands there or later is fresh. */
  synchronized void wantFrom(long position) {
    from = position;
  }

  /** Takes the reading if it is the one waited for. */
  synchronized boolean offer(R candidate, long offset) {
    if (reading.isPresent() || offset < from) {
      return false;
    }
    reading = Optional.of(candidate);
    decodedNanos = OptionalLong.of(System.nanoTime());
    return true;
  }

  synchronized Optional<R> reading() {
    return reading;
  }

  /** Takes a reading that nobody had taken before. */
  synchronized void give(R old) {
    reading = Optional.of(old);
  }

  /** When the reading was decoded, when that was during this call. */
  synchronized OptionalLong decodedNanos() {
    return decodedNanos;
  }

  synchronized void received(ByteBuffer chunk) {
    diagnosis.add(chunk.duplicate());
  }

  synchronized void fault(Fault fault) {
    if (faults.size() == KEPT_FAULTS) {
      faults.remove();
    }
    faults.add(fault);
  }

  /**
   * Why this call ends without a reading.
   *
   * @param failed the last poll, when no reading has come since it failed
   */
  synchronized ReadTimeoutException timedOut(Optional<MeterException> failed) {
    String time = timeout.getNano() == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    List<Fault> seen = List.copyOf(faults);
    return new ReadTimeoutException(
        "no reading from " + source.address() + " in " + time,
        diagnosis.bytes(),
        seen,
        hint(seen, failed));
  }

  /** Of a meter that is asked, the last answer says more than the bytes. */
  private String hint(List<Fault> seen, Optional<MeterException> failed) {
    if (!seen.isEmpty()) {
      Fault last = seen.get(seen.size() - 1);
      if (last.kind() == Fault.Kind.NO_ANSWER || last.kind() == Fault.Kind.REFUSED) {
        return last.message();
      }
    }
    if (seen.isEmpty() && diagnosis.bytes() == 0 && failed.isPresent()) {
      return "it was not polled meanwhile, since it did not answer before: "
          + failed.get().getMessage();
    }
    return diagnosis.hint(seen, source.whenSilent());
  }
}
