package io.github.meter4j.dsmr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.testkit.FaultPlan;
import io.github.meter4j.testkit.FaultPlan.Injury;
import io.github.meter4j.testkit.FaultyTransport;
import io.github.meter4j.transport.MemoryTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that corrupts, loses, repeats and reorders bytes. */
class BadLineTest {
  private static final int SENT = 300;

  private static byte[] numbered(int i) {
    return TelegramBuilder.telegram("/KFM5KAIFA-METER")
        .with("1-3:0.2.8", "42")
        .with("0-0:1.0.0", String.format(Locale.ROOT, "2601%02d12%02d%02dW", 1 + i / 60, i % 60, 0))
        .with("1-0:1.8.1", String.format(Locale.ROOT, "%010.3f*kWh", i * 1.001))
        .with("1-0:1.7.0", String.format(Locale.ROOT, "%06.3f*kW", i * 0.01))
        .withValidCrc();
  }

  /** Without the line end behind the checksum, which may be damaged: nothing covers it. */
  private static String checked(byte[] frame) {
    String text = TelegramBuilder.text(frame);
    return text.substring(0, text.indexOf('!') + 5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatIsDeliveredWasSentAndEveryByteIsAccountedFor(long seed) throws Exception {
    List<byte[]> telegrams = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < SENT; i++) {
      telegrams.add(numbered(i));
      sent.add(checked(numbered(i)));
    }
    FaultPlan plan =
        FaultPlan.seeded(seed)
            .every(600)
            .with(Injury.CORRUPT, 3)
            .with(Injury.LOSE, 1)
            .with(Injury.DUPLICATE, 1)
            .with(Injury.REORDER, 1)
            .trickling(37);
    MemoryTransport line = MemoryTransport.of(telegrams.toArray(byte[][]::new));
    try (MeterReader<DsmrTelegram> meter =
        MeterReader.open(MeterSource.over(new DsmrDriver(), FaultyTransport.over(line, plan)))) {
      List<DsmrTelegram> came = meter.readings().toList();
      ReaderStats stats = meter.stats();
      assertThat(came).hasSizeBetween(SENT / 2, SENT - 20);
      assertThat(came)
          .allSatisfy(
              telegram -> {
                assertThat(telegram.integrity()).isEqualTo(Integrity.VERIFIED);
                assertThat(sent).contains(checked(telegram.frame()));
              });
      long framed = came.stream().mapToLong(telegram -> telegram.frame().length).sum();
      assertThat(framed + stats.bytesRejected() + stats.bytesSkipped())
          .isEqualTo(stats.bytesReceived());
    }
  }
}
