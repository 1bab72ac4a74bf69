package io.github.meter4j.simulator.modbus;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * Serves the units of a slave: by Modbus TCP or RTU over TCP on the loopback address, or by RTU on
 * a serial port whose speed is set already. Its threads are daemons. Safe to share between threads.
 */
public final class SlaveServer implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 16;

  private final ModbusSlave slave;
  private final Supplier<Framing> framing;
  private final Set<ByteChannel> lines = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(task -> daemon("slave, late", task));
  private Closeable listener = () -> {};
  private int port;

  private SlaveServer(ModbusSlave slave, Supplier<Framing> framing) {
    this.slave = slave;
    this.framing = framing;
  }

  /**
   * Serves Modbus TCP.
   *
   * @param slave the units
   * @param port the TCP port, or 0 for a free one
   * @return the running server
   * @throws IOException when the port is taken
   */
  public static SlaveServer tcp(ModbusSlave slave, int port) throws IOException {
    return new SlaveServer(slave, TcpFraming::new).listen(port);
  }

  /**
   * Serves RTU frames over TCP.
   *
   * @param slave the units
   * @param port the TCP port, or 0 for a free one
   * @return the running server
   * @throws IOException when the port is taken
   */
  public static SlaveServer rtuOverTcp(ModbusSlave slave, int port) throws IOException {
    return new SlaveServer(slave, RtuFraming::new).listen(port);
  }

  /**
   * Serves RTU frames on a serial port or pseudo terminal.
   *
   * @param slave the units
   * @param device the port, in raw mode
   * @param plug breaks the line, for {@link Quirk.Unplugged}
   * @return the running server
   * @throws IOException when the port cannot be opened
   */
  public static SlaveServer serial(ModbusSlave slave, Path device, Closeable plug)
      throws IOException {
    SlaveServer server = new SlaveServer(slave, RtuFraming::new);
    // two channels, since a read and a write wait for each other in one
    FileChannel in = FileChannel.open(device, StandardOpenOption.READ);
    FileChannel out = FileChannel.open(device, StandardOpenOption.WRITE);
    server.serve(new DuplexChannel(in, out), plug);
    return server;
  }

  private SlaveServer listen(int wanted) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    try {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
    } catch (IOException e) {
      listening.close();
      throw e;
    }
    listener = listening;
    port = listening.socket().getLocalPort();
    daemon("slave " + port, () -> accept(listening)).start();
    return this;
  }

  private void accept(ServerSocketChannel listening) {
    try {
      while (true) {
        SocketChannel client = listening.accept();
        if (lines.size() >= MOST_CONNECTIONS) {
          client.close();
        } else {
          client.socket().setTcpNoDelay(true);
          serve(client, client);
        }
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void serve(ByteChannel channel, Closeable plug) {
    lines.add(channel);
    SlaveLine line = new SlaveLine(slave, framing.get(), channel, plug, later);
    Runnable serving =
        () -> {
          line.serve();
          lines.remove(channel);
        };
    daemon("slave line", serving).start();
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The TCP port that it listens on.
   *
   * @return its number; 0 when it serves a serial port
   */
  public int port() {
    return port;
  }

  /** Closes all connections and frees the port. */
  @Override
  public void close() {
    quietly(listener);
    lines.forEach(SlaveServer::quietly);
    later.shutdownNow();
  }

  private static void quietly(Closeable line) {
    try {
      line.close();
    } catch (IOException e) {
      return; // gone already
    }
  }
}
