package io.github.meter4j.internal.network;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.Deadline;
import io.github.meter4j.spi.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/** An open TCP connection. */
final class TcpTransport implements Transport {
  private static final int CHUNK = 8192;

  /** In seconds; by name, since the module that has the options need not be there. */
  static final Map<String, Integer> KEEP_ALIVE =
      Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

  private final HostPort peer;
  private final Socket socket;
  private final byte[] chunk = new byte[CHUNK];
  private volatile boolean closed;

  private TcpTransport(HostPort peer, Socket socket) {
    this.peer = peer;
    this.socket = socket;
  }

  static TcpTransport open(HostPort peer, Duration timeout) throws TransportException {
    return open(peer, resolve(peer), timeout);
  }

  /** Tries one address of a host after the other; the timeout is for all of them. */
  static TcpTransport open(HostPort peer, InetAddress[] addresses, Duration timeout)
      throws TransportException {
    Deadline deadline = Deadline.in(timeout);
    TransportException failure = noHost(peer, new UnknownHostException(peer.host()));
    for (InetAddress address : addresses) {
      try {
        return new TcpTransport(
            peer, connect(new InetSocketAddress(address, peer.port()), deadline));
      } catch (IOException e) {
        // A host with several addresses is there when one of them answers, be it with a refusal.
        failure = failure.kind() == Kind.REFUSED ? failure : notConnected(peer, timeout, e);
      }
    }
    throw failure;
  }

  private static InetAddress[] resolve(HostPort peer) throws TransportException {
    try {
      return InetAddress.getAllByName(peer.host());
    } catch (UnknownHostException e) {
      throw noHost(peer, e);
    }
  }

  private static TransportException noHost(HostPort peer, IOException cause) {
    return new TransportException(
        Kind.NOT_FOUND,
        "no host " + peer.host() + ": is the name right, is there a network?",
        cause);
  }

  private static Socket connect(InetSocketAddress address, Deadline deadline) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      keepAlive(socket);
      socket.connect(address, Math.max(1, deadline.millisLeft())); // 0 would wait for ever
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * A peer that loses its power says no goodbye; after a minute without an answer it is gone. Where
   * the system does not have these times, its own hold, two hours as a rule.
   */
  static void keepAlive(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    for (SocketOption<?> option : socket.supportedOptions()) {
      Integer value = KEEP_ALIVE.get(option.name());
      if (value != null) {
        @SuppressWarnings("unchecked") // all three of jdk.net.ExtendedSocketOptions are numbers
        SocketOption<Integer> number = (SocketOption<Integer>) option;
        socket.setOption(number, value);
      }
    }
  }

  private static TransportException notConnected(
      HostPort peer, Duration timeout, IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return new TransportException(
          Kind.NOT_FOUND,
          peer
              + " did not answer within "
              + timeout.toMillis()
              + " ms: is it switched on, does a firewall drop the connection?",
          cause);
    }
    if (cause instanceof ConnectException && cause.getMessage().contains("refused")) {
      return new TransportException(
          Kind.REFUSED,
          peer + " refused the connection: does a program listen on that port?",
          cause);
    }
    return new TransportException(
        Kind.NOT_FOUND, "no way to " + peer + ": " + cause.getMessage(), cause);
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    try {
      return receive(target, Deadline.in(timeout).millisLeft());
    } catch (SocketTimeoutException e) {
      return 0;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Even no time at all is a millisecond, because a plain look does not see the peer's goodbye. */
  private int receive(ByteBuffer target, int millis) throws IOException {
    socket.setSoTimeout(Math.max(1, millis));
    int count = socket.getInputStream().read(chunk, 0, Math.min(CHUNK, target.remaining()));
    if (count < 0) {
      throw new TransportException(Kind.DISCONNECTED, peer + " closed the connection");
    }
    target.put(chunk, 0, count);
    return count;
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    try {
      socket.getOutputStream().write(all);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public boolean discardInput() throws TransportException {
    try {
      int there = socket.getInputStream().available();
      while (there > 0) {
        there -= Math.max(1, socket.getInputStream().read(chunk, 0, Math.min(CHUNK, there)));
      }
      return true;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private TransportException broken(IOException cause) {
    if (closed) {
      return new TransportException(
          Kind.CLOSED, "the connection to " + peer + " was closed", cause);
    }
    if (cause instanceof TransportException known) {
      return known;
    }
    return new TransportException(
        Kind.DISCONNECTED, "lost the connection to " + peer + ": " + cause.getMessage(), cause);
  }

  @Override
  public boolean backsUp() {
    return true;
  }

  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      // The connection is gone all the same, and closing never throws.
      return;
    }
  }
}
