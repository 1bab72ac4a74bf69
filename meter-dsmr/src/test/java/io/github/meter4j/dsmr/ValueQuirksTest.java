package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quirks 31 to 40 of the field: values and units. */
class ValueQuirksTest {
  private static final Measurand LIMIT_L1 =
      Measurand.of(Kind.CURRENT_LIMIT, Direction.NONE).on(Phase.L1);
  private static final Measurand LIMIT_L1_EXPORT =
      Measurand.of(Kind.CURRENT_LIMIT, Direction.EXPORT).on(Phase.L1);

  private static DsmrTelegram with(String code, String... groups) {
    return Dsmr.decode(telegram("/ABC5\\2MTR").with(code, groups).withValidCrc());
  }

  private static List<Fault.Kind> kinds(DsmrTelegram telegram) {
    return telegram.faults().stream().map(Fault::kind).toList();
  }

  private static List<String> values(DsmrTelegram telegram) {
    return telegram.measurements().stream().map(m -> m.quantity().toString()).toList();
  }

  @ParameterizedTest
  @CsvSource({"1-0:31.7.0, 999A, 999 A", "1-0:1.8.1, 000123.456kWh, 123.456 kWh"})
  void quirk31_aUnitWithoutItsStarIsTakenAndNoted(String code, String value, String shown) {
    DsmrTelegram telegram = with(code, value);
    assertThat(values(telegram)).containsExactly(shown);
    assertThat(kinds(telegram)).containsExactly(Fault.Kind.SYNTAX);
    assertThat(telegram.faults().get(0).explain()).contains(code + '(' + value + ')');
  }

  @ParameterizedTest
  @CsvSource({
    "00000.000, UNIT",
    "013925.5*, UNIT",
    "' 20000', UNIT",
    "0, UNIT",
    "*m3, VALUE",
    "'', VALUE",
    "kWh, VALUE",
    "' ', VALUE",
    "-, VALUE",
    "., VALUE",
    "5., VALUE",
    "-*kWh, VALUE",
    "1.2.3*kWh, VALUE",
    "1234567890123456789*kWh, VALUE",
    "1*kWx, UNIT"
  })
  void quirk32_aValueWithoutNumberOrUnitIsAbsentAndNeverZero(String value, Fault.Kind kind) {
    DsmrTelegram telegram = with("1-0:1.8.0", value);
    assertThat(telegram.measurements()).isEmpty();
    assertThat(telegram.get(Measurand.ACTIVE_ENERGY_IMPORT)).isEmpty();
    assertThat(kinds(telegram)).containsExactly(kind);
    assertThat(telegram.objects().get(0).groups()).containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*m3", "00000.000", "013925.5*", " 20000", "*", ""})
  void quirk32_aDeviceWithoutNumberOrUnitHasNoRegister(String value) {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/ABC5")
                .with("1-3:0.2.8", "50")
                .with("0-1:24.1.0", "003")
                .with("0-1:24.2.1", "240115134000W", value)
                .withValidCrc());
    assertThat(telegram.mbusDevices()).hasSize(1);
    assertThat(telegram.mbusDevices().get(0).register()).isEmpty();
    assertThat(telegram.faults()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1-0:1.8.0, 006545766*Wh, WATT_HOUR",
    "1-0:1.7.0, 000000286*W, WATT",
    "1-0:3.8.0, 000000747*varh, VAR_HOUR",
    "1-0:3.8.0, 000.100*kVArh, KILOVAR_HOUR",
    "1-0:3.8.0, 000.100*kVarh, KILOVAR_HOUR",
    "1-0:3.8.0, 000.100*kvarh, KILOVAR_HOUR",
    "1-0:3.8.0, 000.100*MVArh, MEGAVAR_HOUR",
    "1-0:3.7.0, 0000.512*kVAr, KILOVAR",
    "1-0:9.7.0, 00.600*kVA, KILOVOLT_AMPERE",
    "1-0:31.7.0, 2200*mA, MILLIAMPERE",
    "1-0:31.7.0, 0.002*kA, KILOAMPERE",
    "1-0:32.7.0, 0.231*kV, KILOVOLT",
    "1-0:14.7.0, 0.05001*kHz, KILOHERTZ",
    "1-0:14.7.0, 50.01*Hz, HERTZ",
    "1-0:1.8.0, 3600.0*MJ, MEGAJOULE",
    "1-0:1.8.0, 12.345*GJ, GIGAJOULE",
    "7-0:23.1.0, 00012.345*m\u00b3, CUBIC_METRE"
  })
  void quirk33_theUnitIsTheOneThatWasSent(String code, String value, Unit unit) {
    DsmrTelegram telegram = with(code, value);
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.measurements()).hasSize(1);
    Quantity quantity = telegram.measurements().get(0).quantity();
    assertThat(quantity.unit()).isEqualTo(unit);
    String digits = value.substring(0, value.indexOf('*'));
    assertThat(quantity.toBigDecimal()).isEqualTo(new java.math.BigDecimal(digits));
    assertThat(telegram.objects().get(0).groups()).containsExactly(value);
  }

  @Test
  void quirk33_unitsAreConvertedExactlyAndOnRequestOnly() {
    DsmrTelegram telegram = with("1-0:1.8.0", "006545766*Wh");
    assertThat(telegram.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("6545766 Wh");
    assertThat(telegram.require(Measurand.ACTIVE_ENERGY_IMPORT).in(Unit.KILOWATT_HOUR))
        .hasToString("6545.766 kWh");
  }

  @Test
  void quirk34_aSecondNegativeLimitIsThatOfExport() {
    for (DsmrTelegram telegram :
        List.of(with("1-1:31.4.0", "100*A", "-063*A"), with("1-1:31.4.0", "100*A,-063*A"))) {
      assertThat(telegram.require(LIMIT_L1)).hasToString("100 A");
      assertThat(telegram.require(LIMIT_L1_EXPORT)).hasToString("-63 A");
      assertThat(telegram.fuse(Phase.L1).orElseThrow().value()).hasToString("100 A");
      assertThat(telegram.faults()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1-0:16.24.0, -03.618*kW, -3.618 kW",
    "1-0:16.7.0, -000073.69*W, -73.69 W",
    "1-0:16.7.0, +00026*W, 26 W"
  })
  void quirk34_signsAreKept(String code, String value, String shown) {
    assertThat(values(with(code, value))).containsExactly(shown);
  }

  @Test
  void quirk34_aCommaIsNoDecimalPoint() {
    DsmrTelegram telegram = with("1-0:31.7.0", "10,0*A");
    assertThat(telegram.measurements()).isEmpty();
    assertThat(kinds(telegram)).containsExactly(Fault.Kind.VALUE);
  }

  @Test
  void quirk35_objectsThatRepeatAreAllKeptInOrder() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/EGM5G15")
                .with("0-0:17.0.0", "16500")
                .with("0-0:17.0.0", "16500")
                .with("0-0:17.0.0", "17000")
                .with("7-0:23.1.0*255", "00001.000*m3")
                .with("7-0:23.1.0*255", "00002.000*m3")
                .withValidCrc());
    assertThat(telegram.objects())
        .extracting(object -> object.id() + object.groups().get(0))
        .containsExactly(
            "0-0:17.0.016500",
            "0-0:17.0.016500",
            "0-0:17.0.017000",
            "7-0:23.1.0*25500001.000*m3",
            "7-0:23.1.0*25500002.000*m3");
    assertThat(values(telegram)).containsExactly("1.000 m3", "2.000 m3");
  }

  @ParameterizedTest
  @CsvSource({
    "99.999*kW, true",
    "999.9*kW, true",
    "999*A, true",
    "016*A, false",
    "027.6*kVA, false",
    "90.000*kW, false",
    "9.9*kW, false"
  })
  void quirk36_theLimiterHasTheUnitThatWasSentAndNinesMeanOff(String value, boolean off) {
    DsmrTelegram telegram = with("0-0:17.0.0", value);
    assertThat(telegram.limiter().orElseThrow().off()).isEqualTo(off);
    assertThat(telegram.limiter().orElseThrow().value().unit().symbol())
        .isEqualTo(value.substring(value.indexOf('*') + 1));
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void quirk36_aLimiterWithoutUnitIsNoThreshold() {
    DsmrTelegram telegram = with("0-0:17.0.0", "16500");
    assertThat(telegram.limiter()).isEmpty();
    assertThat(kinds(telegram)).containsExactly(Fault.Kind.UNIT);
  }

  @Test
  void quirk37_fillIsNoMessage() {
    for (String fill :
        List.of("\u00ff".repeat(1024), "FF".repeat(1024), "ff".repeat(2040), "", "  ")) {
      DsmrTelegram telegram = with("0-0:96.13.0", fill);
      assertThat(telegram.message()).isEmpty();
      assertThat(telegram.faults()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "48656C6C6F, Hello",
    "48656c6c6f, Hello",
    "Hello there, Hello there",
    "486, 486",
    "4865FF, 4865FF",
    "ABCZ, ABCZ"
  })
  void quirk37_aMessageIsDecodedOnlyWhereItIsHexadecimalText(String sent, String read) {
    assertThat(with("0-0:96.13.0", sent).message()).contains(read);
  }

  @Test
  void quirk37_aMessageMayGoOnInTheNextLines() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/ABC5")
                .line("0-0:96.13.0(first line")
                .line("second line)")
                .with("1-0:1.8.0", "1*kWh")
                .withValidCrc());
    assertThat(telegram.message()).contains("first line\r\nsecond line");
    assertThat(telegram.objects()).hasSize(2);
    assertThat(telegram.unparsed()).isEmpty();
    assertThat(values(telegram)).containsExactly("1 kWh");
  }

  @Test
  void quirk38_aGasMeterWithoutValueIsAbsentAndNotZero() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/ABC5")
                .with("0-1:24.1.0", "003")
                .with("0-1:96.1.0", "3132")
                .with("0-1:24.2.1", "")
                .withValidCrc());
    assertThat(telegram.get(Measurand.GAS_VOLUME)).isEmpty();
    assertThat(telegram.mbusDevices().get(0).register()).isEmpty();
    assertThat(telegram.mbusDevices().get(0).type().orElseThrow().medium())
        .isEqualTo(MBusType.Medium.GAS);
  }

  @Test
  void quirk39_oddVoltagesAreReportedAsTheyAre() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/ABC5")
                .with("1-0:32.7.0", "133.8*V")
                .with("1-0:52.7.0", "000.0*V")
                .with("1-0:51.7.0", "003*A")
                .withValidCrc());
    assertThat(values(telegram)).containsExactly("133.8 V", "0.0 V", "3 A");
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void quirk40_parenthesesMayNest() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/ABC5")
                .line("1-0:0.2.0((ER11))")
                .line("1-0:0.2.1(a(b)(c))(d)")
                .with("1-0:1.8.0", "1*kWh")
                .withValidCrc());
    assertThat(telegram.objects().get(0).groups()).containsExactly("(ER11)");
    assertThat(telegram.objects().get(1).groups()).containsExactly("a(b)(c)", "d");
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.measurements()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-0:1.8.1((1*kWh)", "1-0:1.8.1(1*kWh))", "1-0:1.8.1(1*kWh)x"})
  void quirk40_parenthesesThatDoNotMatchAreAFaultOfTheirObjectAlone(String line) {
    DsmrTelegram telegram =
        Dsmr.decode(telegram("/ABC5").line(line).with("1-0:1.8.0", "1*kWh").withValidCrc());
    assertThat(kinds(telegram)).contains(Fault.Kind.SYNTAX);
    assertThat(telegram.objects()).hasSize(2);
    assertThat(telegram.measurements())
        .extracting(Measurement::measurand)
        .contains(Measurand.ACTIVE_ENERGY_IMPORT);
  }
}
