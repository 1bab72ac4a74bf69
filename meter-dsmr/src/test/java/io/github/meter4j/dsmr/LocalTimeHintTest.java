package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.concat;
import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream whose times have no instant says so once, with the option that helps. */
class LocalTimeHintTest {
  private static byte[] h1(String stamp) {
    return telegram("/ADN9 7534")
        .with("0-0:1.0.0", stamp)
        .with("1-0:1.8.0", "01463051.760*kWh")
        .with("1-0:3.8.0", "00021302.680*kVArh")
        .withValidCrc();
  }

  private static List<Integer> faults(DsmrSettings settings, byte[]... stream) {
    return Events.of(settings, stream).telegrams().stream().map(t -> t.faults().size()).toList();
  }

  @Test
  void theFirstTelegramOfTheStreamHasTheHintAtItsClock() {
    byte[] one = h1("260922111700S");
    Events events = Events.of(DsmrSettings.DEFAULT, one, one, one, h1("260922111710S"));
    assertThat(events.telegrams()).extracting(t -> t.faults().size()).containsExactly(1, 0, 0, 0);
    Fault hint = events.telegrams().get(0).faults().get(0);
    assertThat(hint.kind()).isEqualTo(Fault.Kind.VALUE);
    assertThat(hint.message()).contains("local time only").contains("zone=").contains("offset=");
    assertThat(hint.explain())
        .contains("line 3 | 0-0:1.0.0(260922111700S)\n")
        .contains("                     ^\n");
    assertThat(events.telegrams().get(0).measurements()).hasSize(2);
  }

  @Test
  void whoSaysWhereTheMeterStandsGetsNone() {
    byte[] one = h1("260922111700S");
    assertThat(faults(DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Helsinki")), one, one))
        .containsExactly(0, 0);
    assertThat(faults(DsmrSettings.DEFAULT.withStandardTime(ZoneOffset.ofHours(2)), one, one))
        .containsExactly(0, 0);
  }

  @Test
  void anotherMeterInTheStreamIsNotForgotten() {
    byte[] dutch = Vectors.bytes("p1_v50");
    byte[] h1 = h1("260922111700S");
    assertThat(faults(DsmrSettings.DEFAULT, dutch, dutch, dutch, h1, dutch, h1))
        .containsExactly(0, 0, 0, 1, 0, 0);
  }

  @Test
  void aClockThatIsSetLaterIsNotForgotten() {
    byte[] unset = h1("000101000001W");
    assertThat(faults(DsmrSettings.DEFAULT, unset, unset, unset, unset, h1("260922111700S")))
        .containsExactly(0, 0, 0, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"240115134501", "20240115 13:45:01"})
  void aClockWithoutALetterNeedsAZoneInAnyCountry(String stamp) {
    byte[] bytes =
        telegram("/FLU5\\253000001_A")
            .with("0-0:96.1.4", "50221")
            .with("0-0:1.0.0", stamp)
            .withValidCrc();
    assertThat(Dsmr.decode(bytes).faults())
        .extracting(Fault::message)
        .singleElement()
        .asString()
        .contains("neither S nor W")
        .contains("zone=")
        .doesNotContain("offset=");
  }

  @Test
  void theTimeOfAValueCountsWhereThereIsNoClock() {
    byte[] gateway =
        telegram("/XYZ5HEAT")
            .with("0-1:24.1.0", "004")
            .with("0-1:24.2.1", "240115134500W", "00012.345*GJ")
            .withValidCrc();
    assertThat(faults(DsmrSettings.DEFAULT, gateway, gateway)).containsExactly(1, 0);
    assertThat(Events.of(DsmrSettings.DEFAULT, gateway).telegram().measurements().get(0).at())
        .hasValueSatisfying(at -> assertThat(at.instant()).isEmpty());
  }

  @Test
  void oldDutchMetersWithoutClockAndLettersGetNone() {
    byte[] v3 = Vectors.bytes("p1_v3");
    assertThat(faults(DsmrSettings.DEFAULT, v3, v3)).containsExactly(0, 0);
  }

  @Test
  void howTheStreamIsCutMakesNoDifference() {
    byte[] stream = concat(h1("000101000001W"), h1("260922111700S"), h1("260922111710S"));
    for (int chunk : new int[] {1, 7, 100, 1000}) {
      assertThat(Events.chunked(DsmrSettings.DEFAULT, chunk, stream).telegrams())
          .extracting(t -> t.faults().size())
          .containsExactly(0, 1, 0);
    }
  }
}
