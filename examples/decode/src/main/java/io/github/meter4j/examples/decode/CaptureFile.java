package io.github.meter4j.examples.decode;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import io.github.meter4j.transport.Transports;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A file in the place of a meter: what any driver finds in it goes to a report. */
final class CaptureFile implements Endpoint, Transport {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final String source;
  private final String name;
  private final Options options;
  private final Report report;
  private Optional<Transport> file = Optional.empty();
  private Optional<TransportException> failure = Optional.empty();

  private CaptureFile(String source, String name, Options options, Report report) {
    this.source = source;
    this.name = name;
    this.options = options;
    this.report = report;
  }

  /**
   * Decodes a file from its start to its end.
   *
   * @throws MeterException when it cannot be read; what could be read has been reported
   * @throws IllegalArgumentException when an option asks for what is not there, such as a key
   */
  static void decode(MeterDriver<?> driver, Options options, String name, Report report)
      throws MeterException {
    CaptureFile file = new CaptureFile(driver.name() + "+file:" + name, name, options, report);
    file.decode(driver);
    if (file.failure.isPresent()) {
      throw file.failure.get();
    }
  }

  private <R extends Reading> void decode(MeterDriver<R> driver) throws MeterException {
    try (MeterConnection<R> connection = driver.connect(this)) {
      boolean more = true;
      while (more) {
        more = connection.pump(PATIENCE, report);
      }
    }
  }

  @Override
  public String source() {
    return source;
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
  public Transport openTransport() throws TransportException {
    TransportProvider files =
        ServiceLoader.load(TransportProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.scheme().equals("file"))
            .findFirst()
            .orElseThrow();
    Options asFastAsPossible = Options.of(Map.of(), Map.of(), files.options());
    try {
      file = Optional.of(files.open(name, asFastAsPossible));
    } catch (IllegalArgumentException e) {
      // As for a name in letters that the locale does not have.
      String message = "\"" + name + "\" is no file name here: " + e.getMessage();
      throw new TransportException(TransportException.Kind.NOT_FOUND, message, e);
    }
    return this;
  }

  /** A file has no pulses; no driver of bytes asks for them. */
  @Override
  public PulseSource openPulseSource(EdgeListener listener) {
    throw new UnsupportedOperationException(source + " has no pulses");
  }

  /**
   * Waits for as long as it takes, so that what comes out does not depend on how fast a pipe is. A
   * file that breaks off has an end as well: the decoder hands over what it has.
   */
  @Override
  public int read(ByteBuffer target, Duration timeout) throws TransportException {
    try {
      Transport open = file.orElseThrow();
      int count = open.read(target, Duration.ZERO);
      if (count == 0) {
        report.flush();
      }
      while (count == 0 && !Thread.currentThread().isInterrupted()) {
        count = open.read(target, PATIENCE);
      }
      if (count <= 0) {
        report.atEnd();
        return -1;
      }
      return count;
    } catch (TransportException e) {
      failure = Optional.of(e);
      report.atEnd();
      return -1;
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws TransportException {
    file.orElseThrow().write(bytes);
  }

  @Override
  public boolean discardInput() {
    return false;
  }

  @Override
  public void close() {
    file.ifPresent(Transport::close);
  }
}
