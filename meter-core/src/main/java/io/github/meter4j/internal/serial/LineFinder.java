package io.github.meter4j.internal.serial;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.internal.diagnosis.ArrivedBytes;
import io.github.meter4j.internal.diagnosis.LineDiagnosis;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * A serial port whose settings are found by listening: it is opened with one after the other until
 * what comes looks like text, or like encrypted telegrams. What came until then is kept and given
 * away first, so the first telegram is whole. For meters that talk by themselves.
 */
final class LineFinder implements Transport {
  /** How much is looked at before it is judged, unless there is a pause. */
  private static final int SAMPLE = 512;

  private static final int LEAST_SAMPLE = 24;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Meters that talk by themselves do so every ten seconds, or more often. */
  static final Duration PERIOD = Duration.ofSeconds(12);

  private static final class LogHolder {
    static final System.Logger LOG = System.getLogger("io.github.meter4j.serial");
  }

  /** Opens the port. */
  @FunctionalInterface
  interface Opener {
    Transport open(LineSettings settings) throws TransportException;
  }

  private final String path;
  private final List<LineSettings> candidates;
  private final Opener opener;
  private final Duration period;

  /** Guards what is open; not held while reading. */
  private final Object lock = new Object();

  private Transport open;
  private boolean closed;

  // The rest belongs to the thread that reads.
  private final ArrivedBytes sample = new ArrivedBytes();
  private final ArrivedBytes judged = new ArrivedBytes();
  private LineDiagnosis diagnosis = new LineDiagnosis(LineDiagnosis.Way.PORT);
  private int candidate;
  private Deadline patience;
  private long lastByteNanos;
  private boolean found;

  private LineFinder(
      String path, List<LineSettings> candidates, Opener opener, Duration period, Transport open) {
    this.path = path;
    this.candidates = candidates;
    this.opener = opener;
    this.period = period;
    this.open = open;
    this.patience = Deadline.in(period);
  }

  /** Opens a port with the first of these settings, and listens for so long to each of them. */
  static LineFinder open(String path, List<LineSettings> candidates, Opener opener, Duration period)
      throws TransportException {
    Transport first = opener.open(candidates.get(0));
    return new LineFinder(path, candidates, opener, period, first);
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    Deadline deadline = Deadline.in(timeout);
    while (judged.size() == 0 && !found) {
      listen(deadline);
      if (judged.size() == 0 && (deadline.hasPassed() || Thread.currentThread().isInterrupted())) {
        return 0;
      }
    }
    // once it was closed, reading on says so
    return judged.size() > 0 && !isClosed()
        ? judged.moveTo(target)
        : current().read(target, left(deadline));
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private static Duration left(Deadline deadline) {
    return Duration.ofNanos(Math.max(0, deadline.nanosLeft()));
  }

  private Transport current() {
    synchronized (lock) {
      return open;
    }
  }

  /** Listens once, and judges what has come. */
  private void listen(Deadline deadline) throws TransportException {
    ByteBuffer chunk = ByteBuffer.allocate(SAMPLE);
    long wait = Math.min(deadline.nanosLeft(), patience.nanosLeft());
    wait = Math.max(0, Math.min(wait, PAUSE.toNanos()));
    int count = current().read(chunk, Duration.ofNanos(wait));
    long now = System.nanoTime();
    if (count > 0) {
      patience = sample.size() == 0 ? Deadline.in(period) : patience;
      lastByteNanos = now;
      diagnosis.add(chunk.flip().duplicate());
      while (chunk.hasRemaining()) {
        sample.add(chunk.get());
      }
    }
    boolean pause = now - lastByteNanos >= PAUSE.toNanos();
    boolean enough = sample.size() >= SAMPLE || (sample.size() >= LEAST_SAMPLE && pause);
    if (enough && (diagnosis.looksLikeText() || diagnosis.looksLikeFrames())) {
      found();
    } else if (enough || patience.hasPassed()) {
      tryNext();
    }
  }

  private void found() {
    found = true;
    handOver();
    LineSettings settings = candidates.get(candidate);
    LogHolder.LOG.log(
        System.Logger.Level.INFO,
        "{0} is read with baud={1}&format={2}",
        path,
        Integer.toString(settings.baud()),
        settings.format());
  }

  private void handOver() {
    for (byte b : sample.toArray()) {
      judged.add(b);
    }
    sample.clear();
  }

  /** After a whole round what came last is handed over, so that somebody sees that bytes come. */
  private void tryNext() throws TransportException {
    candidate = (candidate + 1) % candidates.size();
    if (candidate == 0) {
      handOver();
    }
    sample.clear();
    diagnosis = new LineDiagnosis(LineDiagnosis.Way.PORT);
    current().close();
    Transport next = opener.open(candidates.get(candidate));
    synchronized (lock) {
      open = next;
      if (closed) {
        next.close();
      }
    }
    patience = Deadline.in(period);
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    throw new TransportException(
        Kind.REFUSED,
        path + " is only listened to with line=auto: set baud= and format= to ask it");
  }

  @Override
  public boolean discardInput() throws TransportException {
    boolean live = current().discardInput();
    sample.clear();
    judged.clear();
    diagnosis = new LineDiagnosis(LineDiagnosis.Way.PORT);
    return live;
  }

  @Override
  public boolean backsUp() {
    return current().backsUp();
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      open.close();
    }
  }
}
