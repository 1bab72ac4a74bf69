package io.github.meter4j.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * A serial server of somebody else's making, {@code ser2net}, on loopback. Killing it is its power
 * going off.
 */
public final class Ser2net implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  /** What the server speaks on its network side. */
  public enum Protocol {
    /** Bytes as they are. */
    RAW("tcp"),
    /** Telnet without RFC 2217. */
    TELNET("telnet,tcp"),
    /** Telnet with RFC 2217. */
    RFC2217("telnet(rfc2217),tcp");

    private final String accepter;

    Protocol(String accepter) {
      this.accepter = accepter;
    }
  }

  private final Path configuration;
  private final int port;
  private Process process;

  private Ser2net(Path configuration, int port, Process process) {
    this.configuration = configuration;
    this.port = port;
    this.process = process;
  }

  /**
   * Serves a serial port at 9600 8N1. Skips the test when {@code ser2net} is not installed, or
   * fails it when the environment says {@code METER_RIGS=required}.
   *
   * @param folder where its configuration goes
   * @param device the serial port
   * @param protocol what it speaks
   * @return the server, listening
   * @throws IOException when it does not start
   */
  public static Ser2net start(Path folder, Path device, Protocol protocol) throws IOException {
    int port = freePort();
    Path configuration = folder.resolve("ser2net.yaml");
    Files.write(
        configuration,
        List.of(
            "%YAML 1.1",
            "---",
            "connection: &meter",
            "  accepter: " + protocol.accepter + ",127.0.0.1," + port,
            "  connector: serialdev," + device + ",9600n81,local"));
    return new Ser2net(configuration, port, launch(configuration, port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static Process launch(Path configuration, int port) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder("ser2net", "-n", "-u", "-c", configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      if ("required".equals(System.getenv("METER_RIGS"))) {
        throw e;
      }
      return Assumptions.abort("ser2net is not installed");
    }
    try {
      awaitListening(process, port);
      return process;
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** A connection to see whether it listens would open the port, so the kernel is asked. */
  private static void awaitListening(Process process, int port) throws IOException {
    String listening = String.format(Locale.ROOT, ": 0100007F:%04X 00000000:0000 0A ", port);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (Files.readAllLines(Path.of("/proc/net/tcp")).stream()
        .noneMatch(line -> line.contains(listening))) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException("ser2net does not listen on port " + port);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /**
   * Where it listens.
   *
   * @return a target of a meter address
   */
  public String target() {
    return "127.0.0.1:" + port;
  }

  /**
   * Kills it.
   *
   * @throws IOException when that is interrupted
   */
  public void kill() throws IOException {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /**
   * Starts it again on the same port.
   *
   * @throws IOException when it does not start
   */
  public void restart() throws IOException {
    kill();
    process = launch(configuration, port);
  }

  @Override
  public void close() throws IOException {
    kill();
  }
}
