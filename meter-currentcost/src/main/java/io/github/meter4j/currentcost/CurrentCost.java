package io.github.meter4j.currentcost;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.spi.Decoded;
import io.github.meter4j.spi.Transport;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where to start with Current Cost displays: sources to open, and decoding without opening
 * anything.
 */
public final class CurrentCost {
  private static final CurrentCostDriver DRIVER = new CurrentCostDriver();

  private CurrentCost() {}

  /**
   * A display on a serial port, by default with 57600 baud 8N1 as the CC128 has it; for a Classic
   * or CC02 add {@code .with("baud", "9600")}.
   *
   * @param port as in {@code /dev/ttyUSB0} or {@code COM3}
   * @return the source
   */
  public static MeterSource<CurrentCostMessage> serial(String port) {
    return MeterSource.of(DRIVER, "serial", Objects.requireNonNull(port, "port"));
  }

  /**
   * A display behind a TCP server that hands its bytes through, such as ser2net.
   *
   * @param host the host
   * @param port the port
   * @return the source
   */
  public static MeterSource<CurrentCostMessage> tcp(String host, int port) {
    Objects.requireNonNull(host, "host");
    String name = host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    return MeterSource.of(DRIVER, "tcp", name + ':' + port);
  }

  /**
   * Messages in a file, plain or compressed by gzip.
   *
   * @param file the file
   * @return the source
   */
  public static MeterSource<CurrentCostMessage> file(Path file) {
    return MeterSource.of(DRIVER, "file", Objects.requireNonNull(file, "file").toString());
  }

  /**
   * A display behind a transport that is open already, such as one in memory.
   *
   * @param transport the transport; closed with the reader
   * @return the source; it can be opened once
   */
  public static MeterSource<CurrentCostMessage> over(Transport transport) {
    return MeterSource.over(DRIVER, Objects.requireNonNull(transport, "transport"));
  }

  /**
   * Decodes one message.
   *
   * @param bytes the message; the first one counts if there are more
   * @return the message
   * @throws DamagedFrameException when there is no good message in the bytes; it says why
   */
  public static CurrentCostMessage decode(byte[] bytes) {
    return decode(bytes, CurrentCostSettings.DEFAULT);
  }

  /**
   * Decodes one message.
   *
   * @param bytes the message; the first one counts if there are more
   * @param settings how to decode
   * @return the message
   * @throws DamagedFrameException when there is no good message in the bytes; it says why
   */
  public static CurrentCostMessage decode(byte[] bytes, CurrentCostSettings settings) {
    return decodeAll(bytes, settings).first();
  }

  /**
   * Decodes all messages in some bytes.
   *
   * @param bytes any number of messages, and what stands between them
   * @return the messages, and why others were rejected
   */
  public static Decoded<CurrentCostMessage> decodeAll(byte[] bytes) {
    return decodeAll(bytes, CurrentCostSettings.DEFAULT);
  }

  /**
   * Decodes all messages in some bytes.
   *
   * @param bytes any number of messages, and what stands between them
   * @param settings how to decode
   * @return the messages, and why others were rejected
   */
  public static Decoded<CurrentCostMessage> decodeAll(byte[] bytes, CurrentCostSettings settings) {
    return decoder(settings).decodeAll(Objects.requireNonNull(bytes, "bytes"));
  }

  /**
   * A decoder for a stream of messages: feed it bytes as they come.
   *
   * @param settings how to decode
   * @return a new decoder
   */
  public static CurrentCostDecoder decoder(CurrentCostSettings settings) {
    return new CurrentCostDecoder(Objects.requireNonNull(settings, "settings"));
  }
}
