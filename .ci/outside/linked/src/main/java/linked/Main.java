package linked;

import io.github.meter4j.MeterReader;
import io.github.meter4j.modbus.Modbus;
import io.github.meter4j.modbus.map.RegisterMap;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HexFormat;

/** Reads a Modbus meter, by its address and by its map, in an image that has nothing else in it. */
public class Main {
  private static final byte[] ANSWER =
      HexFormat.of()
          .parseHex(
              "01032400001C7B000000000000000000000000000004F300001788097701A603F8007003E1138A63ED");

  public static void main(String[] args) throws Exception {
    ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
    Thread meter = new Thread(() -> answer(server));
    meter.setDaemon(true);
    meter.start();
    int port = server.getLocalPort();
    try (var byAddress = MeterReader.open("dds238+rtutcp://localhost:" + port)) {
      System.out.println(byAddress.read().netPower().orElseThrow());
    }
    var source = Modbus.rtuOverTcp(RegisterMap.builtIn("dds238"), "localhost", port);
    try (var byMap = MeterReader.open(source)) {
      System.out.println(byMap.read().netPower().orElseThrow());
    }
  }

  private static void answer(ServerSocket server) {
    while (true) {
      try (var socket = server.accept()) {
        while (socket.getInputStream().readNBytes(8).length == 8) {
          socket.getOutputStream().write(ANSWER);
        }
      } catch (java.io.IOException e) {
        System.err.println(e);
      }
    }
  }
}
