package io.github.meter4j.modbus.foreign;

import io.github.meter4j.testkit.PtyPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A slave that others wrote: pymodbus, in a process of its own, which ends with its standard input.
 */
final class ForeignSlave implements AutoCloseable {
  /** The interpreter of the distribution, whose packages are meant. */
  private static final String PYTHON = "/usr/bin/python3";

  private final Process process;
  private final Writer in;
  private final int port;

  private ForeignSlave(Process process, List<String> units) throws IOException {
    this.process = process;
    this.in = process.outputWriter();
    BufferedReader out = process.inputReader();
    in.write(String.join("\n", units) + "\ngo\n");
    in.flush();
    String ready = out.readLine();
    if (ready == null || !ready.startsWith("ready ")) {
      process.destroyForcibly();
      throw new IOException("the slave says " + ready);
    }
    port = Integer.parseInt(ready.substring("ready ".length()));
  }

  static ForeignSlave tcp(List<String> units) throws IOException {
    return start(units, "tcp");
  }

  static ForeignSlave rtuOverTcp(List<String> units) throws IOException {
    return start(units, "rtutcp");
  }

  static ForeignSlave rtu(PtyPair line, List<String> units) throws IOException {
    return start(units, "rtu", line.peer().toString());
  }

  private static ForeignSlave start(List<String> units, String... arguments) throws IOException {
    requirePymodbus();
    List<String> command = new ArrayList<>(List.of(PYTHON, script()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    // It logs every request to a unit that is not there.
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new ForeignSlave(builder.start(), units);
  }

  private static String script() throws IOException {
    try {
      return Path.of(
              Objects.requireNonNull(ForeignSlave.class.getResource("/foreign-slave.py")).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void requirePymodbus() throws IOException {
    boolean there = false;
    try {
      Process python =
          new ProcessBuilder(PYTHON, "-c", "import pymodbus.server")
              .redirectErrorStream(true)
              .start();
      python.inputReader().lines().forEach(line -> {});
      there = python.waitFor() == 0;
    } catch (IOException e) {
      there = false; // no Python
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (!there && "required".equals(System.getenv("METER_RIGS"))) {
      throw new IOException("python3-pymodbus and python3-serial-asyncio are not installed");
    }
    Assumptions.assumeTrue(there, "pymodbus is not installed");
  }

  /** Where it listens. */
  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
