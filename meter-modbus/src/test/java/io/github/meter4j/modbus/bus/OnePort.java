package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.transport.Transports;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A port that can be open once at a time, as a serial port is, and says how often it was. */
final class OnePort implements Endpoint {
  /** Looked up once: that takes longer than what is tested. */
  private static final LinkProvider TCP = Transports.provider("tcp");

  private final String target;
  private final Runnable whileClosing;
  private int opened;
  private int open;
  private boolean broken;

  OnePort(String target, Runnable whileClosing) {
    this.target = target;
    this.whileClosing = whileClosing;
  }

  synchronized void breakDown(boolean down) {
    broken = down;
  }

  synchronized int opened() {
    return opened;
  }

  synchronized int open() {
    return open;
  }

  private synchronized boolean isBroken() {
    return broken;
  }

  private synchronized void closed() {
    open--;
  }

  @Override
  public synchronized Transport openTransport() throws TransportException {
    if (open > 0) {
      throw new TransportException(TransportException.Kind.BUSY, target + " is in use");
    }
    open++;
    opened++;
    return new Line();
  }

  @Override
  public String source() {
    return "test:" + target;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Options options() {
    return Options.of(Map.of(), Map.of(), List.of());
  }

  @Override
  public LinkProvider link() {
    return TCP;
  }

  @Override
  public PulseSource openPulseSource(EdgeListener listener) {
    throw new UnsupportedOperationException();
  }

  private final class Line implements Transport {
    private boolean closed;

    private synchronized void requireOpen() throws TransportException {
      if (closed) {
        throw new TransportException(TransportException.Kind.CLOSED, "the line is closed");
      }
      if (isBroken()) {
        throw new TransportException(TransportException.Kind.DISCONNECTED, "the line is gone");
      }
    }

    @Override
    public int read(ByteBuffer target, Duration timeout) throws TransportException {
      requireOpen();
      return 0;
    }

    @Override
    public void write(ByteBuffer bytes) throws TransportException {
      requireOpen();
      bytes.position(bytes.limit());
    }

    @Override
    public boolean discardInput() throws TransportException {
      requireOpen();
      return true;
    }

    @Override
    public void close() {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      whileClosing.run();
      OnePort.this.closed();
    }
  }
}
