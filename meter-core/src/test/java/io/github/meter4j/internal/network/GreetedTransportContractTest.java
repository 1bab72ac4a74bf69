package io.github.meter4j.internal.network;

import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.TransportContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;

/** A plain connection to a port that says first that it would speak Telnet. */
class GreetedTransportContractTest extends TransportContract {
  @Override
  protected Rig openRig() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HostPort address =
          new HostPort(server.getInetAddress().getHostAddress(), server.getLocalPort());
      Transport transport = new GreetedTransport(TcpTransport.open(address, Duration.ofSeconds(5)));
      SocketRig rig = new SocketRig(server.accept(), transport);
      rig.send(HexFormat.of().parseHex("fffb03fffd03fffb01fffe01fffd00fffb00"));
      return rig;
    }
  }

  private record SocketRig(Socket peer, Transport transport) implements Rig {
    @Override
    public void send(byte[] bytes) throws IOException {
      peer.getOutputStream().write(bytes);
    }

    @Override
    public byte[] receive(int count) throws IOException {
      return peer.getInputStream().readNBytes(count);
    }

    @Override
    public void hangUp() throws IOException {
      peer.close();
    }

    @Override
    public void close() throws IOException {
      peer.close();
    }
  }
}
