package io.github.meter4j.iec62056;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.spi.ReadingSink;
import io.github.meter4j.spi.Transport;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where to start with D0 meters: sources to open, and decoding without opening anything. */
public final class Iec62056 {
  private static final Iec62056Driver DRIVER = new Iec62056Driver();

  private Iec62056() {}

  /**
   * A meter on a serial port, by default one that pushes telegrams with 9600 baud 7E1; for one that
   * has to be asked add {@code .with("mode", "C")}.
   *
   * @param port as in {@code /dev/ttyUSB0} or {@code COM3}
   * @return the source
   */
  public static MeterSource<D0Readout> serial(String port) {
    return MeterSource.of(DRIVER, "serial", port);
  }

  /**
   * A meter behind a TCP server that hands its bytes through, such as ser2net.
   *
   * @param host the host
   * @param port the port
   * @return the source
   */
  public static MeterSource<D0Readout> tcp(String host, int port) {
    String name = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    return MeterSource.of(DRIVER, "tcp", name + ':' + port);
  }

  /**
   * Readouts in a file, plain or compressed by gzip.
   *
   * @param file the file
   * @return the source
   */
  public static MeterSource<D0Readout> file(Path file) {
    return MeterSource.of(DRIVER, "file", file.toString());
  }

  /**
   * A meter behind a transport that is open already, such as one in memory.
   *
   * @param transport the transport; closed with the reader
   * @return the source; it can be opened once
   */
  public static MeterSource<D0Readout> over(Transport transport) {
    return MeterSource.over(DRIVER, transport);
  }

  /**
   * Decodes one readout.
   *
   * @param bytes the readout; the first one counts if there are more
   * @return the readout
   * @throws DamagedFrameException when there is no good readout in the bytes; it says why
   */
  public static D0Readout decode(byte[] bytes) {
    return decode(bytes, D0Settings.DEFAULT);
  }

  /**
   * Decodes one readout.
   *
   * @param bytes the readout; the first one counts if there are more
   * @param settings how to decode
   * @return the readout
   * @throws DamagedFrameException when there is no good readout in the bytes; it says why
   */
  public static D0Readout decode(byte[] bytes, D0Settings settings) {
    First first = new First();
    D0Decoder decoder = new D0Decoder(settings, Math.max(64, bytes.length));
    decoder.feed(ByteBuffer.wrap(bytes), D0Readout.NEVER, first);
    decoder.end(first);
    if (first.readout == null) {
      throw new DamagedFrameException("no readout in " + bytes.length + " bytes", first.faults);
    }
    return first.readout;
  }

  /**
   * A decoder for a stream of readouts: feed it bytes as they come.
   *
   * @param settings how to decode
   * @return a new decoder
   */
  public static D0Decoder decoder(D0Settings settings) {
    return new D0Decoder(settings);
  }

  private static final class First implements ReadingSink<D0Readout> {
    private final List<Fault> faults = new ArrayList<>();
    private @Nullable D0Readout readout;

    @Override
    public void reading(D0Readout reading, long offset, int length) {
      if (readout == null) {
        readout = reading;
      }
    }

    @Override
    public void rejected(Fault fault) {
      faults.add(fault);
    }

    @Override
    public void skipped(long offset, int length) {
      // the message says how many bytes there were
    }
  }
}
