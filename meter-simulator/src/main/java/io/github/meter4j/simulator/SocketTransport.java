package io.github.meter4j.simulator;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.simulator.modbus.SlaveServer;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A connection to a server that is closed with it. */
record SocketTransport(Transport socket, SlaveServer server) implements Transport {
  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    return socket.read(target, timeout);
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    socket.write(bytes);
  }

  @Override
  public boolean discardInput() throws TransportException {
    return socket.discardInput();
  }

  @Override
  public void close() {
    socket.close();
    server.close();
  }
}
