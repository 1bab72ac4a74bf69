package io.github.meter4j.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Two pseudo terminals with a line between them, made by {@code socat}: a serial port without
 * hardware. Killing it is pulling the plug.
 */
public final class PtyPair implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Path port;
  private final Path peer;
  private final Process socat;
  private final OutputStream toPort;
  private final InputStream fromPort;
  private final BlockingQueue<Byte> received = new LinkedBlockingQueue<>();

  private PtyPair(Path port, Path peer, Process socat, boolean attended) throws IOException {
    this.port = port;
    this.peer = peer;
    this.socat = socat;
    if (attended) {
      toPort = Files.newOutputStream(peer);
      fromPort = Files.newInputStream(peer);
      daemon("pty receiver", this::collect);
    } else {
      toPort = OutputStream.nullOutputStream();
      fromPort = InputStream.nullInputStream();
    }
  }

  /**
   * Plugs a port in. Skips the test when {@code socat} is not installed, or fails it when the
   * environment says {@code METER_RIGS=required}.
   *
   * @param folder where the links {@code port} and {@code peer} go
   * @return the pair, ready
   * @throws IOException when it does not start
   */
  public static PtyPair start(Path folder) throws IOException {
    return start(folder, true);
  }

  /**
   * Plugs a port in whose other end, {@link #peer}, is left to another program. Nothing can be sent
   * or received here.
   *
   * @param folder where the links {@code port} and {@code peer} go
   * @return the pair, ready
   * @throws IOException when it does not start
   */
  public static PtyPair unattended(Path folder) throws IOException {
    return start(folder, false);
  }

  private static PtyPair start(Path folder, boolean attended) throws IOException {
    Path port = folder.resolve("port");
    Path peer = folder.resolve("peer");
    Process socat =
        launch("socat", "-d", "-d", "pty,raw,echo=0,link=" + port, "pty,raw,echo=0,link=" + peer);
    try {
      awaitTransfer(socat);
      return new PtyPair(port, peer, socat, attended);
    } catch (IOException e) {
      socat.destroyForcibly();
      throw e;
    }
  }

  private static Process launch(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      if ("required".equals(System.getenv("METER_RIGS"))) {
        throw e;
      }
      return Assumptions.abort("socat is not installed");
    }
  }

  /** It says so when both links are there. */
  private static void awaitTransfer(Process socat) throws IOException {
    CountDownLatch started = new CountDownLatch(1);
    daemon("socat messages", () -> drain(socat.inputReader(), started));
    try {
      if (!started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("socat did not start within " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void drain(BufferedReader messages, CountDownLatch started) throws IOException {
    String line = messages.readLine();
    while (line != null) {
      if (line.contains("starting data transfer")) {
        started.countDown();
      }
      line = messages.readLine();
    }
  }

  private void collect() throws IOException {
    byte[] chunk = new byte[1024];
    int count = fromPort.read(chunk);
    while (count >= 0) {
      for (int i = 0; i < count; i++) {
        received.add(chunk[i]);
      }
      count = fromPort.read(chunk);
    }
  }

  /** Work that ends with an error when the process is killed under it. */
  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(String name, Work work) {
    Runnable body =
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            return; // the process is gone
          }
        };
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The port to open.
   *
   * @return the path of a link
   */
  public Path port() {
    return port;
  }

  /**
   * The other end of the line.
   *
   * @return the path of a link
   */
  public Path peer() {
    return peer;
  }

  /**
   * Sends bytes to the port.
   *
   * @param bytes what to send
   * @throws IOException when it was killed
   */
  public void send(byte[] bytes) throws IOException {
    toPort.write(bytes);
  }

  /**
   * Waits for bytes that were written to the port.
   *
   * @param count how many
   * @return that many bytes
   * @throws IOException when they do not come within ten seconds
   */
  public byte[] receive(int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = nextByte(i);
    }
    return bytes;
  }

  private byte nextByte(int before) throws IOException {
    try {
      Byte next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new IOException("only " + before + " bytes came");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /**
   * Pulls the plug: the port is gone, and so is its link.
   *
   * @throws IOException when a link cannot be removed
   */
  public void unplug() throws IOException {
    try {
      socat.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    Files.deleteIfExists(port);
    Files.deleteIfExists(peer);
  }

  @Override
  public void close() throws IOException {
    unplug();
    toPort.close();
    fromPort.close();
  }
}
