package io.github.meter4j.internal.network;

import io.github.meter4j.internal.serial.LineFormat;
import io.github.meter4j.internal.serial.LineSettings;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.TransportContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

class Rfc2217TransportContractTest extends TransportContract {
  @Override
  protected Rig openRig() throws Exception {
    RemotePort port = new RemotePort(RemotePort.Manner.AGREES, RemotePort.OBEDIENT);
    LineSettings line = new LineSettings(115_200, LineFormat.parse("8N1"), true, true);
    return new PortRig(port, Rfc2217Transport.open(port.address(), line, Duration.ofSeconds(5)));
  }

  private record PortRig(RemotePort port, Transport transport) implements Rig {
    @Override
    public void send(byte[] bytes) throws IOException {
      port.sendRaw(Telnet.escape(ByteBuffer.wrap(bytes)));
    }

    @Override
    public byte[] receive(int count) throws IOException {
      return port.receive(count);
    }

    @Override
    public void hangUp() throws IOException {
      port.hangUp();
    }

    @Override
    public void close() throws IOException {
      port.close();
    }
  }
}
