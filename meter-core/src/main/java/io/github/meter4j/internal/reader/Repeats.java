package io.github.meter4j.internal.reader;

import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Knows readings that came before: the same bytes, identification and checksum included, with the
 * same time of the meter's clock. A meter without a clock may say the same twice and mean it, so a
 * reading without a time is never a repeat. Not safe to share between threads.
 */
final class Repeats {
  /** As many as a bridge that lost its connection may send again. */
  static final int KEPT = 16;

  private final ArrayDeque<ByteBuffer> known = new ArrayDeque<>();
  private final MessageDigest digest;

  Repeats() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether it is one of the last; remembers it when not. */
  boolean isRepeat(Reading reading) {
    Optional<MeterTime> time = reading.meterTime();
    if (time.flatMap(MeterTime::local).isEmpty() && time.flatMap(MeterTime::instant).isEmpty()) {
      return false;
    }
    digest.update(time.orElseThrow().raw().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    ByteBuffer mark = ByteBuffer.wrap(digest.digest(reading.frame()));
    if (known.contains(mark)) {
      return true;
    }
    if (known.size() == KEPT) {
      known.remove();
    }
    known.add(mark);
    return false;
  }
}
