package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Slots;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.ReadingSink;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A meter that has to be asked: signs on in fixed slots, agrees on a speed, has damaged blocks
 * repeated, and takes leave. Every call of {@link #pump} makes one step of that, so that none waits
 * longer than it may.
 */
final class PolledConnection implements MeterConnection<D0Readout> {
  private static final int CHUNK = 4096;
  private static final int BITS_PER_CHARACTER = 10;

  /** PACT's long wake-up: NULs for 2.2 s at 300 baud, then a pause. */
  private static final int WAKE_UP_MILLIS = 2_200;

  private static final Duration WAKE_UP_PAUSE = Duration.ofMillis(1_600);

  /** Five characters at 300 baud, and what an adapter needs. */
  private static final long BREAK_NANOS = Duration.ofMillis(200).toNanos();

  private enum Step {
    WAITING,
    WAKING,
    IDENTIFICATION,
    BEFORE_ACKNOWLEDGEMENT,
    BEFORE_SPEED,
    READOUT
  }

  private final Transport transport;
  private final D0Decoder decoder;
  private final SessionSettings settings;
  private final Clock clock;
  private final Slots slots;
  private final IdentificationScanner scanner = new IdentificationScanner();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private Step step = Step.WAITING;
  private long deadline = System.nanoTime();
  private long started;
  private Identification meter = Identification.parse("");
  private int signOns;
  private int blocks;
  private boolean again;
  private boolean ended;
  private volatile long position;

  /** Whether somebody waits for a readout that is asked for after now. */
  private volatile boolean hurried;

  /** Whether the meter waits for us at its other speed: it is told when we leave. */
  private volatile boolean signedOn;

  PolledConnection(Transport transport, D0Decoder decoder, SessionSettings settings, Clock clock) {
    this.transport = transport;
    this.decoder = decoder;
    this.settings = settings;
    this.clock = clock;
    this.slots = new Slots(deadline, settings.interval());
  }

  @Override
  public boolean pump(Duration patience, ReadingSink<? super D0Readout> sink)
      throws TransportException {
    if (ended) {
      return false;
    }
    Heard heard = new Heard(sink);
    try {
      return step(patience, heard);
    } catch (TransportException e) {
      if (e.kind() != TransportException.Kind.CLOSED) {
        decoder.end(heard); // a readout that a broken way cuts off is rejected, and so counted
      }
      throw e;
    }
  }

  private boolean step(Duration patience, Heard heard) throws TransportException {
    if (hurried) {
      hurried = false;
      askSoon();
    }
    chunk.clear();
    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    int count = transport.read(chunk, left.compareTo(patience) < 0 ? left : patience);
    if (count < 0) {
      ended = true;
      decoder.end(heard);
      return false;
    }
    if (count > 0) {
      hear(heard);
    }
    if (System.nanoTime() - deadline >= 0) {
      goOn(heard);
    }
    return true;
  }

  private void hear(Heard heard) throws TransportException {
    chunk.flip();
    position += chunk.remaining();
    heard.received(chunk.asReadOnlyBuffer());
    if (step == Step.IDENTIFICATION) {
      Optional<String> line = scanner.add(chunk.asReadOnlyBuffer());
      after(settings.timing().gap());
      if (line.isPresent()) {
        identified(Identification.parse(line.get()));
      }
    } else if (step == Step.READOUT) {
      after(settings.timing().gap());
    }
    decoder.feed(chunk, clock.instant(), heard);
    if (step == Step.READOUT) {
      answer(heard);
    }
  }

  /** After bytes of a readout: it is whole, or damaged, or goes on. */
  private void answer(Heard heard) throws TransportException {
    if (heard.delivered) {
      if (settings.finalAck()) {
        write(new byte[] {D0Command.ACK});
      }
      signedOn = false;
      rest(heard);
    } else if (heard.damaged) {
      repeatOrGiveUp(heard);
    }
  }

  private void repeatOrGiveUp(Heard heard) throws TransportException {
    if (blocks < settings.tries()) {
      blocks++;
      write(new byte[] {D0Command.NAK});
      after(settings.timing().reaction());
    } else {
      giveUp(heard, "the block was damaged " + blocks + " times");
    }
  }

  /** What was waited for is due. */
  private void goOn(Heard heard) throws TransportException {
    switch (step) {
      case WAITING -> wakeUpOrRequest();
      case WAKING -> request();
      case IDENTIFICATION ->
          giveUp(
              heard, "no identification within " + settings.timing().reaction().toMillis() + " ms");
      case BEFORE_ACKNOWLEDGEMENT -> acknowledge();
      case BEFORE_SPEED -> startReadout(meter.baud().orElse(settings.initialBaud()));
      case READOUT -> {
        decoder.silence(heard);
        if (heard.delivered || heard.damaged) {
          answer(heard);
        } else {
          giveUp(heard, "no whole readout: the meter fell silent");
        }
      }
    }
    boolean tooLong =
        step != Step.WAITING && System.nanoTime() - started > settings.timing().longest().toNanos();
    if (tooLong) {
      giveUp(heard, "no whole readout within " + settings.timing().longest().toSeconds() + " s");
    }
  }

  // ---- the steps

  private void wakeUpOrRequest() throws TransportException {
    started = System.nanoTime();
    signOns++;
    speed(settings.initialBaud());
    if (settings.wakeUp()) {
      write(new byte[WAKE_UP_MILLIS * settings.initialBaud() / BITS_PER_CHARACTER / 1000]);
      step = Step.WAKING;
      after(Duration.ofMillis(WAKE_UP_MILLIS).plus(WAKE_UP_PAUSE));
    } else {
      request();
    }
  }

  private void request() throws TransportException {
    byte[] request = D0Command.request(settings.address());
    scanner.reset();
    write(request);
    step = Step.IDENTIFICATION;
    long sending = request.length * BITS_PER_CHARACTER * 1000L / settings.initialBaud();
    after(settings.timing().reaction().plusMillis(sending));
  }

  private void identified(Identification found) throws TransportException {
    meter = found;
    blocks = 1;
    if (settings.mode() == Mode.C && found.mode() == Mode.C) {
      step = Step.BEFORE_ACKNOWLEDGEMENT;
      after(settings.timing().ackPause());
    } else {
      boolean changes = settings.mode() != Mode.A && found.mode() == Mode.B;
      startReadout(changes ? found.baud().orElseThrow() : settings.initialBaud());
    }
  }

  private void acknowledge() throws TransportException {
    char baud =
        settings.keepSpeed()
            ? Identification.baudCharacter(settings.initialBaud()).orElse(meter.baudCharacter())
            : meter.baudCharacter();
    signedOn = true;
    write(D0Command.acknowledge(settings.protocol(), baud, settings.function()));
    step = Step.BEFORE_SPEED;
    after(settings.keepSpeed() ? Duration.ZERO : settings.timing().switchPause());
  }

  private void startReadout(int baud) throws TransportException {
    speed(baud);
    step = Step.READOUT;
    after(settings.timing().reaction());
  }

  /** The session came to nothing. The meter is asked again at once, or in the next slot. */
  private void giveUp(Heard heard, String why) throws TransportException {
    step = Step.WAITING;
    takeLeave();
    decoder.end(heard);
    if (!heard.rejected) {
      String message = why + " (try " + signOns + " of " + settings.tries() + ")";
      heard.rejected(new Fault(Fault.Kind.FRAMING, message, position, 0, 0, 0, ""));
    }
    if (signOns < settings.tries()) {
      after(settings.timing().reaction());
    } else {
      rest(heard);
    }
  }

  private void rest(Heard heard) {
    // The speed stays until the next sign-on: what was written last may still be on its way.
    step = Step.WAITING;
    decoder.end(heard);
    signOns = 0;
    deadline = again ? System.nanoTime() : slots.next(System.nanoTime());
    again = false;
  }

  private boolean takeLeave() throws TransportException {
    boolean leaves = signedOn;
    if (leaves) {
      signedOn = false;
      write(D0Command.BREAK.encode());
    }
    return leaves;
  }

  private void speed(int baud) throws TransportException {
    if (!settings.keepSpeed() && transport instanceof SerialLine line) {
      line.speed(baud);
    }
  }

  private void write(byte[] bytes) throws TransportException {
    transport.write(ByteBuffer.wrap(settings.parity() ? D0Command.withParity(bytes) : bytes));
  }

  private void after(Duration pause) {
    deadline = System.nanoTime() + pause.toNanos();
  }

  // ---- the rest of the connection

  /** The next readout is one that is asked for after this. */
  @Override
  public boolean discard() throws TransportException {
    if (step == Step.WAITING && !transport.discardInput()) {
      return false;
    }
    askSoon();
    return true;
  }

  @Override
  public void hurry() {
    hurried = true;
  }

  /** At once, or when the session that is running is over. */
  private void askSoon() {
    if (step != Step.WAITING) {
      again = true;
    } else if (signOns == 0) {
      deadline = System.nanoTime();
    }
  }

  @Override
  public long position() {
    return position;
  }

  /** Takes leave of a meter that is in a session. */
  @Override
  public void close() {
    try {
      if (takeLeave()) {
        // A port that is closed throws away what it has not sent.
        LockSupport.parkNanos(BREAK_NANOS);
      }
    } catch (TransportException e) {
      signedOn = false; // the way to the meter is closed already
    }
    transport.close();
  }

  /** Hands on everything and notes what it was. */
  private static final class Heard implements ReadingSink<D0Readout> {
    private final ReadingSink<? super D0Readout> sink;
    private boolean delivered;
    private boolean damaged;
    private boolean rejected;

    Heard(ReadingSink<? super D0Readout> sink) {
      this.sink = sink;
    }

    @Override
    public void reading(D0Readout reading, long offset, int length) {
      delivered = true;
      sink.reading(reading, offset, length);
    }

    @Override
    public void rejected(Fault fault) {
      rejected = true;
      damaged |= fault.kind() == Fault.Kind.CHECKSUM;
      sink.rejected(fault);
    }

    @Override
    public void skipped(long offset, int length) {
      sink.skipped(offset, length);
    }

    @Override
    public void received(ByteBuffer bytes) {
      sink.received(bytes);
    }
  }
}
