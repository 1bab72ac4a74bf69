package io.github.meter4j.simulator;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.transport.MemoryTransport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The line to a simulated meter of mode C. The meter takes its time for a reply (IEC 62056-21,
 * reaction time), and waits for the reader to change the line to the speed of the reply.
 */
final class ModeCLine implements SerialLine {
  private static final long REACTION_MILLIS = 200;

  private final MemoryTransport line = MemoryTransport.open();
  private final ModeCMeter meter;

  /** Empty as long as nobody has set a speed: then all replies arrive. */
  private Optional<Integer> speed = Optional.empty();

  /** What the meter is about to send. */
  private Optional<ModeCMeter.Reply> waiting = Optional.empty();

  private boolean reacted;

  ModeCLine(ModeCMeter meter) {
    this.meter = meter;
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    return line.read(target, timeout);
  }

  @Override
  public synchronized void write(ByteBuffer bytes) throws TransportException {
    requireOpen();
    while (bytes.hasRemaining()) {
      Optional<ModeCMeter.Reply> reply = meter.receive(bytes.get());
      reply.ifPresent(this::sendLater);
    }
  }

  @Override
  public synchronized void speed(int baud) throws TransportException {
    requireOpen();
    speed = Optional.of(baud);
    send();
  }

  /** Writes nothing, since a transport in memory keeps all that was ever written. */
  private void requireOpen() throws TransportException {
    line.write(ByteBuffer.allocate(0));
  }

  private void sendLater(ModeCMeter.Reply reply) {
    waiting = Optional.of(reply);
    reacted = false;
    CompletableFuture.delayedExecutor(REACTION_MILLIS, TimeUnit.MILLISECONDS)
        .execute(() -> react(reply));
  }

  private synchronized void react(ModeCMeter.Reply reply) {
    if (waiting.filter(due -> due == reply).isPresent()) {
      reacted = true;
      send();
    }
  }

  private void send() {
    boolean arrives =
        reacted && waiting.filter(due -> speed.map(s -> s == due.baud()).orElse(true)).isPresent();
    if (arrives) {
      line.feed(waiting.get().bytes());
      waiting = Optional.empty();
    }
  }

  @Override
  public Duration character() {
    return line.character();
  }

  @Override
  public synchronized boolean discardInput() throws TransportException {
    waiting = Optional.empty();
    return line.discardInput();
  }

  @Override
  public void close() {
    line.close();
  }
}
