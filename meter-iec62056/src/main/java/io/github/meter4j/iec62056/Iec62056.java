package io.github.meter4j.iec62056;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.spi.Decoded;
import io.github.meter4j.spi.Transport;
import java.nio.file.Path;
import java.util.Objects;

/** Where to start with D0 meters: sources to open, and decoding without opening anything. */
public final class Iec62056 {
  private static final Iec62056Driver DRIVER = new Iec62056Driver();

  private Iec62056() {}

  /**
   * A meter on a serial port, by default one that pushes telegrams with 9600 baud 7E1; for one that
   * has to be polled add {@code .with(D0Options.MODE, Mode.C)}.
   *
   * @param port as in {@code /dev/ttyUSB0} or {@code COM3}
   * @return the source
   */
  public static MeterSource<D0Readout> serial(String port) {
    return MeterSource.of(DRIVER, "serial", Objects.requireNonNull(port, "port"));
  }

  /**
   * A meter behind a TCP server that hands its bytes through, such as ser2net.
   *
   * @param host the host
   * @param port the port
   * @return the source
   */
  public static MeterSource<D0Readout> tcp(String host, int port) {
    Objects.requireNonNull(host, "host");
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
    return MeterSource.of(DRIVER, "file", Objects.requireNonNull(file, "file").toString());
  }

  /**
   * A meter behind a transport that is open already, such as one in memory.
   *
   * @param transport the transport; closed with the reader
   * @return the source; it can be opened once
   */
  public static MeterSource<D0Readout> over(Transport transport) {
    return MeterSource.over(DRIVER, Objects.requireNonNull(transport, "transport"));
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
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(settings, "settings");
    return new D0Decoder(settings, Math.max(64, bytes.length)).decodeAll(bytes).first();
  }

  /**
   * Decodes all readouts in some bytes.
   *
   * @param bytes any number of readouts, and what stands between them
   * @return the readouts, and why others were rejected
   */
  public static Decoded<D0Readout> decodeAll(byte[] bytes) {
    return decodeAll(bytes, D0Settings.DEFAULT);
  }

  /**
   * Decodes all readouts in some bytes.
   *
   * @param bytes any number of readouts, and what stands between them
   * @param settings how to decode
   * @return the readouts, and why others were rejected
   */
  public static Decoded<D0Readout> decodeAll(byte[] bytes, D0Settings settings) {
    return decoder(settings).decodeAll(Objects.requireNonNull(bytes, "bytes"));
  }

  /**
   * A decoder for a stream of readouts: feed it bytes as they come.
   *
   * @param settings how to decode
   * @return a new decoder
   */
  public static D0Decoder decoder(D0Settings settings) {
    return new D0Decoder(Objects.requireNonNull(settings, "settings"));
  }
}
