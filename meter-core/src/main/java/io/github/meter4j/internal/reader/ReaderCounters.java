package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The counts behind {@link ReaderStats}. */
final class ReaderCounters {
  private final Map<Fault.Kind, Long> rejected = new EnumMap<>(Fault.Kind.class);
  private long readings;
  private long bytesReceived;
  private long bytesRejected;
  private long bytesSkipped;
  private long pollsMissed;
  private long repeated;
  private long lastReadingNanos;

  /** For how long somebody has listened since the last reading. */
  private long listenedInVain;

  private final Silence silence;
  private Optional<Duration> clockLag = Optional.empty();

  ReaderCounters(Silence silence) {
    this.silence = silence;
  }

  synchronized void reading(Reading reading) {
    readings++;
    lastReadingNanos = System.nanoTime();
    listenedInVain = 0;
    silence.reading(lastReadingNanos);
    clockLag = clockLag(reading).or(() -> clockLag);
  }

  synchronized void repeated() {
    repeated++;
  }

  synchronized void rejected(Fault fault) {
    rejected.merge(fault.kind(), 1L, Long::sum);
    bytesRejected += fault.length();
  }

  synchronized void skipped(int length) {
    bytesSkipped += length;
  }

  synchronized void missed(long polls) {
    pollsMissed += polls;
  }

  synchronized void received(int length) {
    bytesReceived += length;
  }

  synchronized long readings() {
    return readings;
  }

  /** Whether the last reading is older than it should be. */
  synchronized boolean isSilent() {
    return isTooLong(System.nanoTime() - lastReadingNanos);
  }

  /**
   * Somebody has listened and heard no reading. What passes while nobody listens is no silence of
   * the meter.
   *
   * @return whether the meter is silent for too long
   */
  synchronized boolean listenedInVain(long nanos) {
    listenedInVain += nanos;
    return isTooLong(listenedInVain);
  }

  /** For how many times the limit of silence somebody has listened in vain. */
  synchronized long limitsInVain() {
    return listenedInVain / Math.max(1, silence.limit().toNanos());
  }

  /** The way is open again; what passed while it was not is no silence of the meter. */
  synchronized void listensAnew() {
    listenedInVain = 0;
  }

  private boolean isTooLong(long nanos) {
    return Duration.ofNanos(nanos).compareTo(silence.limit()) > 0;
  }

  synchronized ReaderStats snapshot(
      long dropped, long reconnects, Optional<Duration> deliveryLag, long notRecorded) {
    Optional<Duration> age =
        readings == 0
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(System.nanoTime() - lastReadingNanos));
    return new ReaderStats(
        readings,
        repeated,
        rejected,
        bytesReceived,
        bytesRejected,
        bytesSkipped,
        dropped,
        pollsMissed,
        reconnects,
        age,
        clockLag,
        deliveryLag,
        notRecorded);
  }

  private static Optional<Duration> clockLag(Reading reading) {
    Optional<Instant> meter = reading.meterTime().flatMap(MeterTime::instant);
    return meter.flatMap(
        at -> reading.receivedAt().map(received -> Duration.between(at, received)));
  }
}
