package io.github.meter4j.internal.record;

import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.TransportContract;
import io.github.meter4j.transport.MemoryTransport;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;

/** A transport that is recorded is a transport like any other. */
class RecordedTransportContractTest extends TransportContract {
  @TempDir private Path folder;

  @Override
  protected Rig openRig() throws Exception {
    Recorder.Settings settings = new Recorder.Settings(folder.resolve("meter.rec"), 10_000_000, 2);
    Recorder recorder = Recorder.join(settings, "memory:");
    MemoryTransport memory = MemoryTransport.open();
    return new RecordedRig(memory, recorder.record(memory), recorder);
  }

  private record RecordedRig(MemoryTransport memory, Transport transport, Recorder recorder)
      implements Rig {
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
      recorder.close();
    }
  }
}
