package io.github.meter4j.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.modbus.bus.PtySlave;
import io.github.meter4j.modbus.map.RegisterBlock;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.testkit.PtyPair;
import io.github.meter4j.testkit.Ser2net;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RTU frames, which are binary, over a serial port of another machine. */
@Timeout(60)
class RemotePortTest {
  @TempDir private Path folder;

  @Test
  void readsRegistersOverRfc2217() throws Exception {
    try (PtyPair line = PtyPair.start(folder);
        PtySlave slave = new PtySlave(line);
        Ser2net server = Ser2net.start(folder, line.port(), Ser2net.Protocol.RFC2217);
        ModbusBus bus = ModbusBus.open("modbus+rfc2217://" + server.target())) {
      for (int address : new int[] {0x0a, 0x0d, 0xff}) {
        RegisterBlock block = bus.unit(7).read(RegisterTable.HOLDING, address, 2);
        assertThat(new int[] {block.word(address), block.word(address + 1)})
            .containsExactly(7, address);
      }
      assertThat(slave.damaged()).isZero();
    }
  }
}
