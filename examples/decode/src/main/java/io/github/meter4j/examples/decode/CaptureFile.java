package io.github.meter4j.examples.decode;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.transport.Transports;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Decodes a file from its start to its end. */
final class CaptureFile {
  private static final int CHUNK = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final FrameDecoder<Reading> decoder;
  private final Report report;

  private CaptureFile(FrameDecoder<Reading> decoder, Report report) {
    this.decoder = decoder;
    this.report = report;
  }

  /**
   * Decodes a file.
   *
   * @throws TransportException when it cannot be read; what could be read has been reported
   */
  static void decode(FrameDecoder<Reading> decoder, String name, Report report)
      throws TransportException {
    try (Transport file = open(name)) {
      new CaptureFile(decoder, report).decode(file);
    }
  }

  private static Transport open(String name) throws TransportException {
    try {
      return Transports.open("file", name, Map.of());
    } catch (IllegalArgumentException e) {
      // As for a name in letters that the locale does not have.
      String message = "\"" + name + "\" is no file name here: " + e.getMessage();
      throw new TransportException(TransportException.Kind.NOT_FOUND, message, e);
    }
  }

  /** A file that breaks off has an end as well: the decoder hands over what it has. */
  private void decode(Transport file) throws TransportException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    Optional<TransportException> failure = Optional.empty();
    try {
      while (read(file, chunk.clear()) >= 0) {
        chunk.flip();
        report.received(chunk.asReadOnlyBuffer());
        decoder.feed(chunk, file.arrival(Clock.systemUTC()), report);
      }
    } catch (TransportException e) {
      failure = Optional.of(e);
    }
    report.atEnd();
    decoder.end(report);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /**
   * Waits for as long as it takes, so that what comes out does not depend on how fast a pipe is.
   */
  private int read(Transport file, ByteBuffer chunk) throws TransportException {
    int count = file.read(chunk, Duration.ZERO);
    if (count == 0) {
      report.flush();
    }
    while (count == 0 && !Thread.currentThread().isInterrupted()) {
      count = file.read(chunk, PATIENCE);
    }
    return count == 0 ? -1 : count;
  }
}
