package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedAtTest {
  private static final Instant START = Instant.parse("2024-01-15T12:45:00Z");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100})
  void isWhenTheFirstByteArrived(int chunk) {
    byte[] bytes = Events.bytes("rest</msg>\r\n" + Samples.LIVE + "\r\n" + Samples.LIVE);
    Events events = new Events();
    CurrentCostDecoder decoder = CurrentCost.decoder(CurrentCostSettings.DEFAULT);

    for (int at = 0; at < bytes.length; at += chunk) {
      ByteBuffer part = ByteBuffer.wrap(bytes, at, Math.min(chunk, bytes.length - at));
      decoder.feed(part, START.plusSeconds(at / chunk), events);
    }

    assertThat(events.messages())
        .extracting(message -> message.receivedAt().orElseThrow())
        .containsExactly(
            START.plusSeconds(12 / chunk), START.plusSeconds((14 + Samples.LIVE.length()) / chunk));
  }

  @Test
  void startsAnewAfterAReset() {
    Events events = new Events();
    CurrentCostDecoder decoder = CurrentCost.decoder(CurrentCostSettings.DEFAULT);
    decoder.feed(ByteBuffer.wrap(Events.bytes(Samples.LIVE.substring(0, 50))), START, events);
    decoder.reset();

    byte[] rest = Events.bytes(Samples.LIVE.substring(50) + Samples.LIVE);
    decoder.feed(ByteBuffer.wrap(rest), START.plusSeconds(1), events);

    assertThat(events.events())
        .containsExactly(
            new Events.Event("skipped", 50, Samples.LIVE.length() - 50),
            new Events.Event("reading LIVE", Samples.LIVE.length(), Samples.LIVE.length()));
    assertThat(events.message().receivedAt()).contains(START.plusSeconds(1));
  }
}
