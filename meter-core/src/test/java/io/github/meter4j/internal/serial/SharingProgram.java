package io.github.meter4j.internal.serial;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Another program that shares a port: opens it, says so, and keeps it until it is ended. */
final class SharingProgram {
  private SharingProgram() {}

  public static void main(String[] args) throws TransportException, InterruptedException {
    SerialTransportProvider provider = new SerialTransportProvider();
    Options shared = Options.of(Map.of("use", "shared"), Map.of(), provider.options());
    try (Transport transport = provider.open(args[0], shared)) {
      System.out.println("open " + transport.backsUp());
      Thread.sleep(60_000);
    }
  }

  /** Returns when it has the port open. */
  static Process start(Path port) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String all =
        String.join(
            File.pathSeparator,
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            System.getProperty("jdk.module.path", ""));
    Process process =
        new ProcessBuilder(java, "-cp", all, SharingProgram.class.getName(), port.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.inputReader().readLine() == null) {
      throw new IOException("the other program did not open " + port);
    }
    return process;
  }
}
