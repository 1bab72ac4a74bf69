package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.reader.BackOff;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import io.github.meter4j.testkit.FaultPlan;
import io.github.meter4j.testkit.FaultPlan.Injury;
import io.github.meter4j.testkit.FaultyTransport;
import io.github.meter4j.transport.MemoryTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a line does, a reader that may open it again reads on. */
@Timeout(60)
class ReaderOnABadLineTest {
  private static final int WANTED = 300;

  /** Each time it is opened it has the same lines, and other faults. */
  private static final class BadLink implements TransportProvider {
    private final FaultPlan plan;
    private int opened;

    BadLink(FaultPlan plan) {
      this.plan = plan;
    }

    @Override
    public String scheme() {
      return "bad";
    }

    @Override
    public LinkKind kind() {
      return LinkKind.MEMORY;
    }

    @Override
    public String targetForm() {
      return "anything";
    }

    @Override
    public List<OptionSpec<?>> options() {
      return List.of();
    }

    @Override
    public void validate(String target) {
      // anything
    }

    @Override
    public Transport open(String target, Options options) {
      MemoryTransport memory = MemoryTransport.open();
      for (int i = 0; i < 100; i++) {
        memory.feed(("a line with the number " + i + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      memory.disconnect();
      opened++;
      return FaultyTransport.over(memory, plan.withSeed(plan.seed() + opened));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsOn(long seed) throws Exception {
    FaultPlan plan =
        FaultPlan.seeded(1000 * seed)
            .every(200)
            .with(Injury.CUT, 1)
            .with(Injury.STALL, 2)
            .with(Injury.LOSE, 4)
            .with(Injury.DUPLICATE, 4)
            .with(Injury.REORDER, 4)
            .stalling(Duration.ofMillis(2))
            .trickling(7);
    BadLink link = new BadLink(plan);
    Registry registry = new Registry(List.of(new LineDriver("line", "bad")), List.of(link));
    MeterSource<?> source = MeterSource.parse("line:x", registry);
    BackOff backOff = new BackOff(FlakyLink.PAUSE, FlakyLink.PAUSE, () -> 0.5);
    try (MeterReader<?> meter = MeterReader.open(source, backOff)) {
      long framed =
          meter.readings().limit(WANTED).mapToLong(reading -> reading.frame().length).sum();
      ReaderStats stats = meter.stats();
      assertThat(stats.readings()).isGreaterThanOrEqualTo(WANTED);
      assertThat(stats.reconnects()).isEqualTo(link.opened - 1).isPositive();
      assertThat(stats.bytesReceived()).isGreaterThanOrEqualTo(framed);
    }
  }
}
