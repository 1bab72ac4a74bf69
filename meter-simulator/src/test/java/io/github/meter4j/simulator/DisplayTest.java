package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.MeterReader;
import io.github.meter4j.currentcost.CurrentCost;
import io.github.meter4j.currentcost.CurrentCostDecoder;
import io.github.meter4j.currentcost.CurrentCostMessage;
import io.github.meter4j.currentcost.CurrentCostSettings;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.ImpulseCount;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.SensorReading;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DisplayTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/London");
  private static final Instant START = Instant.parse("2026-01-15T12:50:00Z");

  private static Display display() {
    return new Display(1, START, ZONE);
  }

  /** What a display says in a number of seconds. */
  private static List<CurrentCostMessage> hear(Display display, int seconds) {
    List<CurrentCostMessage> messages = new ArrayList<>();
    ReadingSink<CurrentCostMessage> sink =
        new ReadingSink<>() {
          @Override
          public void reading(CurrentCostMessage reading, long offset, int length) {
            messages.add(reading);
          }

          @Override
          public void rejected(Fault fault) {
            throw new AssertionError(fault.toString());
          }

          @Override
          public void skipped(long offset, int length) {
            assertThat(length).isEqualTo(2);
          }
        };
    CurrentCostDecoder decoder = CurrentCost.decoder(CurrentCostSettings.DEFAULT);
    for (int i = 0; i < seconds; i++) {
      byte[] bytes = display.next();
      decoder.feed(ByteBuffer.wrap(bytes), display.now(), sink);
    }
    decoder.end(sink);
    assertThat(messages).allSatisfy(message -> assertThat(message.faults()).isEmpty());
    return messages;
  }

  @Test
  void isHeardEverySixSecondsWithTheHouseAndNineSensors() {
    List<CurrentCostMessage> messages = hear(display(), 12);

    assertThat(messages).hasSize(20);
    assertThat(messages.subList(0, 10))
        .extracting(message -> message.sensor().orElseThrow())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(messages.get(0).channels()).hasSize(3);
    assertThat(messages.get(1).channels()).hasSize(1);
    assertThat(messages.get(9).kind()).isEqualTo(SensorReading.Kind.IMPULSE);
    assertThat(messages.get(0).displayTime()).contains(LocalTime.of(12, 50));
    assertThat(messages.get(10).displayTime()).contains(LocalTime.of(12, 50, 6));
  }

  @Test
  void theHouseUsesWhatItsAppliancesUseAndMore() {
    List<CurrentCostMessage> messages = hear(display(), 1);
    long appliances =
        messages.subList(1, 9).stream().mapToLong(m -> m.total().orElseThrow().unscaled()).sum();

    assertThat(messages.get(0).total().orElseThrow().unscaled()).isEqualTo(appliances + 220);
  }

  @Test
  void sendsItsHistorySoonAfterTheStart() {
    List<CurrentCostMessage> messages = hear(display(), 60);
    List<HistoryValue> values = new ArrayList<>();
    messages.forEach(message -> values.addAll(message.history()));

    assertThat(messages)
        .filteredOn(message -> message.kind() == SensorReading.Kind.HISTORY)
        .hasSize(3);
    assertThat(values).hasSize(120);
    assertThat(values).extracting(HistoryValue::sensor).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(values.get(0).age()).isEqualTo(26);
    assertThat(values.get(values.size() - 1).age()).isEqualTo(4);
  }

  @Test
  void remembersTheEnergyOfThePowerItHasShown() {
    Display display = display();
    display.skipTo(Instant.parse("2026-01-15T12:59:59Z"));
    List<CurrentCostMessage> shown = hear(display, 7_200);
    List<CurrentCostMessage> after = hear(display, 120);
    long wattSeconds =
        6
            * shown.stream()
                .filter(message -> message.sensor().filter(number -> number == 2).isPresent())
                .mapToLong(message -> message.total().orElseThrow().unscaled())
                .sum();

    CurrentCostMessage newest =
        after.stream()
            .filter(message -> message.history().stream().anyMatch(value -> value.age() == 4))
            .findFirst()
            .orElseThrow();
    HistoryValue energy =
        newest.history().stream()
            .filter(value -> value.sensor() == 2 && value.age() == 4)
            .findFirst()
            .orElseThrow();
    // While the history is sent, five times nothing else is.
    assertThat(energy.quantity().unscaled())
        .isBetween(wattSeconds / 3_600, wattSeconds / 3_600 + 2_100 * 36 / 3_600);
    assertThat(newest.displayTime().orElseThrow()).isAfter(LocalTime.of(15, 0));
  }

  @Test
  void countsImpulses() {
    List<ImpulseCount> counts =
        hear(display(), 13).stream().flatMap(m -> m.impulses().stream()).toList();

    assertThat(counts).hasSize(3);
    assertThat(counts.get(2).count() - counts.get(0).count()).isEqualTo(3);
  }

  @Test
  void isTheSameForTheSameSeed() {
    List<String> one = hear(display(), 100).stream().map(Object::toString).toList();
    List<String> same = hear(display(), 100).stream().map(Object::toString).toList();
    List<String> other =
        hear(new Display(2, START, ZONE), 100).stream().map(Object::toString).toList();

    assertThat(same).isEqualTo(one);
    assertThat(other).isNotEqualTo(one);
  }

  @Test
  void doesNotGoBack() {
    Display display = display();
    display.skipTo(START.plusSeconds(100));

    assertThatIllegalArgumentException().isThrownBy(() -> display.skipTo(START));
    assertThat(display.now()).isEqualTo(START.plusSeconds(100));
  }

  @Test
  void isFoundByItsAddress() throws Exception {
    try (MeterReader<Reading> reader =
        MeterReader.open("cc128+sim:display?rate=1000&start=2026-01-15T12:50")) {
      List<CurrentCostMessage> messages =
          reader.readings().limit(200).map(CurrentCostMessage.class::cast).toList();

      assertThat(messages.get(0).total().map(Quantity::unit)).isPresent();
      assertThat(messages)
          .extracting(CurrentCostMessage::kind)
          .contains(
              SensorReading.Kind.LIVE, SensorReading.Kind.IMPULSE, SensorReading.Kind.HISTORY);
    }
  }
}
