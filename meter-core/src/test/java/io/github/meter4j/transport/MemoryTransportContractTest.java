package io.github.meter4j.transport;

import io.github.meter4j.testkit.TransportContract;
import java.util.Arrays;

class MemoryTransportContractTest extends TransportContract {
  @Override
  protected Rig openRig() {
    return new MemoryRig(MemoryTransport.open());
  }

  private record MemoryRig(MemoryTransport transport) implements Rig {
    @Override
    public void send(byte[] bytes) {
      transport.feed(bytes);
    }

    @Override
    public byte[] receive(int count) {
      return Arrays.copyOf(transport.written(), count);
    }

    @Override
    public void hangUp() {
      transport.disconnect();
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
