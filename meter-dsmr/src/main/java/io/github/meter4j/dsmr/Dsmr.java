package io.github.meter4j.dsmr;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.spi.Decoded;
import io.github.meter4j.spi.Transport;
import java.nio.file.Path;
import java.util.Objects;

/** Where to start with P1 ports: sources to open, and decoding without opening anything. */
public final class Dsmr {
  private static final DsmrDriver DRIVER = new DsmrDriver();

  private Dsmr() {}

  /**
   * A meter on a serial port, by default with 115200 baud 8N1 as DSMR 4 and later have it; for DSMR
   * 2.2 and 3.0 add {@code .with("baud", "9600").with("format", "7E1")}.
   *
   * @param port as in {@code /dev/ttyUSB0} or {@code COM3}
   * @return the source
   */
  public static MeterSource<DsmrTelegram> serial(String port) {
    return MeterSource.of(DRIVER, "serial", Objects.requireNonNull(port, "port"));
  }

  /**
   * A meter behind a TCP server that hands its bytes through, such as ser2net.
   *
   * @param host the host
   * @param port the port
   * @return the source
   */
  public static MeterSource<DsmrTelegram> tcp(String host, int port) {
    Objects.requireNonNull(host, "host");
    String name = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    return MeterSource.of(DRIVER, "tcp", name + ':' + port);
  }

  /**
   * Telegrams in a file, plain or compressed by gzip.
   *
   * @param file the file
   * @return the source
   */
  public static MeterSource<DsmrTelegram> file(Path file) {
    return MeterSource.of(DRIVER, "file", Objects.requireNonNull(file, "file").toString());
  }

  /**
   * A meter behind a transport that is open already, such as one in memory.
   *
   * @param transport the transport; closed with the reader
   * @return the source; it can be opened once
   */
  public static MeterSource<DsmrTelegram> over(Transport transport) {
    return MeterSource.over(DRIVER, Objects.requireNonNull(transport, "transport"));
  }

  /**
   * Decodes one telegram.
   *
   * @param bytes the telegram; the first one counts if there are more
   * @return the telegram
   * @throws DamagedFrameException when there is no good telegram in the bytes; it says why
   */
  public static DsmrTelegram decode(byte[] bytes) {
    return decode(bytes, DsmrSettings.DEFAULT);
  }

  /**
   * Decodes one telegram.
   *
   * @param bytes the telegram; the first one counts if there are more
   * @param settings how to decode
   * @return the telegram
   * @throws DamagedFrameException when there is no good telegram in the bytes; it says why
   */
  public static DsmrTelegram decode(byte[] bytes, DsmrSettings settings) {
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(settings, "settings");
    return new P1Decoder(settings, Math.max(64, bytes.length)).decodeAll(bytes).first();
  }

  /**
   * Decodes all telegrams in some bytes.
   *
   * @param bytes any number of telegrams, and what stands between them
   * @return the telegrams, and why others were rejected
   */
  public static Decoded<DsmrTelegram> decodeAll(byte[] bytes) {
    return decodeAll(bytes, DsmrSettings.DEFAULT);
  }

  /**
   * Decodes all telegrams in some bytes.
   *
   * @param bytes any number of telegrams, and what stands between them
   * @param settings how to decode
   * @return the telegrams, and why others were rejected
   */
  public static Decoded<DsmrTelegram> decodeAll(byte[] bytes, DsmrSettings settings) {
    return decoder(settings).decodeAll(Objects.requireNonNull(bytes, "bytes"));
  }

  /**
   * A decoder for a stream of telegrams: feed it bytes as they come.
   *
   * @param settings how to decode
   * @return a new decoder
   */
  public static P1Decoder decoder(DsmrSettings settings) {
    return new P1Decoder(Objects.requireNonNull(settings, "settings"));
  }
}
