package outside;

import io.github.meter4j.MeterReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HexFormat;

public class ModbusMeter {
  private static final byte[] ANSWER =
      HexFormat.of()
          .parseHex(
              "01032400001C7B000000000000000000000000000004F300001788097701A603F8007003E1138A63ED");

  public static void main(String[] args) throws Exception {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread meter = new Thread(() -> answer(server));
    meter.setDaemon(true);
    meter.start();
    String host = "localhost:" + server.getLocalPort();
    try (var byAddress = MeterReader.open("dds238+rtutcp://" + host)) {
      System.out.println(byAddress.read().measurements().get(5));
    }
  }

  private static void answer(ServerSocket server) {
    try (var socket = server.accept()) {
      while (socket.getInputStream().readNBytes(8).length == 8) {
        socket.getOutputStream().write(ANSWER);
      }
    } catch (java.io.IOException e) {
      System.err.println(e);
    }
  }
}
