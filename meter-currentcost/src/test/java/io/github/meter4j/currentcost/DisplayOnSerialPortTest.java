package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.testkit.PtyPair;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A display on a pair of pseudo terminals. */
@Timeout(60)
class DisplayOnSerialPortTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private static void sendLater(PtyPair ptys, String text) {
    CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              try {
                ptys.send(Events.bytes(text));
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  @Test
  void isReadByItsAddress() throws Exception {
    try (PtyPair ptys = PtyPair.start(folder);
        MeterReader<Reading> meter = MeterReader.open("cc128:" + ptys.port())) {
      sendLater(ptys, Samples.LIVE + "\r\n");

      CurrentCostMessage message = (CurrentCostMessage) meter.read(PATIENCE);

      assertThat(message.toString()).isEqualTo(Samples.LIVE);
      assertThat(message.source()).isEqualTo("cc128:" + ptys.port());
      assertThat(message.receivedAt()).isPresent();
    }
  }

  @Test
  void isReadInOrderNextToNoise() throws Exception {
    try (PtyPair ptys = PtyPair.start(folder);
        MeterReader<CurrentCostMessage> meter =
            MeterReader.open(CurrentCost.serial(ptys.port().toString()))) {
      sendLater(
          ptys,
          "</ch1></msg>\r\n"
              + Samples.LIVE
              + "\r\n\u001a"
              + Samples.LIVE.substring(0, 80)
              + Samples.IMPULSES
              + Samples.LONG_HISTORY
              + "\r\n");

      List<String> texts = meter.readings().limit(3).map(CurrentCostMessage::toString).toList();

      assertThat(texts).containsExactly(Samples.LIVE, Samples.IMPULSES, Samples.LONG_HISTORY);
      assertThat(meter.stats().rejectedTotal()).isEqualTo(2);
    }
  }

  @Test
  void hasItsOptions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterReader.open("cc128:/dev/none?max-mesage=100"))
        .withMessageContaining("max-message");
  }
}
