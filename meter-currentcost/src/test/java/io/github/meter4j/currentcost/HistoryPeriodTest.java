package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.HistoryValue.Store;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the values of the past were measured. */
class HistoryPeriodTest {
  private static CurrentCostMessage received(String arrived, String shown) {
    Events events = new Events();
    String text = Samples.HISTORY.replace("13:10:50", shown);
    CurrentCost.decoder(CurrentCostSettings.DEFAULT)
        .feed(ByteBuffer.wrap(Events.bytes(text)), Instant.parse(arrived), events);
    return events.message();
  }

  private static HistoryValue value(Store store, int age) {
    return new HistoryValue(0, store, age, Quantity.of("1.0", Unit.KILOWATT_HOUR));
  }

  private static Optional<HistoryPeriod> period(
      String arrived, String shown, Store store, int age) {
    return received(arrived, shown).period(value(store, age));
  }

  @ParameterizedTest
  @CsvSource({
    // display in UTC; in UTC+1; ten minutes slow; across midnight; at the turn of a bucket
    "2024-01-15T13:10:50Z, 13:10:50, 24, 2024-01-14T15:00:00Z",
    "2024-01-15T12:10:50Z, 13:10:50, 24, 2024-01-14T14:00:00Z",
    "2024-01-15T13:20:50Z, 13:10:50, 4, 2024-01-15T11:10:00Z",
    "2024-01-15T00:30:00Z, 00:30:00, 4, 2024-01-14T21:00:00Z",
    "2024-01-15T13:00:00Z, 13:00:00, 2, 2024-01-15T13:00:00Z",
    "2024-01-15T12:59:59.900Z, 12:59:59, 2, 2024-01-15T11:00:00Z"
  })
  void twoHoursEndAtOddHoursOfTheDisplay(String arrived, String shown, int age, Instant end) {
    HistoryPeriod period = period(arrived, shown, Store.HOURS, age).orElseThrow();

    assertThat(period.to()).isEqualTo(end);
    assertThat(Duration.between(period.from(), period.to())).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void daysAreThoseOfTheDisplay() {
    assertThat(period("2024-01-15T12:10:50Z", "13:10:50", Store.DAYS, 1))
        .contains(
            new HistoryPeriod(
                Instant.parse("2024-01-13T23:00:00Z"), Instant.parse("2024-01-14T23:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-15T12:10:50Z, 13:10:50, 1, 2024-01-31T23:00:00Z, 2024-02-29T23:00:00Z",
    "2024-02-29T23:30:00Z, 00:30:00, 1, 2024-01-31T23:00:00Z, 2024-02-29T23:00:00Z",
    "2024-01-01T04:00:00Z, 20:00:00, 12, 2022-12-01T08:00:00Z, 2023-01-01T08:00:00Z"
  })
  void monthsAreThoseOfTheCalendar(
      String arrived, String shown, int age, Instant from, Instant to) {
    assertThat(period(arrived, shown, Store.MONTHS, age)).contains(new HistoryPeriod(from, to));
  }

  @Test
  void isNotMadeUp() {
    CurrentCostMessage stored = CurrentCost.decode(Events.bytes(Samples.HISTORY));

    assertThat(stored.period(stored.history().get(0))).isEmpty();
    assertThat(period("2024-01-15T13:10:50Z", "what", Store.HOURS, 24)).isEmpty();
    assertThat(period("2024-01-15T13:10:50Z", "13:10:50", Store.YEARS, 1)).isEmpty();
    assertThat(period("2024-01-15T13:10:50Z", "13:10:50", Store.HOURS, 1)).isEmpty();
  }
}
