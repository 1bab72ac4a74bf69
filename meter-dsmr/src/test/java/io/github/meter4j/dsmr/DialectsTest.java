package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.MeterTime;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Telegrams of the other countries, and how a dialect is told. */
class DialectsTest {
  @Test
  void hungary() {
    DsmrTelegram telegram = Dsmr.decode(Dialects.hungary());
    assertThat(telegram.dialect()).isEqualTo(Dialect.HUNGARY);
    assertThat(telegram.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.equipmentId().orElseThrow()).hasToString("12345678");
    assertThat(telegram.breakerState()).contains(SwitchState.ON);
    assertThat(telegram.require(Measurand.POWER_FACTOR.on(Phase.L1))).hasToString("4.556");
    assertThat(telegram.require(Measurand.FREQUENCY)).hasToString("50.01 Hz");
    assertThat(telegram.require(Measurand.of(Kind.REACTIVE_ENERGY, Direction.Q1)))
        .hasToString("1.000 kvarh");
    assertThat(telegram.require(Measurand.of(Kind.ACTIVE_ENERGY, Direction.COMBINED)))
        .hasToString("101.500 kWh");
    assertThat(telegram.fuse(Phase.L1).orElseThrow().value()).hasToString("200.00 A");
    assertThat(telegram.message()).isEmpty();
    assertThat(telegram.monthlyPeaks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/GRE5\\12341234_A, 12345",
    "/LGF5E360, 50221",
    "/ADN9 6534, 50217",
    "/ISk5\\2MIE5T-200, 3231313130",
    "/LGF5E360, 3530323231",
    "/Lux5\\253000471_M, 50221"
  })
  void theVersionOfEMucsGoesBeforeEveryLetter(String ident, String version) {
    byte[] bytes =
        telegram(ident)
            .with("0-0:96.1.4", version)
            .with("0-0:1.0.0", "240214102015W")
            .withValidCrc();
    DsmrTelegram telegram = Dsmr.decode(bytes);
    assertThat(telegram.dialect()).isEqualTo(Dialect.BELGIUM);
    assertThat(telegram.meterTime().orElseThrow().instant().orElseThrow())
        .hasToString("2024-02-14T09:20:15Z");
    assertThat(telegram.tariffMeaning(1)).contains(TariffMeaning.HIGH);
    assertThat(telegram.version().orElseThrow()).matches("\\d{5}");
    assertThat(telegram.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4531323334", "502", "5022A", "1234567890123456"})
  void whatIsNoVersionOfEMucsTellsNoCountry(String sent) {
    byte[] bytes = telegram("/XYZ5METER").with("0-0:96.1.4", sent).withValidCrc();
    assertThat(Dsmr.decode(bytes).dialect()).isEqualTo(Dialect.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"1-0:1.8.11, 000849.710*kWh", "1-0:1.8.13, 003421.613*kWh", "1-0:99.1.0, 0"})
  void anIsraeliMeterDeclaresTheDutchVersionAndIsNotDutch(String code, String value) {
    byte[] bytes =
        telegram("/KFM5KAIFA-METER")
            .with("1-3:0.2.8", "50")
            .with("0-0:1.0.0", "251207001548W")
            .with(code, value)
            .withValidCrc();
    DsmrTelegram telegram = Dsmr.decode(bytes);
    assertThat(telegram.dialect()).isEqualTo(Dialect.UNKNOWN);
    MeterTime time = telegram.meterTime().orElseThrow();
    assertThat(time.instant()).isEmpty();
    assertThat(time.local()).contains(LocalDateTime.of(2025, 12, 7, 0, 15, 48));
    assertThat(time.daylightSaving()).contains(false);
  }

  @Test
  void lithuania() {
    DsmrTelegram telegram = Dsmr.decode(Dialects.lithuania());
    assertThat(telegram.dialect()).isEqualTo(Dialect.LITHUANIA);
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.require(Measurand.ACTIVE_ENERGY_IMPORT.tariff(4))).hasToString("4.000 kWh");
    assertThat(telegram.require(Measurand.VOLTAGE.on(Phase.L1))).hasToString("0.231 kV");
    assertThat(telegram.require(Measurand.CURRENT.on(Phase.L1))).hasToString("2200 mA");
    assertThat(telegram.require(Measurand.CURRENT.on(Phase.NEUTRAL))).hasToString("0.010 A");
    assertThat(telegram.measurements())
        .extracting(m -> m.measurand().name() + ' ' + m.quantity())
        .contains("obis_1_0_16_24_0 -3.618 kW", "obis_1_0_32_33_0 12 s");
  }

  @Test
  void switzerlandHasItsTotalsOnChannelOne() {
    DsmrTelegram telegram = Dsmr.decode(Dialects.switzerland());
    assertThat(telegram.dialect()).isEqualTo(Dialect.SWITZERLAND);
    assertThat(telegram.meterTime().orElseThrow().instant().orElseThrow())
        .hasToString("2024-02-14T09:20:15Z");
    assertThat(telegram.faults())
        .extracting(Fault::message)
        .containsExactly("a profile of another form: 12 rows are announced and none is there");
    assertThat(telegram.require(Measurand.ACTIVE_ENERGY_IMPORT.tariff(1)))
        .hasToString("123.000 kWh");
    assertThat(telegram.require(Measurand.ACTIVE_POWER_IMPORT)).hasToString("0.700 kW");
    assertThat(telegram.monthlyPeak().orElseThrow().quantity()).hasToString("3.200 kW");
    assertThat(telegram.ean()).isEmpty();
    assertThat(telegram.monthlyPeaks()).isEmpty();
    assertThat(telegram.mbusDevices()).isEmpty();
  }

  @Test
  void sloveniaHasItsClockInTwoObjects() {
    DsmrTelegram telegram = Dsmr.decode(Dialects.slovenia());
    assertThat(telegram.dialect()).isEqualTo(Dialect.SLOVENIA);
    assertThat(telegram.integrity()).isEqualTo(Integrity.ABSENT);
    assertThat(telegram.meterTime().orElseThrow().local())
        .contains(LocalDateTime.of(2024, 1, 15, 13, 45, 1));
    assertThat(telegram.require(Measurand.VOLTAGE.on(Phase.L1))).hasToString("234.6 V");
    assertThat(telegram.faults())
        .extracting(Fault::message)
        .singleElement()
        .asString()
        .contains("neither S nor W")
        .contains("zone=");
  }

  /** The Iskra IE.5 of Wallonia, without a version. */
  @Test
  void wallonia() {
    DsmrTelegram telegram = Dsmr.decode(Dialects.wallonia());
    assertThat(telegram.dialect()).isEqualTo(Dialect.BELGIUM);
    assertThat(telegram.tariffMeaning(2)).contains(TariffMeaning.LOW);
    assertThat(telegram.meterTime().orElseThrow().instant().orElseThrow())
        .hasToString("2024-07-15T11:45:01Z");
    assertThat(telegram.equipmentId().orElseThrow()).hasToString("12345678");
    assertThat(telegram.measurements()).hasSize(1);
    assertThat(telegram.faults()).isEmpty();
  }

  @Test
  void aHeatGatewayHasNoElectricity() {
    DsmrTelegram telegram = Dsmr.decode(Dialects.heat());
    assertThat(telegram.dialect()).isEqualTo(Dialect.UNKNOWN);
    assertThat(telegram.mbusDevices().get(0).type())
        .contains(new MBusType(12, MBusType.Medium.HEAT));
    assertThat(telegram.equipmentId()).isEmpty();
    assertThat(telegram.faults())
        .extracting(Fault::message)
        .singleElement()
        .asString()
        .contains("offset=");
  }

  @Test
  void luxembourg() {
    DsmrTelegram telegram = Dsmr.decode(Dialects.luxembourg());
    assertThat(telegram.dialect()).isEqualTo(Dialect.LUXEMBOURG);
    assertThat(telegram.limiter().orElseThrow().value()).hasToString("27.6 kVA");
    assertThat(telegram.fuse(Phase.L1).orElseThrow().value()).hasToString("100 A");
    assertThat(telegram.message(2)).contains("Welcome");
    assertThat(telegram.relayState(1)).contains(SwitchState.OFF);
    assertThat(telegram.mbusDevices()).hasSize(1);
    assertThat(telegram.mbusDevices().get(0).register()).isEmpty();
    assertThat(telegram.faults()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/FLU5\\253000001_A, 1-0:1.8.1, BELGIUM",
    "/Lux5\\253694471_M, 1-3:0.2.8, LUXEMBOURG",
    "/EST5\\253710000_A, 1-3:0.2.8, AUSTRIA",
    "/ELL5\\253833635_A, 1-0:1.8.0, H1",
    "/ADN9 6534, 1-0:1.8.0, H1",
    "/LGF5E360, 1-0:1.8.0, H1",
    "/KMP5 ZABF001, 0-0:96.14.0, NETHERLANDS",
    "/ISk5\\2MT382-1000, 1-3:0.2.8, NETHERLANDS",
    "/AB, 1-0:1.8.0, UNKNOWN"
  })
  void aDialectIsToldByWhatIsPresent(String ident, String code, Dialect dialect) {
    byte[] bytes = telegram(ident).with(code, "50").withValidCrc();
    assertThat(Dsmr.decode(bytes).dialect()).isEqualTo(dialect);
  }

  @Test
  void netPowerAndTotalsOfEveryCountry() {
    assertDerived("hungary", Dialects.hungary(), "", "100.500 kWh", "");
    assertDerived("lithuania", Dialects.lithuania(), "0.512 kW", "345.678 kWh", "");
    assertDerived("switzerland", Dialects.switzerland(), "0.700 kW", "123.000 kWh", "");
    assertDerived("slovenia", Dialects.slovenia(), "", "1234.567 kWh", "");
    assertDerived("wallonia", Dialects.wallonia(), "", "12.345 kWh", "");
    assertDerived("heat", Dialects.heat(), "", "", "");
    assertDerived("luxembourg", Dialects.luxembourg(), "", "123.456 kWh", "");
  }

  private static void assertDerived(
      String country, byte[] bytes, String net, String imported, String exported) {
    DsmrTelegram telegram = Dsmr.decode(bytes);
    assertThat(telegram.netPower().map(Object::toString).orElse("")).as(country).isEqualTo(net);
    assertThat(telegram.totalImport().map(Object::toString).orElse(""))
        .as(country)
        .isEqualTo(imported);
    assertThat(telegram.totalExport().map(Object::toString).orElse(""))
        .as(country)
        .isEqualTo(exported);
  }
}
