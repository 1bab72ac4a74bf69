package io.github.meter4j.transport;

import static io.github.meter4j.transport.FaultyTransportTest.ALL;
import static io.github.meter4j.transport.FaultyTransportTest.all;
import static io.github.meter4j.transport.FaultyTransportTest.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.testkit.FaultPlan;
import io.github.meter4j.testkit.FaultyTransport;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FaultyTransportProperties {
  private static byte[][] chunks(byte[] all, int size) {
    byte[][] chunks = new byte[(all.length + size - 1) / size][];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = Arrays.copyOfRange(all, i * size, Math.min(all.length, (i + 1) * size));
    }
    return chunks;
  }

  @Property(tries = 100)
  void theSamePlanDoesTheSameHoweverTheBytesAreCut(
      @ForAll long seed,
      @ForAll @Size(max = 2000) byte[] bytes,
      @ForAll @IntRange(min = 1, max = 300) int chunk,
      @ForAll @IntRange(min = 1, max = 300) int buffer,
      @ForAll @IntRange(min = 1, max = 300) int atOnce)
      throws TransportException {
    FaultPlan plan = ALL.withSeed(seed);
    byte[] whole = through(plan, bytes);
    try (Transport transport =
        FaultyTransport.over(MemoryTransport.of(chunks(bytes, chunk)), plan.trickling(atOnce))) {
      assertThat(all(transport, buffer)).isEqualTo(whole);
    }
  }
}
