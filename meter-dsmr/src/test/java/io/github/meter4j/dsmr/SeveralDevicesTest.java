package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.telegram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.dsmr.MBusType.Medium;
import io.github.meter4j.reading.Measurand;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several devices of one medium on the M-Bus: a gas meter was replaced and both answer. */
class SeveralDevicesTest {
  private static final String OLD = "170301100000W";
  private static final String NEW = "261201100000W";

  /** Two gas meters; an empty time stands for a value that comes without one. */
  private static DsmrTelegram gas(String first, String second) {
    TelegramBuilder telegram =
        telegram("/FLU5\\253000001_A").with("0-1:24.1.0", "003").with("0-1:96.1.1", "47415331");
    value(telegram, "0-1:24.2.3", first, "04321.000*m3");
    telegram.with("0-2:24.1.0", "003").with("0-2:96.1.1", "47415332");
    value(telegram, "0-2:24.2.3", second, "00012.345*m3");
    return Dsmr.decode(telegram.withValidCrc());
  }

  private static void value(TelegramBuilder telegram, String code, String time, String value) {
    if (time.isEmpty()) {
      telegram.with(code, value);
    } else {
      telegram.with(code, time, value);
    }
  }

  @Test
  void theNewestReadingWins() {
    DsmrTelegram telegram = gas(OLD, NEW);
    assertThat(telegram.require(Measurand.GAS_VOLUME)).hasToString("12.345 m3");
    assertThat(telegram.mbusDevice(Medium.GAS).orElseThrow().channel()).isEqualTo(2);
    telegram = gas(NEW, OLD);
    assertThat(telegram.require(Measurand.GAS_VOLUME)).hasToString("4321.000 m3");
    assertThat(telegram.mbusDevice(Medium.GAS).orElseThrow().channel()).isEqualTo(1);
  }

  @Test
  void aSecondDecidesAlsoInTheHourThatIsRepeated() {
    assertThat(gas("251026023000S", "251026022959W").require(Measurand.GAS_VOLUME))
        .hasToString("12.345 m3");
  }

  @ParameterizedTest
  @CsvSource({"261201100000W, 261201100000W", "261201100000W, ''", "'', ''"})
  void whereTheTimesDoNotTellThereIsNone(String first, String second) {
    DsmrTelegram telegram = gas(first, second);
    assertThat(telegram.faults()).isEmpty();
    assertThat(telegram.get(Measurand.GAS_VOLUME)).isEmpty();
    assertThat(telegram.mbusDevice(Medium.GAS)).isEmpty();
    assertThatThrownBy(() -> telegram.require(Measurand.GAS_VOLUME))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("gas_volume is on channels 1, 2,")
        .hasMessageContaining("get(measurand, 1)");
    assertThat(telegram.get(Measurand.GAS_VOLUME, 2)).hasToString("Optional[12.345 m3]");
    assertThat(telegram.mbusDevices(Medium.GAS)).extracting(MBusDevice::channel).contains(1, 2);
  }

  @Test
  void aDeviceThatNeverSentAValueIsNotTheLiveOne() {
    DsmrTelegram telegram = gas("632525252525S", OLD);
    assertThat(telegram.require(Measurand.GAS_VOLUME)).hasToString("12.345 m3");
    assertThat(telegram.mbusDevice(Medium.GAS).orElseThrow().channel()).isEqualTo(2);
  }

  @Test
  void aDeviceIsFoundByItsIdentifier() {
    DsmrTelegram telegram = gas(OLD, NEW);
    assertThat(telegram.mbusDevice("GAS1").orElseThrow().channel()).isEqualTo(1);
    assertThat(telegram.mbusDevice("47415332").orElseThrow().channel()).isEqualTo(2);
    assertThat(telegram.mbusDevice("GAS3")).isEmpty();
    assertThat(telegram.mbusDevice("")).isEmpty();
  }

  @Test
  void ofOneIdentifierOnTwoChannelsTheNewestReadingWins() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/FLU5\\253000001_A")
                .with("0-1:24.1.0", "003")
                .with("0-1:96.1.1", "47415331")
                .with("0-1:24.2.3", OLD, "00001.000*m3")
                .with("0-3:24.1.0", "003")
                .with("0-3:96.1.1", "47415331")
                .with("0-3:24.2.3", NEW, "00002.000*m3")
                .withValidCrc());
    assertThat(telegram.mbusDevice("GAS1").orElseThrow().channel()).isEqualTo(3);
  }

  @Test
  void aSingleDeviceIsFoundAlsoWithoutAValue() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/FLU5\\253000001_A")
                .with("0-1:24.1.0", "007")
                .with("0-1:96.1.1", "57415431")
                .withValidCrc());
    assertThat(telegram.mbusDevice(Medium.WATER).orElseThrow().register()).isEmpty();
    assertThat(telegram.mbusDevice(Medium.GAS)).isEmpty();
    assertThat(telegram.mbusDevices(Medium.GAS)).isEmpty();
  }

  @Test
  void anElectricityMeterBehindTheMeterIsNeitherAddedNorTaken() {
    TelegramBuilder behind =
        telegram("/FLU5\\253000001_A")
            .with("0-1:24.1.0", "002")
            .with("0-1:24.2.1", NEW, "00999.000*kWh");
    DsmrTelegram alone = Dsmr.decode(behind.withValidCrc());
    assertThat(alone.mbusDevice(Medium.ELECTRICITY).orElseThrow().register()).isPresent();
    assertThat(alone.totalImport()).isEmpty();

    behind.with("1-0:1.8.1", "000001.000*kWh").with("1-0:1.8.2", "000002.000*kWh");
    assertThat(Dsmr.decode(behind.withValidCrc()).totalImport()).hasToString("Optional[3.000 kWh]");
  }

  @Test
  void aTariffThatIsAFaultLeavesNoTotal() {
    DsmrTelegram telegram =
        Dsmr.decode(
            telegram("/ABC5MTR")
                .with("1-0:1.8.1", "001234.567*kWh")
                .with("1-0:1.8.2", "00x345.678*kWh")
                .with("1-0:2.8.1", "000100.001*kWh")
                .with("1-0:2.8.2", "000200.002*kWh")
                .withValidCrc());
    assertThat(telegram.faults()).hasSize(1);
    assertThat(telegram.totalImport()).isEmpty();
    assertThat(telegram.totalExport()).hasToString("Optional[300.003 kWh]");
  }
}
