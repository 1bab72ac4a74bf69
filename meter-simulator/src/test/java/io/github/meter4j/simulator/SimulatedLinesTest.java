package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SimulatedLinesTest {
  private static final String FAST = "dsmr+sim:household?rate=1000";

  private static Instant firstTime(String address) throws Exception {
    try (MeterReader<Reading> reader = MeterReader.open(address)) {
      return reader.read().meterTime().orElseThrow().instant().orElseThrow();
    }
  }

  @Test
  void isFoundByItsAddress() throws Exception {
    Instant before = Instant.now().minusSeconds(1);

    Instant time = firstTime("dsmr+sim:household");

    assertThat(time).isBetween(before, Instant.now().plusSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-01T12:00, 2026-07-01T10:00:00Z",
    "2026-01-01T12:00:05, 2026-01-01T11:00:05Z",
    "2026-07-01T10:00:00Z, 2026-07-01T10:00:00Z",
    "2026-07-01T10:00:00+05:30, 2026-07-01T04:30:00Z",
    "2026-07-01T10:00:00-03:00, 2026-07-01T13:00:00Z"
  })
  void startsWhenTheAddressSays(String start, Instant expected) throws Exception {
    assertThat(firstTime("dsmr+sim:household?start=" + start)).isEqualTo(expected);
  }

  @Test
  void readsContiguouslyAtGreatSpeed() throws Exception {
    try (MeterReader<Reading> reader = MeterReader.open(FAST + "&start=2026-03-29T01:50:00")) {
      List<Instant> times =
          reader
              .readings()
              .limit(1_500)
              .map(reading -> reading.meterTime().orElseThrow().instant().orElseThrow())
              .toList();

      for (int i = 0; i < times.size(); i++) {
        assertThat(times.get(i)).isEqualTo(times.get(0).plusSeconds(i));
      }
    }
  }

  @Test
  void readsFreshTelegramsAfterAPause() throws Exception {
    try (MeterReader<Reading> reader = MeterReader.open(FAST + "&start=2026-07-01T12:00")) {
      reader.read();
      Thread.sleep(200);

      Reading fresh = reader.read(Duration.ofSeconds(5));

      assertThat(fresh.meterTime().orElseThrow().instant().orElseThrow())
          .isAfter(Instant.parse("2026-07-01T10:02:30Z"));
    }
  }

  @Test
  void hasADutchProfileAndManyHouseholds() throws Exception {
    try (MeterReader<Reading> reader =
        MeterReader.open("dsmr+sim:household?profile=netherlands&seed=77")) {
      DsmrTelegram telegram = (DsmrTelegram) reader.read();

      assertThat(telegram.version()).contains("50");
      assertThat(telegram.equipmentId().orElseThrow().text()).isEqualTo("E009900000007724");
      assertThat(telegram.quarterHourDemand()).isEmpty();
    }
  }

  @Test
  void refusesOtherTargets() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterReader.open("dsmr+sim:castle"))
        .withMessageContaining("there is household");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate=0",
        "rate=100001",
        "rate=fast",
        "seed=-1",
        "profile=france",
        "start=noon",
        "start=2026-02-30T12:00",
        "start=2026-07-01",
        "rat=2"
      })
  void refusesOptionsThatAreWrong(String option) {
    String name = option.substring(0, option.indexOf('='));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterReader.open("dsmr+sim:household?" + option))
        .withMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "dsmr+sim:household?start=1999-01-01T00:00:00Z, 2002",
    "dsmr+sim:household?start=2099-01-01T12:00, 2098",
    "dsmr+sim:household?start=2026-03-29T02:30, daylight saving time",
    "cc128+sim:display?start=2026-03-29T02:00, daylight saving time",
    "dsmr+sim:household?profile=germany, iec62056+sim:household",
    "iec62056+sim:ebz?gas=replaced, only the P1 port",
    "sdm630+sim:sdm630?gas=replaced, only the P1 port",
    "abb-b+sim:household, driver=NAME chooses one of dsmr",
    "modbus+sim:household?map=sdm630&driver=sdm72, no meter for the driver",
    "s0+sim:household?impulses=1000&start=2026-03-29T02:30, daylight saving time"
  })
  void refusesWhatCannotBeSimulatedBeforeItOpensAnything(String address, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeterSource.parse(address))
        .withMessageContaining(reason);
  }

  /** Clocks show two o'clock twice on that day. */
  @Test
  void startsInTheFirstOfTwoHours() throws Exception {
    assertThat(firstTime("dsmr+sim:household?start=2026-10-25T02:30"))
        .isEqualTo("2026-10-25T00:30:00Z");
  }

  @Test
  void theStartIsWrittenAsItWasGiven() {
    assertThat(Start.OPTION.write(Start.OPTION.parse("2026-07-01T12:00")))
        .isEqualTo("2026-07-01T12:00");
    assertThat(Start.OPTION.write(Start.OPTION.parse("2026-07-01T12:00:00+02:00")))
        .isEqualTo("2026-07-01T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "dsmr+sim:household, DsmrTelegram",
    "iec62056+sim:household, D0Readout",
    "cc128+sim:household, CurrentCostMessage",
    "dds238+sim:household, ModbusSnapshot",
    "iem2150+sim:household, ModbusSnapshot",
    "sdm120+sim:household, ModbusSnapshot",
    "sdm630+sim:household, ModbusSnapshot",
    "modbus+sim:household?map=sdm630&driver=sdm630, ModbusSnapshot",
    "s0+sim:household?impulses=1000, S0Reading"
  })
  void theHouseholdHasTheMeterOfTheDriver(String address, String type) throws Exception {
    try (MeterReader<Reading> reader = MeterReader.open(address)) {
      Reading reading = reader.read();

      assertThat(reading.getClass().getSimpleName()).isEqualTo(type);
      assertThat(reading.faults()).isEmpty();
      assertThat(reading.measurements()).isNotEmpty();
    }
  }

  @Test
  void aDriverThatPollsIsToldWhichMetersReply() {
    assertThatThrownBy(
            () -> {
              try (MeterReader<Reading> reader =
                  MeterReader.open("sdm630+sim:household?driver=dsmr")) {
                reader.read(Duration.ofSeconds(5));
              }
            })
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("only sends");
  }
}
