package io.github.meter4j.internal.record;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.RateLimitedLog;
import io.github.meter4j.transport.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps the bytes of rejected frames, each as a small recording with the reason as a remark. At
 * most {@value #MOST_IN_A_MINUTE} a minute are written and {@value #MOST_FILES} kept. It never
 * fails and never waits; what cannot be written is counted. Safe to share between threads.
 */
public final class FrameDump implements AutoCloseable {
  static final int MOST_IN_A_MINUTE = 6;
  static final int MOST_FILES = 100;

  /** More than the longest frame that limits allow. */
  private static final int HISTORY = 1 << 17;

  private static final int MOST_WAITING = 16;
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern OURS = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z-\\d{4}-\\w+\\.rec");

  private final Path folder;
  private final Clock clock;
  private final DiskWork work;
  private final RateLimitedLog warning =
      new RateLimitedLog("io.github.meter4j.record", System::nanoTime);
  private final AtomicLong lost = new AtomicLong();
  private final byte[] history = new byte[HISTORY];
  private final ArrayDeque<Long> recent = new ArrayDeque<>();

  /** How many bytes came since the stream began. */
  private long position;

  private long leftOut;
  private int number;

  private FrameDump(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    this.work = new DiskWork("meter4j dump " + folder, MOST_WAITING);
  }

  /**
   * Dumps into a folder, which is made when it is not there.
   *
   * @throws TransportException when it cannot be made
   */
  public static FrameDump into(Path folder, Clock clock) throws TransportException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new TransportException(
          Kind.NOT_FOUND, "cannot dump rejected frames into " + folder + ": " + e, e);
    }
    return new FrameDump(folder, clock);
  }

  /** The stream begins anew: the next byte is its first. */
  public synchronized void restart() {
    position = 0;
  }

  /** Bytes as they came. */
  public synchronized void received(ByteBuffer chunk) {
    ByteBuffer rest = chunk.duplicate();
    int skipped = Math.max(0, rest.remaining() - HISTORY);
    rest.position(rest.position() + skipped);
    position += skipped;
    while (rest.hasRemaining()) {
      int at = (int) (position % HISTORY);
      int count = Math.min(rest.remaining(), HISTORY - at);
      rest.get(history, at, count);
      position += count;
    }
  }

  /** A span of those bytes was rejected. One without bytes leaves nothing to keep. */
  public synchronized void rejected(Fault fault) {
    byte[] bytes = span(fault.offset(), fault.length());
    if (bytes.length == 0) {
      return;
    }
    long now = System.nanoTime();
    while (!recent.isEmpty() && now - recent.peek() >= MINUTE) {
      recent.remove();
    }
    if (recent.size() == MOST_IN_A_MINUTE) {
      leftOut++;
      return;
    }
    recent.add(now);
    String before = leftOut == 0 ? "" : leftOut + " more were rejected before it and not kept";
    leftOut = 0;
    number = (number + 1) % 10_000;
    Instant at = clock.instant();
    Path file =
        folder.resolve(
            STAMP.format(at)
                + String.format(Locale.ROOT, "-%04d-", number)
                + fault.kind()
                + ".rec");
    if (!work.offer(() -> write(file, at, bytes, fault, before))) {
      lost.incrementAndGet();
    }
  }

  /** As much of it as is still known. */
  private byte[] span(long offset, int length) {
    long from = Math.max(Math.max(0, offset), position - HISTORY);
    long to = Math.min(offset + length, position);
    byte[] bytes = new byte[(int) Math.max(0, to - from)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = history[(int) ((from + i) % HISTORY)];
    }
    return bytes;
  }

  private void write(Path file, Instant at, byte[] bytes, Fault fault, String before) {
    try {
      removeOldest();
      try (Recording.Writer out =
          Recording.to(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), at)) {
        for (String line : fault.explain().split("\n")) {
          out.remark(line);
        }
        if (!before.isEmpty()) {
          out.remark(before);
        }
        out.write(bytes, 0);
      }
    } catch (IOException | RuntimeException e) {
      lost.incrementAndGet();
      warning.log(
          System.Logger.Level.WARNING, "cannot dump a rejected frame into " + folder + ": " + e);
    }
  }

  /** Their names begin with their time. */
  private void removeOldest() throws IOException {
    List<Path> ours;
    try (Stream<Path> all = Files.list(folder)) {
      ours =
          all.filter(path -> OURS.matcher(path.getFileName().toString()).matches())
              .sorted()
              .toList();
    }
    for (int i = 0; i <= ours.size() - MOST_FILES; i++) {
      Files.deleteIfExists(ours.get(i));
    }
  }

  /** How many frames could not be written; those over the limit of a minute are not counted. */
  public long lost() {
    return lost.get();
  }

  @Override
  public void close() {
    work.close(CLOSE_PATIENCE);
  }
}
