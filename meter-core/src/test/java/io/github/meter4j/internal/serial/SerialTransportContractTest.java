package io.github.meter4j.internal.serial;

import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.PtyPair;
import io.github.meter4j.testkit.TransportContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SerialTransportContractTest extends TransportContract {
  @TempDir private Path folder;

  @Override
  protected Rig openRig() throws Exception {
    PtyPair ptys = PtyPair.start(folder);
    SerialTransportProvider provider = new SerialTransportProvider();
    Options options = Options.of(Map.of("baud", "115200"), Map.of(), provider.options());
    return new PtyRig(ptys, provider.open(ptys.port().toString(), options));
  }

  private record PtyRig(PtyPair ptys, Transport transport) implements Rig {
    @Override
    public void send(byte[] bytes) throws IOException {
      ptys.send(bytes);
    }

    @Override
    public byte[] receive(int count) throws IOException {
      return ptys.receive(count);
    }

    @Override
    public void hangUp() throws IOException {
      ptys.unplug();
    }

    @Override
    public void close() throws IOException {
      ptys.close();
    }
  }
}
