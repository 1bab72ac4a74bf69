package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts for the customer and the tariff that counts, in the forms of many meters. */
class CustomerTextTest {
  private static DsmrTelegram with(String code, String... groups) {
    return Dsmr.decode(
        telegram("/ABC5\\2MTR").with("1-3:0.2.8", "50").with(code, groups).withValidCrc());
  }

  private static String hex(String text) {
    return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aTextOfSeveralLinesIsRead() {
    assertThat(with("0-0:96.13.0", hex("Planned work\r\non 3 May\n\tat 9:00")).message())
        .contains("Planned work\r\non 3 May\n\tat 9:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n", "\r"})
  void aTextWhoseDigitsAreBrokenOverLinesIsRead(String lineEnd) {
    String digits = hex("Hello, customer");
    String broken = digits.substring(0, 9) + lineEnd + digits.substring(9, 20) + lineEnd;
    DsmrTelegram telegram = with("0-0:96.13.0", broken + digits.substring(20));
    assertThat(telegram.message()).contains("Hello, customer");
  }

  @Property
  void whateverPrintsComesBack(@ForAll @CharRange(from = ' ', to = '~') String any) {
    String text = any.strip();
    assertThat(CustomerText.of(hex("Dear " + text))).contains(("Dear " + text).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "FFFF", "ffFF", "FF\r\nFF", "2020"})
  void fillIsNoText(String sent) {
    assertThat(CustomerText.of(sent)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000001", "0102", "123", "Hello", "4G"})
  void whatIsNoTextInHexadecimalStaysAsSent(String sent) {
    assertThat(CustomerText.of(sent)).isEqualTo(Optional.of(sent));
  }

  @ParameterizedTest
  @CsvSource({
    "96.14.0, 0002, 2",
    "96.14.0, 1, 1",
    "96.14.0, TARIFF 1, 1",
    "96.14.0, Tariff 02, 2",
    "96.14.0, T3, 3",
    "96.14.0, 5441524946462031, 1",
    "96.14.1, 03, 3",
    "96.14.1, TARIFF 12, 12"
  })
  void theTariffIsReadInEveryForm(String code, String sent, int tariff) {
    assertThat(with("0-0:" + code, sent).activeTariff()).hasValue(tariff);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0000", "x", "TARIFF", "TARIFF 1 of 2", "-1", "123456"})
  void whatIsNoTariffIsNone(String sent) {
    assertThat(with("0-0:96.14.0", sent).activeTariff()).isEmpty();
  }

  @Test
  void aTextInTheFirstPlaceDoesNotHideTheNumberInTheSecond() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/ABC5\\2MTR")
                .with("0-0:96.14.0", "Some long string")
                .with("0-0:96.14.1", "03")
                .withValidCrc());
    assertThat(telegram.activeTariff()).hasValue(3);
  }
}
