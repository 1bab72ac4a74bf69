package io.github.meter4j.modbus;

import io.github.meter4j.MeterSource;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.util.Objects;

/**
 * Where to start: sources of Modbus meters, for {@code MeterReader.open} without a cast. Options
 * are added with {@link MeterSource#with}; those of this module are in {@link ModbusOptions}.
 */
public final class Modbus {
  private Modbus() {}

  /**
   * A meter on a serial port, RTU, with the speed and format that its map names.
   *
   * @param map what its registers mean
   * @param port the port, such as {@code /dev/ttyUSB0} or {@code COM3}
   * @return a source
   */
  public static MeterSource<ModbusSnapshot> serial(RegisterMap map, String port) {
    Objects.requireNonNull(port, "port");
    return source(map, "serial", port);
  }

  /**
   * A meter or a gateway that speaks Modbus TCP.
   *
   * @param map what its registers mean
   * @param host the host
   * @param port the port, 502 as a rule
   * @return a source
   */
  public static MeterSource<ModbusSnapshot> tcp(RegisterMap map, String host, int port) {
    return source(map, "tcp", place(host, port));
  }

  /**
   * A meter on a serial port, Modbus ASCII: the speed that its map names, 7E1. Needs {@code
   * com.ghgande:j2mod}.
   *
   * @param map what its registers mean
   * @param port the port
   * @return a source
   */
  public static MeterSource<ModbusSnapshot> ascii(RegisterMap map, String port) {
    Objects.requireNonNull(port, "port");
    return source(map, ModbusLinks.ASCII, port);
  }

  /**
   * A meter or a gateway that speaks Modbus over UDP. Needs {@code com.ghgande:j2mod}.
   *
   * @param map what its registers mean
   * @param host the host
   * @param port the port, 502 as a rule
   * @return a source
   */
  public static MeterSource<ModbusSnapshot> udp(RegisterMap map, String host, int port) {
    return source(map, ModbusLinks.UDP, place(host, port));
  }

  /**
   * A meter behind a serial server that passes RTU frames over TCP.
   *
   * @param map what its registers mean
   * @param host the host
   * @param port the port
   * @return a source
   */
  public static MeterSource<ModbusSnapshot> rtuOverTcp(RegisterMap map, String host, int port) {
    return source(map, ModbusLinks.RTU_OVER_TCP, place(host, port));
  }

  /**
   * A meter behind a transport that is open already, such as one in memory; RTU frames.
   *
   * @param map what its registers mean
   * @param transport the transport; closed with the reader
   * @return a source; it can be opened once
   */
  public static MeterSource<ModbusSnapshot> over(RegisterMap map, Transport transport) {
    return MeterSource.over(driver(map), transport);
  }

  /**
   * A meter behind a link of the program's own, which no address names.
   *
   * @param map what its registers mean
   * @param link the link; RTU frames go over a serial line, those of Modbus TCP over a network
   * @param target what the link opens
   * @return a source
   * @throws IllegalArgumentException when the target is wrong
   */
  public static MeterSource<ModbusSnapshot> over(
      RegisterMap map, TransportProvider link, String target) {
    return MeterSource.of(driver(map), link, target);
  }

  private static String place(String host, int port) {
    Objects.requireNonNull(host, "host");
    return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
  }

  private static MeterSource<ModbusSnapshot> source(RegisterMap map, String scheme, String target) {
    return MeterSource.of(driver(map), scheme, target);
  }

  private static MapDriver driver(RegisterMap map) {
    Objects.requireNonNull(map, "map");
    return new MapDriver(map.name(), () -> map);
  }
}
