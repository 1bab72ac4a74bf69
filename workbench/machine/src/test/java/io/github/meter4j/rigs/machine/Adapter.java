package io.github.meter4j.rigs.machine;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An emulated USB serial adapter, an FTDI FT232 behind an xHCI controller, and the wire from the
 * meter to it. For one thread.
 */
final class Adapter implements Closeable {
  private static final String ID = "adapter";
  private static final String WIRE = "wire";

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int PIECES_PER_SECOND = 100;
  private static final int BITS_PER_BYTE = 10;

  private final Monitor monitor;
  private final SocketChannel wire;
  private volatile long heard;

  private Adapter(Monitor monitor, SocketChannel wire) {
    this.monitor = monitor;
    this.wire = wire;
  }

  /**
   * What QEMU has to be told to have it, plugged in.
   *
   * @param folder for sockets and for what the machine's driver asks of the adapter
   */
  static List<String> options(Path folder) {
    return List.of(
        "-qmp",
        "unix:" + folder.resolve("qmp") + ",server=on,wait=off",
        "-chardev",
        "socket,id=" + WIRE + ",path=" + folder.resolve(WIRE) + ",server=on,wait=off",
        "-device",
        "qemu-xhci,id=xhci",
        "-device",
        "usb-serial,id=" + ID + ",chardev=" + WIRE + ",bus=xhci.0,always-plugged=on",
        "-D",
        LineTrace.file(folder).toString(),
        "-trace",
        "usb_serial_set_baud",
        "-trace",
        "usb_serial_set_data");
  }

  /** Of a QEMU that is running. */
  static Adapter of(Path folder) throws IOException {
    Monitor monitor = Monitor.connect(folder.resolve("qmp"));
    try {
      SocketChannel wire = SocketChannel.open(StandardProtocolFamily.UNIX);
      wire.connect(UnixDomainSocketAddress.of(folder.resolve(WIRE)));
      wire.configureBlocking(false);
      Adapter adapter = new Adapter(monitor, wire);
      Thread ear = new Thread(adapter::listen, "ear");
      ear.setDaemon(true);
      ear.start();
      return adapter;
    } catch (IOException e) {
      monitor.close();
      throw e;
    }
  }

  void pull() throws IOException {
    monitor.order("device_del", "\"id\": \"" + ID + '"');
    monitor.event("DEVICE_DELETED");
  }

  void plug() throws IOException {
    monitor.order(
        "device_add",
        "\"driver\": \"usb-serial\", \"id\": \"%s\", \"chardev\": \"%s\", \"bus\": \"xhci.0\","
                .formatted(ID, WIRE)
            + " \"always-plugged\": true");
  }

  /**
   * Takes what the machine sends, as long as there is a wire: QEMU stands still otherwise. A port
   * that was just opened echoes until its driver is told not to.
   */
  private void listen() {
    ByteBuffer waste = ByteBuffer.allocate(4096);
    try {
      for (int count = 0; count >= 0; count = wire.read(waste.clear())) {
        heard = heard + count; // by this thread only
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      return; // it is closed
    }
  }

  /** How many bytes the machine has sent. */
  long heard() {
    return heard;
  }

  /** Switches the machine off. */
  void quit() throws IOException {
    monitor.order("quit", "");
  }

  /** Sends bytes as a line of this speed does: piece by piece. */
  void send(ByteBuffer bytes, int baud) throws IOException {
    int piece = Math.max(1, baud / BITS_PER_BYTE / PIECES_PER_SECOND);
    long due = System.nanoTime();
    while (bytes.hasRemaining()) {
      ByteBuffer next = bytes.slice(bytes.position(), Math.min(piece, bytes.remaining()));
      bytes.position(bytes.position() + next.remaining());
      wire.write(next); // what does not fit is lost, as on any line that nobody listens to
      due += TimeUnit.SECONDS.toNanos(1) / PIECES_PER_SECOND;
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
    monitor.close();
  }
}
