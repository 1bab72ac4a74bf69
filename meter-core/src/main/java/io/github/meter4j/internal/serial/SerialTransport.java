package io.github.meter4j.internal.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.spi.SerialLine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An open serial port. Its native handle must not be closed under a native call, so every call
 * holds the lock shared and closing takes it alone; no native read waits longer than a step.
 */
final class SerialTransport implements SerialLine {
  /** The driver counts timeouts in tenths of a second; a shorter wait is made of short pauses. */
  private static final Duration STEP = Duration.ofMillis(100);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How long closing waits for a write that is stuck in the driver. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  /** How long opening waits for the turn on a shared port. */
  private static final Duration OPEN_PATIENCE = Duration.ofSeconds(10);

  private static final int CHUNK = 4096;

  private enum State {
    OPEN,
    GONE,
    CLOSED
  }

  private final String path;
  private final SerialPort port;
  private final LineFormat format;
  private final Optional<PortTurns> turns;
  private final PlainReads reads;
  private final Optional<PortUse> use;
  private final ReentrantReadWriteLock handle = new ReentrantReadWriteLock();
  private final byte[] chunk = new byte[CHUNK];
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  private volatile int baud;

  private SerialTransport(
      String path,
      SerialPort port,
      LineSettings line,
      Optional<PortTurns> turns,
      Optional<PortUse> use,
      PlainReads reads) {
    this.path = path;
    this.reads = reads;
    this.port = port;
    this.format = line.format();
    this.baud = line.baud();
    this.turns = turns;
    this.use = use;
  }

  /** Opens a port, for other programs that take turns as well when it is shared. */
  static SerialTransport open(String path, LineSettings line, boolean shared)
      throws TransportException {
    SerialPort port = find(path);
    if (!PortTurns.arePossible() || !PortProbe.isDevice(path)) {
      PlainReads reads = PlainReads.of(path);
      return new SerialTransport(
          path, opened(path, port, line), line, Optional.empty(), Optional.empty(), reads);
    }
    if (!shared) {
      return openAlone(path, port, line);
    }
    PortTurns turns = PortTurns.of(path);
    try {
      return openInTurn(path, line, turns);
    } catch (TransportException e) {
      turns.close();
      throw e;
    }
  }

  private static SerialPort opened(String path, SerialPort port, LineSettings line)
      throws TransportException {
    port.setComPortParameters(
        line.baud(),
        line.format().dataBits(),
        line.format().stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
        parity(line.format().parity()));
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, (int) STEP.toMillis(), 0);
    port.setDTRandRTS(line.dtr(), line.rts());
    if (!port.openPort(0)) {
      int error = port.getLastErrorCode();
      PortProbe probe = PortProbe.of(path);
      throw probe.exists()
          ? SerialFailure.notOpened(path, line, error, probe)
          : SerialFailure.missing(path, SerialPorts.list());
    }
    return port;
  }

  private static SerialTransport openAlone(String path, SerialPort port, LineSettings line)
      throws TransportException {
    PortUse use = PortUse.begin(path, line.toString(), false);
    try {
      PlainReads reads = PlainReads.of(path);
      return new SerialTransport(
          path, opened(path, port, line), line, Optional.empty(), Optional.of(use), reads);
    } catch (TransportException | RuntimeException | Error e) {
      use.close();
      throw e;
    }
  }

  /**
   * Alone at first, which fails where a program has the port that takes no turns. Not before the
   * use is clear: opening sets the line also under those who have it open.
   */
  private static SerialTransport openInTurn(String path, LineSettings line, PortTurns turns)
      throws TransportException {
    Hold hold = turns.take(OPEN_PATIENCE);
    try {
      PortUse use = PortUse.begin(path, line.toString(), true);
      try {
        PlainReads reads = PlainReads.of(path);
        opened(path, find(path), line).closePort();
        SerialPort port = find(path);
        port.disableExclusiveLock();
        return new SerialTransport(
            path, opened(path, port, line), line, Optional.of(turns), Optional.of(use), reads);
      } catch (TransportException | RuntimeException | Error e) {
        use.close();
        throw e;
      }
    } finally {
      hold.close();
    }
  }

  /** A port object keeps the device that a link had when it was made: it is made anew each time. */
  private static SerialPort find(String path) throws TransportException {
    try {
      return SerialPort.getCommPort(path);
    } catch (SerialPortInvalidPortException e) {
      TransportException missing = SerialFailure.missing(path, SerialPorts.list());
      missing.initCause(e);
      throw missing;
    }
  }

  private static int parity(LineFormat.Parity parity) {
    return switch (parity) {
      case NONE -> SerialPort.NO_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
    };
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    Deadline deadline = Deadline.in(timeout);
    boolean brief = timeout.compareTo(STEP) < 0;
    while (true) {
      long before = System.nanoTime();
      int count = step(target, brief);
      if (count > 0 || deadline.hasPassed()) {
        return count;
      }
      if (brief || mend(before)) {
        LockSupport.parkNanos(this, Math.min(PAUSE_NANOS, deadline.nanosLeft()));
      }
      if (Thread.currentThread().isInterrupted()) {
        return 0;
      }
    }
  }

  /**
   * When another program closes a shared port, the driver forgets how long reads wait, and they
   * return at once. True when that has happened.
   */
  private boolean mend(long before) {
    boolean early = System.nanoTime() - before < STEP.toNanos() / 2;
    if (early && turns.isPresent()) {
      handle.readLock().lock();
      try {
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, (int) STEP.toMillis(), 0);
      } finally {
        handle.readLock().unlock();
      }
    }
    return early;
  }

  /** Reads once, waiting for a step unless only a brief look is asked for. */
  private int step(ByteBuffer target, boolean brief) throws TransportException {
    int count;
    handle.readLock().lock();
    try {
      requireOpen();
      requireTurn();
      count = brief ? port.bytesAvailable() : CHUNK;
      if (count > 0) {
        count = port.readBytes(chunk, Math.min(CHUNK, target.remaining()));
      }
    } finally {
      handle.readLock().unlock();
    }
    if (count < 0) {
      throw gone();
    }
    target.put(chunk, 0, count);
    return count;
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    int done = 0;
    while (done < all.length) {
      int count;
      handle.readLock().lock();
      try {
        requireOpen();
        requireTurn();
        count = port.writeBytes(all, Math.min(CHUNK, all.length - done), done);
      } finally {
        handle.readLock().unlock();
      }
      if (count <= 0) {
        throw gone(); // a line without flow control always takes bytes
      }
      done += count;
    }
  }

  /** Reads them away: the driver's own way would throw away what is being sent as well. */
  @Override
  public boolean discardInput() throws TransportException {
    ByteBuffer waste = ByteBuffer.allocate(CHUNK);
    while (step(waste, true) > 0) {
      waste.clear();
    }
    return true;
  }

  @Override
  public void speed(int baud) throws TransportException {
    boolean done;
    handle.readLock().lock();
    try {
      requireOpen();
      // a driver that cannot do the format, as of pseudo terminals, refuses to change nothing
      done = baud == this.baud || port.setBaudRate(baud);
      this.baud = done ? baud : this.baud;
    } finally {
      handle.readLock().unlock();
    }
    if (!done) {
      throw new TransportException(Kind.REFUSED, path + " cannot be set to " + baud + " baud");
    }
  }

  @Override
  public Duration character() {
    return Duration.ofNanos(TimeUnit.SECONDS.toNanos(format.bits()) / baud);
  }

  @Override
  public Hold hold(Duration patience) throws TransportException {
    requireOpen();
    return turns.isPresent() ? turns.get().take(patience) : UNSHARED;
  }

  private void requireOpen() throws TransportException {
    if (state.get() != State.OPEN) {
      throw ended();
    }
  }

  /** Whoever reads a shared port out of turn takes the bytes of others. */
  private void requireTurn() throws TransportException {
    if (turns.isPresent() && !turns.get().areHeld()) {
      throw new TransportException(
          Kind.REFUSED,
          path + ": use=shared is for meters that are polled in turns (Modbus): leave it out");
    }
  }

  /** Closed at once, or else the adapter comes back under another name. */
  private TransportException gone() {
    end(State.GONE);
    return ended();
  }

  private TransportException ended() {
    return state.get() == State.CLOSED
        ? new TransportException(Kind.CLOSED, path + " was closed")
        : new TransportException(Kind.DISCONNECTED, path + " is gone: was the adapter pulled out?");
  }

  @Override
  public boolean backsUp() {
    return true; // a pseudo terminal does
  }

  @Override
  public void close() {
    end(State.CLOSED);
    state.set(State.CLOSED);
  }

  private void end(State next) {
    if (!state.compareAndSet(State.OPEN, next)) {
      return;
    }
    Optional<Hold> turn = turns.flatMap(SerialTransport::turnForClosing);
    boolean alone = lockAlone();
    try {
      port.closePort(); // even when a write is stuck: this is what frees it
      if (next == State.CLOSED && isNobodyThere(turn)) {
        reads.restore(path);
      }
      turn.ifPresent(Hold::close);
      turns.ifPresent(PortTurns::close);
      use.ifPresent(PortUse::close);
    } finally {
      if (alone) {
        handle.writeLock().unlock();
      }
    }
  }

  /** Nobody who uses this library may have it open: reads would wait for ever. */
  private boolean isNobodyThere(Optional<Hold> turn) {
    return (turns.isEmpty() || turn.isPresent()) && use.map(PortUse::isLast).orElse(true);
  }

  /** Closing disturbs the line of those who share the port; it is closed all the same. */
  private static Optional<Hold> turnForClosing(PortTurns turns) {
    try {
      return Optional.of(turns.take(CLOSE_PATIENCE));
    } catch (TransportException e) {
      return Optional.empty();
    }
  }

  private boolean lockAlone() {
    Deadline deadline = Deadline.in(CLOSE_PATIENCE);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return handle.writeLock().tryLock(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
