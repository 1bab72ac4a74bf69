package io.github.meter4j.internal.serial;

import com.fazecast.jSerialComm.SerialPort;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.transport.SerialPortInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists serial ports. */
public final class SerialPorts {
  private SerialPorts() {}

  /** The serial ports of this machine; pseudo terminals are not among them. */
  public static List<SerialPortInfo> list() throws TransportException {
    try {
      Map<String, String> stable = StableNames.of(StableNames.DEV_SERIAL);
      return Arrays.stream(SerialPort.getCommPorts())
          .map(port -> describe(port, stable))
          .sorted((a, b) -> a.path().compareTo(b.path()))
          .toList();
    } catch (LinkageError e) {
      throw SerialFailure.noLibrary(e);
    }
  }

  private static SerialPortInfo describe(SerialPort port, Map<String, String> stable) {
    String path = port.getSystemPortPath();
    return new SerialPortInfo(
        path, Optional.ofNullable(stable.get(path)), port.getDescriptivePortName());
  }
}
