package io.github.meter4j.internal.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server of RFC 2217 in the hands of a test: it answers as the test says. */
final class RemotePort implements AutoCloseable {
  /** Takes every setting as it is. */
  static final UnaryOperator<String> OBEDIENT = setting -> setting;

  /** What it does when it is connected to. */
  enum Manner {
    AGREES,
    REFUSES,
    IS_SILENT
  }

  private final ServerSocket server;
  private final Manner manner;
  private final UnaryOperator<String> answers;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Byte> data = new LinkedBlockingQueue<>();
  private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
  private Socket peer;

  /**
   * Listens.
   *
   * @param answers what it says to a setting, both as hexadecimal digits; empty for no answer
   */
  RemotePort(Manner manner, UnaryOperator<String> answers) throws IOException {
    this.manner = manner;
    this.answers = answers;
    server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(this::serve, "remote port");
    thread.setDaemon(true);
    thread.start();
  }

  HostPort address() {
    return new HostPort("127.0.0.1", server.getLocalPort());
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      accepted.add(socket);
      TelnetDecoder decoder = new TelnetDecoder();
      Session session = new Session(socket);
      byte[] chunk = new byte[4096];
      int count = socket.getInputStream().read(chunk);
      while (count >= 0) {
        decoder.feed(ByteBuffer.wrap(chunk, 0, count), session);
        count = socket.getInputStream().read(chunk);
      }
    } catch (IOException e) {
      return; // the connection is gone
    }
  }

  private final class Session implements TelnetDecoder.Sink {
    private final Socket socket;

    Session(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void data(byte b) {
      data.add(b);
    }

    @Override
    public void command(int verb, int option) {
      if (manner == Manner.IS_SILENT) {
        return;
      }
      boolean yes = manner == Manner.AGREES || option != Telnet.COM_PORT;
      int answer =
          verb == Telnet.WILL ? (yes ? Telnet.DO : Telnet.DONT) : yes ? Telnet.WILL : Telnet.WONT;
      send(Telnet.command(answer, option));
    }

    @Override
    public void subnegotiation(int option, byte[] content) {
      String setting = HexFormat.of().formatHex(content);
      String answer = answers.apply(setting);
      if (!answer.isEmpty()) {
        byte[] bytes = HexFormat.of().parseHex(answer);
        bytes[0] += 100;
        send(Telnet.subnegotiation(option, bytes));
      }
      heard.add(setting);
    }

    private void send(byte[] bytes) {
      try {
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        data.clear(); // nobody is there who would hear it
      }
    }
  }

  /** What it was told, as hexadecimal digits. */
  List<String> heard() {
    return heard;
  }

  private Socket peer() throws IOException {
    if (peer == null) {
      try {
        peer = accepted.poll(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (peer == null) {
        throw new IOException("nobody has connected");
      }
    }
    return peer;
  }

  /** Sends bytes as they are. */
  void sendRaw(byte[] bytes) throws IOException {
    peer().getOutputStream().write(bytes);
  }

  byte[] receive(int count) throws IOException {
    byte[] bytes = new byte[count];
    try {
      for (int i = 0; i < count; i++) {
        Byte next = data.poll(10, TimeUnit.SECONDS);
        if (next == null) {
          throw new IOException("only " + i + " bytes came");
        }
        bytes[i] = next;
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return bytes;
  }

  void hangUp() throws IOException {
    peer().close();
  }

  @Override
  public void close() throws IOException {
    server.close();
    Socket last = peer == null ? accepted.poll() : peer;
    if (last != null) {
      last.close();
    }
  }
}
