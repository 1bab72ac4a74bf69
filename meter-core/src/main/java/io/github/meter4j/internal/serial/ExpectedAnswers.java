package io.github.meter4j.internal.serial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.BitSet;
import java.util.UUID;

/**
 * What programs that share a port tell each other in its file: until when a station may still
 * answer one of them. Used by whoever has the turn. It never fails: where the file cannot be used,
 * nothing is known.
 */
final class ExpectedAnswers {
  /** Stations have numbers from 0, and 0 may be any. */
  static final int STATIONS = 256;

  /** No more is said. What is further away was written before the clock was set, or is rubbish. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** In front are the places that are locked. */
  private static final int HEAD = 16;

  /** Who said so, and the time in milliseconds since 1970. */
  private static final int SLOT = 2 * Long.BYTES;

  private final FileChannel file;
  private final Clock clock;
  private final long me = UUID.randomUUID().getMostSignificantBits();
  private final BitSet said = new BitSet();

  ExpectedAnswers(FileChannel file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Says for how long a station may still answer this program; zero takes back what was said. */
  void expect(int station, Duration still) {
    if (still.isZero() && !said.get(station)) {
      return;
    }
    said.set(station, !still.isZero());
    long millis = Math.min(still.toMillis() + 1, LONGEST.toMillis());
    long until = still.isZero() ? 0 : clock.millis() + millis;
    ByteBuffer slot = ByteBuffer.allocate(SLOT).putLong(me).putLong(until).flip();
    try {
      file.write(slot, place(station));
    } catch (IOException e) {
      return; // the others are not told, as before this was
    }
  }

  /** For how long a station may still answer another program. */
  Duration byOthers(int station) {
    long until = station == 0 ? latest(0, STATIONS) : Math.max(latest(0, 1), latest(station, 1));
    long left = until - clock.millis();
    return left > 0 && left <= LONGEST.toMillis() ? Duration.ofMillis(left) : Duration.ZERO;
  }

  private long latest(int from, int count) {
    ByteBuffer slots = ByteBuffer.allocate(count * SLOT);
    try {
      file.read(slots, place(from));
    } catch (IOException e) {
      return 0;
    }
    long latest = 0;
    slots.flip();
    while (slots.remaining() >= SLOT) {
      long who = slots.getLong();
      long until = slots.getLong();
      latest = who == me ? latest : Math.max(latest, until);
    }
    return latest;
  }

  private static long place(int station) {
    return HEAD + (long) station * SLOT;
  }
}
