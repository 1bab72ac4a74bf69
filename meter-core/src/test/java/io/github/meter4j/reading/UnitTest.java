package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
  @ParameterizedTest
  @EnumSource
  void everySymbolIsRead(Unit unit) {
    assertThat(Unit.parse(unit.symbol())).contains(unit);
    assertThat(unit.toString()).isNotEmpty();
  }

  @Test
  void noTwoUnitsHaveOneSymbol() {
    Set<String> symbols = new HashSet<>();
    for (Unit unit : Unit.values()) {
      assertThat(symbols.add(unit.symbol())).as(unit.name()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kVArh, KILOVAR_HOUR",
    "kVarh, KILOVAR_HOUR",
    "KVARH, KILOVAR_HOUR",
    "VAr, VAR",
    "kVAr, KILOVAR",
    "Mvarh, MEGAVAR_HOUR",
    "MVArh, MEGAVAR_HOUR",
    "MVAh, MEGAVOLT_AMPERE_HOUR",
    "KWH, KILOWATT_HOUR",
    "kwh, KILOWATT_HOUR",
    "MWH, MEGAWATT_HOUR",
    "wh, WATT_HOUR",
    "gj, GIGAJOULE",
    "HZ, HERTZ",
    "kva, KILOVOLT_AMPERE",
    "M3, CUBIC_METRE",
    "L, LITRE",
    "MIN, MINUTE",
    "Min, MINUTE",
    "MA, ''",
    "mA, MILLIAMPERE",
    "MV, ''",
    "mV, MILLIVOLT"
  })
  void caseIsIgnoredExceptForMilliAndMega(String text, String unit) {
    assertThat(Unit.parse(text).map(Unit::name).orElse("")).isEqualTo(unit);
  }

  @Test
  void theSuperscriptThreeOfLatin1IsRead() {
    assertThat(Unit.parse("m\u00b3")).contains(Unit.CUBIC_METRE);
    assertThat(Unit.parse("M\u00b3")).contains(Unit.CUBIC_METRE);
  }

  @Test
  void whatHeatMetersPrintIsRead() {
    assertThat(Unit.parse("m3ph")).contains(Unit.CUBIC_METRE_PER_HOUR);
    assertThat(Unit.parse("m\u00b3/h")).contains(Unit.CUBIC_METRE_PER_HOUR);
    assertThat(Unit.parse("lph")).contains(Unit.LITRE_PER_HOUR);
    assertThat(Unit.parse("C")).contains(Unit.CELSIUS);
    assertThat(Unit.CUBIC_METRE_PER_HOUR.dimension()).isEqualTo(Dimension.VOLUME_FLOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mW", "mWh", "mj", "mvar", "mVAh", "MV", "MA"})
  void milliIsNeverTakenForMega(String text) {
    assertThat(Unit.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "kW ", "*", "kWhh", "k", "m", "furlong", "m2", "\0"})
  void whatIsUnknownIsAbsent(String text) {
    assertThat(Unit.parse(text)).isEmpty();
  }

  @Test
  void nothingIsNoUnit() {
    assertThat(Unit.parse("")).contains(Unit.NONE);
    assertThat(Unit.NONE).hasToString("none");
  }
}
