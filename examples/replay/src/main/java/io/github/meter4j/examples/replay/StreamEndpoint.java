package io.github.meter4j.examples.replay;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.ReadingSink;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.transport.Transports;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Stored bytes in the place of a meter. */
final class StreamEndpoint implements Endpoint, Transport {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Stored bytes; reads as {@link java.io.InputStream#read(byte[])} does. */
  @FunctionalInterface
  interface Bytes {
    int read(byte[] target) throws IOException;
  }

  private final String name;
  private final String driver;
  private final Options options;
  private final Bytes in;
  private Optional<IOException> failure = Optional.empty();

  private StreamEndpoint(String name, String driver, Options options, Bytes in) {
    this.name = name;
    this.driver = driver;
    this.options = options;
    this.in = in;
  }

  /** Decodes bytes from their start to their end, or to where they break off, which it throws. */
  static <R extends Reading> void decode(
      MeterDriver<R> driver, Options options, String name, Bytes in, ReadingSink<Reading> sink)
      throws IOException {
    StreamEndpoint endpoint = new StreamEndpoint(name, driver.name(), options, in);
    try (MeterConnection<R> connection = driver.connect(endpoint)) {
      boolean more = true;
      while (more) {
        more = connection.pump(PATIENCE, sink);
      }
    }
    if (endpoint.failure.isPresent()) {
      throw endpoint.failure.get();
    }
  }

  @Override
  public int read(ByteBuffer target, Duration timeout) {
    byte[] chunk = new byte[target.remaining()];
    try {
      int count = in.read(chunk);
      target.put(chunk, 0, Math.max(0, count));
      return count;
    } catch (IOException e) {
      failure = Optional.of(e);
      return -1; // so that the decoder hands over what it has
    }
  }

  @Override
  public String source() {
    return driver + "+file:" + name;
  }

  @Override
  public LinkProvider link() {
    return Transports.provider("file");
  }

  @Override
  public String target() {
    return name;
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public Transport openTransport() {
    return this;
  }

  @Override
  public PulseSource openPulseSource(EdgeListener listener) throws TransportException {
    throw new TransportException(TransportException.Kind.REFUSED, name + " has no pulses");
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    throw new TransportException(TransportException.Kind.REFUSED, name + " is not written to");
  }

  @Override
  public boolean discardInput() {
    return false;
  }

  @Override
  public void close() {
    // The stream belongs to the archive.
  }
}
