package io.github.meter4j.internal.network;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.internal.diagnosis.ArrivedBytes;
import io.github.meter4j.spi.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A connection that speaks Telnet: bytes of any value pass as they are, commands are answered. Both
 * sides are asked for eight bits (RFC 856) and no go-aheads (RFC 858).
 */
final class TelnetTransport implements Transport {
  /** More than this does not come between a question and its answer. */
  private static final int MOST_ARRIVED = 1 << 20;

  private static final List<Integer> BOTH_SIDES = List.of(Telnet.BINARY, Telnet.SUPPRESS_GO_AHEAD);

  /** Takes what the peer says within an option. */
  @FunctionalInterface
  interface Subnegotiations {
    void heard(int option, byte[] content);
  }

  private final HostPort peer;
  private final Transport connection;
  private final TelnetOptions options;
  private final Subnegotiations subnegotiations;

  /** Guards the fields below it; held while reading. */
  private final Object input = new Object();

  private final TelnetDecoder decoder = new TelnetDecoder();
  private final ByteBuffer raw = ByteBuffer.allocate(4096);
  private final ArrivedBytes arrived = new ArrivedBytes();

  /** Held while writing, since answers may come between what is written. */
  private final Object output = new Object();

  private volatile boolean closed;

  private TelnetTransport(
      HostPort peer, Transport connection, TelnetOptions options, Subnegotiations subnegotiations) {
    this.peer = peer;
    this.connection = connection;
    this.options = options;
    this.subnegotiations = subnegotiations;
  }

  /** Speaks Telnet over a connection that was just made, from now on. */
  static TelnetTransport plain(HostPort peer, Transport connection) throws TransportException {
    TelnetOptions options = new TelnetOptions(BOTH_SIDES);
    TelnetTransport transport =
        new TelnetTransport(peer, connection, options, (option, content) -> {});
    transport.send(options.request(BOTH_SIDES));
    return transport;
  }

  /** The same for a remote serial port, by RFC 2217, once {@link #offerComPort} was called. */
  static TelnetTransport comPort(
      HostPort peer, Transport connection, Subnegotiations subnegotiations) {
    List<Integer> wanted = new ArrayList<>(BOTH_SIDES);
    wanted.add(Telnet.COM_PORT);
    return new TelnetTransport(peer, connection, new TelnetOptions(wanted), subnegotiations);
  }

  /** In one piece: a server that lets nobody in hangs up after the first. */
  void offerComPort() throws TransportException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(options.offer(Telnet.COM_PORT));
    out.writeBytes(options.request(BOTH_SIDES));
    send(out.toByteArray());
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    synchronized (input) {
      // once it was closed, reading on says so
      await(() -> arrived.size() > 0 && !closed, Deadline.in(timeout));
      return arrived.moveTo(target);
    }
  }

  /** Reads until something is so; whether it is. */
  boolean await(BooleanSupplier condition, Deadline deadline) throws TransportException {
    synchronized (input) {
      while (!condition.getAsBoolean()) {
        long left = Math.max(0, deadline.nanosLeft());
        int count = fill(Duration.ofNanos(left));
        boolean hasTime = count > 0 || !Thread.currentThread().isInterrupted();
        if (!condition.getAsBoolean() && (deadline.hasPassed() || !hasTime)) {
          return false;
        }
      }
      return true;
    }
  }

  private int fill(Duration timeout) throws TransportException {
    raw.clear();
    int count = connection.read(raw, timeout);
    raw.flip();
    Heard heard = new Heard();
    decoder.feed(raw, heard);
    if (heard.failure.isPresent()) {
      throw heard.failure.get();
    }
    if (arrived.size() > MOST_ARRIVED) {
      throw new TransportException(
          Kind.DISCONNECTED, peer + " sends data without end and does not answer");
    }
    return count;
  }

  private final class Heard implements TelnetDecoder.Sink {
    private Optional<TransportException> failure = Optional.empty();

    @Override
    public void data(byte b) {
      arrived.add(b);
    }

    @Override
    public void command(int verb, int option) {
      Optional<byte[]> answer = options.heard(verb, option);
      if (answer.isPresent() && failure.isEmpty()) {
        answer(answer.get());
      }
    }

    @Override
    public void subnegotiation(int option, byte[] content) {
      subnegotiations.heard(option, content);
    }

    private void answer(byte[] answer) {
      try {
        send(answer);
      } catch (TransportException e) {
        failure = Optional.of(e);
      }
    }
  }

  /** Sends bytes that are no data. */
  void send(byte[] commands) throws TransportException {
    synchronized (output) {
      connection.write(ByteBuffer.wrap(commands));
    }
  }

  boolean isOurs(int option) {
    synchronized (input) {
      return options.isOurs(option);
    }
  }

  boolean isRefused(int option) {
    synchronized (input) {
      return options.isRefused(option);
    }
  }

  /** What has arrived and was not read, of a connection that is broken too. */
  byte[] arrived() {
    synchronized (input) {
      try {
        fill(Duration.ZERO);
      } catch (TransportException e) {
        return arrived.toArray();
      }
      return arrived.toArray();
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    send(Telnet.escape(bytes));
  }

  @Override
  public boolean discardInput() throws TransportException {
    synchronized (input) {
      boolean more = true;
      while (more) {
        more = fill(Duration.ZERO) == raw.capacity();
        arrived.clear();
      }
      return true;
    }
  }

  @Override
  public boolean backsUp() {
    return true;
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
  }
}
