package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObisTest {
  @ParameterizedTest
  @CsvSource({
    "1-0:1.8.1, 1-0:1.8.1",
    "1-0:1.8.1*255, 1-0:1.8.1",
    "1-0:1.8.1.255, 1-0:1.8.1",
    "1-0:1.8.1&01, 1-0:1.8.1&1",
    "1-0:1.8.1&255, 1-0:1.8.1",
    "1-0:1.8.1*01, 1-0:1.8.1*1",
    "0-0:96:1:1, 0-0:96.1.1",
    "1-0:1.8:1, 1-0:1.8.1",
    "0-1:24.2.1, 0-1:24.2.1",
    "255-255:255.255.255.0, 255-255:255.255.255*0",
    "001-000:001.008.001, 1-0:1.8.1"
  })
  void readsWhatMetersWrite(String text, String code) {
    assertThat(Obis.parse(text)).hasToString(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.8.0",
        "1-0:1.8",
        "1-0:1.8.",
        "1-0:1.8.1*",
        "1-0:1.8.1.255.1",
        "1-0:1.8.1*255*1",
        "1-0:1.8.1.",
        "1-0:1.8.256",
        "256-0:1.8.1",
        "1-0:1.8.99999999999999999999",
        "1-0:1.8.-1",
        "-1-0:1.8.1",
        "1:0-1.8.1",
        "1.0.1.8.1.255",
        "1-0:1*8.1",
        "1-0:1.8&1",
        " 1-0:1.8.1",
        "1-0:1.8.1 ",
        "1-0:1.8.1\0",
        "1-0:1..1",
        "1-0:a.8.1",
        "\u0661-0:1.8.1"
      })
  void refusesEverythingElse(String text) {
    assertThat(Obis.tryParse(text)).isEmpty();
    assertThatThrownBy(() -> Obis.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an OBIS code");
  }

  @Test
  void aValueStoredByHandIsAnotherOne() {
    Obis byHand = Obis.parse("1-0:1.8.1&12");
    assertThat(byHand).isNotEqualTo(Obis.parse("1-0:1.8.1*12"));
    assertThat(byHand.byHand()).isTrue();
    assertThat(Measurand.other(byHand).name()).isEqualTo("obis_1_0_1_8_1_manual_12");
    assertThat(Measurand.named("obis_1_0_1_8_1_manual_12")).contains(Measurand.other(byHand));
    assertThat(Measurand.named("obis_1_0_1_8_1_manual_255")).isEmpty();
  }

  @Test
  void groupsAreBytes() {
    assertThat(Obis.of(1, 0, 1, 8, 1).f()).isEqualTo(Obis.NO_HISTORY);
    assertThatThrownBy(() -> Obis.of(1, 0, 1, 8, 256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1-0:1.8.256");
    assertThatThrownBy(() -> Obis.of(-1, 0, 1, 8, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Obis(0, 0, 0, 0, 0, Integer.MIN_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
