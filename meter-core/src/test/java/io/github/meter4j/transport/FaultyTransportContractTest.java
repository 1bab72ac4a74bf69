package io.github.meter4j.transport;

import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.FaultPlan;
import io.github.meter4j.testkit.FaultyTransport;
import io.github.meter4j.testkit.TransportContract;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;

/** A line on which nothing is wrong, or that is slow, is a transport like any other. */
class FaultyTransportContractTest {
  @Nested
  class Good extends TransportContract {
    @Override
    protected Rig openRig() {
      return rig(FaultPlan.seeded(1));
    }
  }

  @Nested
  class Slow extends TransportContract {
    @Override
    protected Rig openRig() {
      return rig(FaultPlan.seeded(1).trickling(3));
    }
  }

  private static FaultyRig rig(FaultPlan plan) {
    MemoryTransport memory = MemoryTransport.open();
    return new FaultyRig(memory, FaultyTransport.over(memory, plan));
  }

  private record FaultyRig(MemoryTransport memory, Transport transport)
      implements TransportContract.Rig {
    @Override
    public void send(byte[] bytes) {
      memory.feed(bytes);
    }

    @Override
    public byte[] receive(int count) {
      return Arrays.copyOf(memory.written(), count);
    }

    @Override
    public void hangUp() {
      memory.disconnect();
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
