package io.github.meter4j.modbus;

import io.github.meter4j.MeterSource;
import io.github.meter4j.modbus.bus.RtuTcpTransportProvider;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterMap;

/** Where to start: sources of Modbus meters, for {@code MeterReader.open} without a cast. */
public final class Modbus {
  private Modbus() {}

  /**
   * A meter on a serial port, RTU, with the speed and format that its map names.
   *
   * @param map what its registers mean
   * @param port the port, such as {@code /dev/ttyUSB0} or {@code COM3}
   * @return a source; add options with {@link MeterSource#with}, such as {@code unit}
   */
  public static MeterSource<ModbusSnapshot> serial(RegisterMap map, String port) {
    return source(map, "serial", port);
  }

  /**
   * A meter or a gateway that speaks Modbus TCP.
   *
   * @param map what its registers mean
   * @param host host and port, such as {@code gateway:502}
   * @return a source
   */
  public static MeterSource<ModbusSnapshot> tcp(RegisterMap map, String host) {
    return source(map, "tcp", host);
  }

  /**
   * A meter behind a serial server that passes RTU frames over TCP.
   *
   * @param map what its registers mean
   * @param host host and port, such as {@code gateway:4001}
   * @return a source
   */
  public static MeterSource<ModbusSnapshot> rtuOverTcp(RegisterMap map, String host) {
    return source(map, RtuTcpTransportProvider.SCHEME, host);
  }

  private static MeterSource<ModbusSnapshot> source(RegisterMap map, String scheme, String target) {
    return MeterSource.of(new MapDriver(map.name(), () -> map), scheme, target);
  }
}
