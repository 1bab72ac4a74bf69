package io.github.meter4j.rigs.machine;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives orders to QEMU, by its protocol QMP. For one thread. */
final class Monitor implements Closeable {
  private static final Pattern EVENT = Pattern.compile("\"event\": \"(\\w+)\"");

  private final SocketChannel socket;
  private final BufferedReader answers;
  private final Set<String> events = new HashSet<>();
  private int orders;

  private Monitor(SocketChannel socket) {
    this.socket = socket;
    this.answers = new BufferedReader(Channels.newReader(socket, StandardCharsets.UTF_8));
  }

  static Monitor connect(Path path) throws IOException {
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    Monitor monitor = new Monitor(socket);
    try {
      socket.connect(UnixDomainSocketAddress.of(path));
      monitor.await("\"QMP\"");
      monitor.order("qmp_capabilities", "");
      return monitor;
    } catch (IOException e) {
      monitor.close();
      throw e;
    }
  }

  /**
   * Gives an order and waits until it is carried out.
   *
   * @param name the command
   * @param arguments its arguments, without the braces
   */
  void order(String name, String arguments) throws IOException {
    orders++;
    String id = "order" + orders;
    ByteBuffer bytes =
        StandardCharsets.UTF_8.encode(
            "{\"execute\": \"%s\", \"id\": \"%s\", \"arguments\": {%s}}\n"
                .formatted(name, id, arguments));
    while (bytes.hasRemaining()) {
      socket.write(bytes);
    }
    await('"' + id + '"');
  }

  /** Waits for an event that comes after an order, or has come since. */
  void event(String name) throws IOException {
    if (!events.remove(name)) {
      await('"' + name + '"');
      events.remove(name);
    }
  }

  private void await(String text) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      Matcher event = EVENT.matcher(line);
      if (event.find()) {
        events.add(event.group(1));
      }
      if (line.contains("\"error\"")) {
        throw new IOException("QEMU refuses: " + line);
      }
      if (line.contains(text)) {
        return;
      }
    }
    throw new IOException("QEMU has ended");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
