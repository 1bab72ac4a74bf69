package io.github.meter4j.iec62056;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Poll;
import io.github.meter4j.spi.ReadingSink;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Polls a meter of modes A to C. One poll is one session: signs on, agrees on a speed, has damaged
 * blocks repeated, and signs off; when that comes to nothing, it signs on again, as often as it is
 * set to.
 */
final class D0Session implements Poll<D0Readout> {
  private static final int CHUNK = 4096;
  private static final int BITS_PER_CHARACTER = 10;

  /** Between the NULs of a wake-up and the request: 1.5 to 1.7 s by the standard. */
  private static final Duration WAKE_UP_PAUSE = Duration.ofMillis(1_600);

  /** Five characters at 300 baud, and what an adapter needs. */
  private static final Duration BREAK = Duration.ofMillis(200);

  /** How long closing waits for a write that is under way, besides the pause before a new speed. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  /** How an attempt ended. */
  private enum Outcome {
    READ,
    NO_IDENTIFICATION,
    NO_READOUT,
    /** The thread was interrupted, or no bytes will ever come again. */
    STOPPED
  }

  private final Transport transport;
  private final D0Decoder decoder;
  private final SessionSettings settings;
  private final String source;
  private final Clock clock;
  private final IdentificationScanner scanner = new IdentificationScanner();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

  /** All bytes received so far. */
  private long received;

  /** When the attempt that is running takes too long. */
  private long attemptEnd;

  private boolean ended;

  /** How many polls in a row gave no readout. */
  private int failedPolls;

  /** Held while writing, and from the acknowledgement until the line has its new speed. */
  private final ReentrantLock writing = new ReentrantLock();

  /** Whether the meter waits for us at its other speed: it gets a break when we leave. */
  private volatile boolean signedOn;

  /** Until when a break may still be on its way. */
  private long breakUntil = System.nanoTime();

  private volatile boolean closed;

  D0Session(
      Transport transport,
      D0Decoder decoder,
      SessionSettings settings,
      String source,
      Clock clock) {
    this.transport = transport;
    this.decoder = decoder;
    this.settings = settings;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public boolean poll(ReadingSink<? super D0Readout> sink) throws MeterException {
    Heard heard = new Heard(sink);
    try {
      hearLeftovers(heard);
      heard.beginPoll();
      long before = received;
      Outcome outcome = isStopped() ? Outcome.STOPPED : attempts(heard);
      decoder.end(heard);
      boolean remote = !(transport instanceof SerialLine);
      FailedPoll failure =
          new FailedPoll(source, settings, remote, received - before, heard.faults());
      return switch (outcome) {
        case READ, STOPPED -> {
          failedPolls = 0;
          yield !ended;
        }
        case NO_IDENTIFICATION -> throw failed(failure.noIdentification(scanner.heardRequest()));
        case NO_READOUT -> throw failed(failure.noReadout());
      };
    } catch (TransportException e) {
      if (e.kind() != TransportException.Kind.CLOSED) {
        decoder.end(heard); // a readout that a broken connection cuts off is rejected and counted
      }
      throw e;
    }
  }

  /** A serial bridge that hangs keeps its connection; opening it again helps. */
  private MeterException failed(ReadTimeoutException why) {
    failedPolls++;
    return settings.reopen() == 0 || failedPolls < settings.reopen()
        ? why
        : new TransportException(
            TransportException.Kind.DISCONNECTED,
            "no good readout in "
                + failedPolls
                + " polls, so the connection is closed and opened again (reopen); at last: "
                + why.getMessage(),
            why);
  }

  /**
   * What came since the last poll is counted and is no reading: it may be old, and nobody asked for
   * it.
   */
  private void hearLeftovers(Heard heard) throws TransportException {
    limitAttempt();
    pause(Duration.ZERO, heard);
    decoder.end(heard);
  }

  private Outcome attempts(Heard heard) throws TransportException {
    Outcome outcome = attempt(1, heard);
    for (int number = 2; number <= settings.tries() && isFailure(outcome); number++) {
      limitAttempt();
      pause(settings.timing().reaction(), heard); // the meter recovers, and its line falls silent
      decoder.end(heard);
      outcome = isStopped() ? Outcome.STOPPED : attempt(number, heard);
    }
    return heard.isDelivered() ? Outcome.READ : outcome;
  }

  /** An attempt takes no longer than it may, whatever comes. */
  private void limitAttempt() {
    attemptEnd = after(settings.timing().longest());
  }

  private static boolean isFailure(Outcome outcome) {
    return outcome == Outcome.NO_IDENTIFICATION || outcome == Outcome.NO_READOUT;
  }

  private Outcome attempt(int number, Heard heard) throws TransportException {
    heard.beginAttempt();
    limitAttempt();
    Optional<Identification> found = heard.isDelivered() ? Optional.empty() : signOn(heard);
    String problem = found.isPresent() ? readout(found.get(), heard) : "";
    if (heard.isDelivered()) {
      signedOn = false;
      return Outcome.READ;
    }
    signOff();
    decoder.end(heard);
    if (heard.isDelivered()) {
      return Outcome.READ; // all of it came but for its line end
    }
    if (isStopped()) {
      return Outcome.STOPPED;
    }
    if (found.isEmpty()) {
      return Outcome.NO_IDENTIFICATION;
    }
    if (!heard.isRejected()) {
      String message = problem + " (try " + number + " of " + settings.tries() + ")";
      heard.rejected(new Fault(Fault.Kind.FRAMING, message, received, 0, 0, 0, ""));
    }
    return Outcome.NO_READOUT;
  }

  // ---- the steps of a session

  /** The identification of the meter, if it answers. */
  private Optional<Identification> signOn(Heard heard) throws TransportException {
    speed(settings.initialBaud());
    Duration wakeUp = settings.wakeUp();
    if (!wakeUp.isZero()) {
      long count = wakeUp.toMillis() * settings.initialBaud() / BITS_PER_CHARACTER / 1000;
      write(new byte[Math.toIntExact(count)]);
      pause(wakeUp.plus(WAKE_UP_PAUSE), heard);
    }
    byte[] request = D0Command.request(settings.address());
    scanner.reset();
    heard.forgetDamage();
    write(request);
    long sending = request.length * BITS_PER_CHARACTER * 1000L / settings.initialBaud();
    long deadline = after(settings.timing().reaction().plusMillis(sending));
    while (hear(deadline, heard)) {
      Optional<String> line = scanner.add(chunk.flip());
      if (line.isPresent()) {
        return line.map(Identification::parse);
      }
      deadline = after(settings.timing().gap());
    }
    return Optional.empty();
  }

  /** Reads the block; says why there is none, where none was delivered. */
  private String readout(Identification meter, Heard heard) throws TransportException {
    if (settings.mode() == Mode.C && meter.mode() == Mode.C) {
      pause(settings.timing().ackPause(), heard);
      if (heard.isDelivered() || isStopped()) {
        return "";
      }
      acknowledge(meter, heard);
    } else if (settings.mode() != Mode.A && meter.mode() == Mode.B) {
      speed(meter.baud().orElseThrow());
    }
    int blocks = 1;
    long deadline = after(settings.timing().reaction());
    while (!heard.isDelivered() && !isStopped()) {
      if (heard.isDamaged() && blocks == settings.tries()) {
        return "the block was damaged " + blocks + " times";
      }
      if (heard.isDamaged()) {
        heard.forgetDamage();
        blocks++;
        write(new byte[] {D0Command.NAK});
        deadline = after(settings.timing().reaction());
      } else if (hear(deadline, heard)) {
        deadline = after(settings.timing().gap());
      } else if (System.nanoTime() - attemptEnd >= 0) {
        return "no whole readout within " + settings.timing().longest().toSeconds() + " s";
      } else {
        decoder.silence(heard);
        if (!heard.isDelivered() && !heard.isDamaged()) {
          return "no whole readout: the meter fell silent";
        }
      }
    }
    if (heard.isDelivered() && settings.finalAck()) {
      write(new byte[] {D0Command.ACK});
    }
    return "";
  }

  /** From the acknowledgement on, the meter is at the other speed, and so is a break. */
  private void acknowledge(Identification meter, Heard heard) throws TransportException {
    char baud =
        settings.keepSpeed()
            ? Identification.baudCharacter(settings.initialBaud()).orElse(meter.baudCharacter())
            : meter.baudCharacter();
    heard.forgetDamage();
    writing.lock();
    try {
      write(D0Command.acknowledge(settings.protocol(), baud, settings.function()));
      signedOn = true;
      if (!settings.keepSpeed()) {
        long sent = after(settings.timing().switchPause());
        pause(settings.timing().switchPause(), heard);
        awaitInAnyCase(sent); // at another speed nobody understands the acknowledgement
        speed(meter.baud().orElse(settings.initialBaud()));
      }
    } finally {
      writing.unlock();
    }
  }

  private void signOff() throws TransportException {
    writing.lock();
    try {
      if (signedOn) {
        signedOn = false;
        write(D0Command.BREAK.encode());
        breakUntil = after(BREAK);
      }
    } finally {
      writing.unlock();
    }
  }

  // ---- the line

  /** Takes what comes for some time. */
  private void pause(Duration time, Heard heard) throws TransportException {
    long end = after(time);
    boolean more = true;
    while (more) {
      more = hear(end, heard);
    }
  }

  /**
   * Waits for bytes until a moment, or until the attempt takes too long, and decodes them.
   *
   * @return false when none came, or none is to be waited for any more
   */
  private boolean hear(long until, Heard heard) throws TransportException {
    long end = attemptEnd - until < 0 ? attemptEnd : until;
    if (attemptEnd - System.nanoTime() <= 0) {
      return false; // also on a line that is never silent
    }
    int count;
    do {
      chunk.clear();
      long left = Math.max(0, end - System.nanoTime());
      count = transport.read(chunk, Duration.ofNanos(left));
      ended = count < 0;
    } while (count == 0 && !isStopped() && end - System.nanoTime() > 0);
    if (count <= 0) {
      return false;
    }
    received += count;
    ByteBuffer bytes = chunk.duplicate().flip();
    heard.received(bytes.asReadOnlyBuffer());
    decoder.feed(bytes, clock.instant(), heard);
    return !isStopped();
  }

  private boolean isStopped() {
    return ended || Thread.currentThread().isInterrupted();
  }

  private void speed(int baud) throws TransportException {
    if (!settings.keepSpeed() && transport instanceof SerialLine line) {
      line.speed(baud);
    }
  }

  /** Nothing is written behind the break of {@link #close}. */
  private void write(byte[] bytes) throws TransportException {
    writing.lock();
    try {
      if (closed) {
        throw new TransportException(
            TransportException.Kind.CLOSED, "the session with " + source + " was closed");
      }
      send(bytes);
    } finally {
      writing.unlock();
    }
  }

  private void send(byte[] bytes) throws TransportException {
    transport.write(ByteBuffer.wrap(settings.parity() ? D0Command.withParity(bytes) : bytes));
  }

  private static long after(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  /** Signs off from a meter that is in a session. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = Thread.interrupted(); // closing is not to be cut short by that
    try {
      Duration patience = CLOSING.plus(settings.timing().switchPause());
      if (writing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        try {
          breakOff();
        } finally {
          writing.unlock();
        }
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      transport.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A port that is closed throws away what it has not sent. */
  private void breakOff() {
    try {
      if (signedOn) {
        signedOn = false;
        send(D0Command.BREAK.encode());
        breakUntil = after(BREAK);
      }
    } catch (TransportException e) {
      return; // the line is broken
    }
    awaitInAnyCase(breakUntil);
  }

  /** Waits until a moment, also when the thread is interrupted. */
  private static void awaitInAnyCase(long end) {
    boolean interrupted = Thread.interrupted();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The address of the meter, for the log. */
  @Override
  public String toString() {
    return source;
  }
}
