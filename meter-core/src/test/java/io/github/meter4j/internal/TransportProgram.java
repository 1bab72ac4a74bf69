package io.github.meter4j.internal;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/**
 * Another program that opens a transport, says how that went and holds it until its standard input
 * ends.
 */
final class TransportProgram {
  private TransportProgram() {}

  public static void main(String[] args) throws IOException {
    PrintStream answer = System.out;
    TransportProvider provider = Registry.transport(args[0]);
    Options options = Options.of(Map.of(), Map.of(), provider.options());
    try (Transport transport = provider.open(args[1], options)) {
      answer.println("OPEN " + transport.discardInput());
      System.in.read();
    } catch (TransportException e) {
      answer.println(e.kind() + " " + e.getMessage());
    }
  }
}
