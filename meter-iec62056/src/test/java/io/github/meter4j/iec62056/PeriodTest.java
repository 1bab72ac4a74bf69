package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.Unit;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registers of periods that are over, those that count the running one as 00, and their times. */
class PeriodTest {

  private static D0Readout of(String... lines) {
    return Iec62056.decode(push(lines));
  }

  private static List<String> values(D0Readout readout) {
    return readout.measurements().stream().map(Measurement::toString).toList();
  }

  @Test
  void theOnlyCounterIsTheCurrentOneAlsoAs00() {
    D0Readout readout = of("1.8.0*00(007900.58*kWh)", "1.8.0*01(007000.00*kWh)", "1.7.0(1*kW)");
    assertThat(readout.importEnergy()).hasToString("Optional[7900.58 kWh]");
    assertThat(readout.totalImport()).hasToString("Optional[7900.58 kWh]");
    assertThat(values(readout))
        .containsExactly(
            "active_energy_import 7900.58 kWh",
            "obis_1_0_1_8_0_1 7000.00 kWh",
            "active_power_import 1 kW");
    assertThat(readout.measurements().get(0).obis().orElseThrow()).hasToString("1-0:1.8.0*0");
  }

  @Test
  void beside00ACounterWithoutAPeriodIsTheCurrentOne() {
    D0Readout readout = of("1.8.0(5*kWh)", "1.8.0*00(4*kWh)", "1.8.1*00(3*kWh)", "1.8.0&00(2*kWh)");
    assertThat(values(readout))
        .containsExactly(
            "active_energy_import 5 kWh",
            "obis_1_0_1_8_0_0 4 kWh",
            "obis_1_0_1_8_1_0 3 kWh",
            "obis_1_0_1_8_0_manual_0 2 kWh");
    assertThat(of("1.8.0&00(2*kWh)").importEnergy()).isEmpty();
  }

  @Test
  void aTariffAs00ThatIsDamagedLeavesNoTotal() {
    String first = "1-0:1.8.1*00(000001.000*kWh)";
    assertThat(of(first, "1-0:1.8.2*00(000002.000*kWh)").totalImport())
        .hasToString("Optional[3.000 kWh]");
    assertThat(of(first, "1-0:1.8.2*00(0000#2.000*kWh)").totalImport()).isEmpty();
  }

  @Test
  void aCounterWithoutAUnitIsAFaultOrHasTheUnitThatWasSet() {
    byte[] pafal = push("0.0.0(00000000)", "F.F(00)", "1.8.0*00(007900.58)", "0.2.2(:::::G11)");
    D0Readout bare = Iec62056.decode(pafal);
    assertThat(bare.measurements()).isEmpty();
    assertThat(bare.faults())
        .extracting(Fault::message)
        .containsExactly("active_energy_import without a unit; the option unit=kWh sets one");
    D0Readout set = Iec62056.decode(pafal, D0Settings.DEFAULT.withUnit(Unit.KILOWATT_HOUR));
    assertThat(values(set)).containsExactly("active_energy_import 7900.58 kWh");
    assertThat(set.faults()).isEmpty();
  }

  @Test
  void theUnitThatWasSetIsOfCountersOnly() {
    byte[] frame = push("1.8.0(1)", "2.8.0(2*Wh)", "1.7.0(3)", "3.8.0(4)", "C.1.0(5)");
    D0Readout readout = Iec62056.decode(frame, D0Settings.DEFAULT.withUnit(Unit.KILOWATT_HOUR));
    assertThat(values(readout))
        .containsExactly("active_energy_import 1 kWh", "active_energy_export 2 Wh");
    assertThat(readout.faults())
        .extracting(Fault::message)
        .containsExactly(
            "active_power_import without a unit", "reactive_energy_import without a unit");
  }

  @Test
  void aResetByHandIsAnotherRegisterThanOneByTheClock() {
    D0Readout readout =
        of(
            "1.8.1(0302.8260*kWh)",
            "1.8.1*12(0075.5341*kWh)",
            "1.8.1&12(0001.5000*kWh)",
            "1.8.1*00(0000.0000*kWh)",
            "1.8.1*00(0000.0000*kWh)");
    assertThat(readout.faults()).isEmpty();
    assertThat(values(readout))
        .startsWith(
            "active_energy_import_t1 302.8260 kWh",
            "obis_1_0_1_8_1_12 75.5341 kWh",
            "obis_1_0_1_8_1_manual_12 1.5000 kWh");
    assertThat(readout.objects().get(2).obis().orElseThrow()).hasToString("1-0:1.8.1&12");
  }

  @Test
  void aValueOfThePastHasTheUnitOfItsRegister() {
    D0Readout readout =
        of("1.6.1(0.52*kW)", "1.6.1&07(1.52)", "1.8.1(001234.5*kWh)", "1.8.1&07(001200.1)");
    assertThat(values(readout))
        .containsExactly(
            "active_power_import_t1_maximum 0.52 kW",
            "obis_1_0_1_6_1_manual_7 1.52 kW",
            "active_energy_import_t1 1234.5 kWh",
            "obis_1_0_1_8_1_manual_7 1200.1 kWh");
    assertThat(readout.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.8.0(123.4)",
        "1.8.0*01(123.4)",
        "1.8.0&01(123.4)",
        "1.2.1(123.4)",
        "1.9.0(123.4)",
        "21.8.0(123.4)",
        "1.29.0(123.4)",
        "1.7.0(0.5)",
        "16.7(0.5)",
        "1.6.1*05(0.5)(2401091345)",
        "1.8.0(123.4*furlong)",
        "1.8.0*01(123.4*furlong)",
        "1.2.1*01(123.4*furlong)",
        "1.8.0*01(123.4*m3)",
        "7-0:3.0.0(123.4)",
        "8-0:1.0.0(123.4)",
        "6-0:1.0.0(123.4)"
      })
  void aNumberOfEnergyPowerOrVolumeIsNeverNothing(String line) {
    D0Readout readout = of(line, "0.0.0(1)");
    assertThat(readout.measurements()).isEmpty();
    assertThat(readout.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.UNIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0(1)", "C.1.0(71000001)", "0.1.0(07)", "1.8.0*05()", "1-1:1D(1)", "1.2.1(x)"})
  void otherTextsAreNoFaults(String line) {
    D0Readout readout = of(line, "0.0.0(1)");
    assertThat(readout.measurements()).isEmpty();
    assertThat(readout.faults()).isEmpty();
  }

  @Test
  void aStampBehindAnyValueIsItsTime() {
    D0Readout readout =
        of(
            "1.6.0*01(03.258*kW)(1702110815)",
            "1.8.0*01(1.5*kWh)(21-01-03 18:30)",
            "31.6.0(4*A)(2017-02-11&08:15:30)",
            "1-0:1.6.0(2.5*kW)(170211081530W)",
            "7-0:23.1.0*255(170211080000)(00012.345*m3)",
            "13.35.0(0.9*V)(1702110900)");
    List<LocalDateTime> times = new ArrayList<>();
    readout
        .measurements()
        .forEach(next -> times.add(next.at().orElseThrow().local().orElseThrow()));
    assertThat(times)
        .containsExactly(
            LocalDateTime.parse("2017-02-11T08:15"),
            LocalDateTime.parse("2021-01-03T18:30"),
            LocalDateTime.parse("2017-02-11T08:15:30"),
            LocalDateTime.parse("2017-02-11T08:15:30"),
            LocalDateTime.parse("2017-02-11T08:00"),
            LocalDateTime.parse("2017-02-11T09:00"));
    assertThat(readout.faults()).isEmpty();
  }

  @Test
  void severalMaximaOfOneRegisterAreAllThere() {
    D0Readout readout = of("1.6.1(0.52*kW)(1801051130)(0.48*kW)(1801041130)", "1.8.0(1*kWh)(00)");
    assertThat(values(readout))
        .containsExactly(
            "active_power_import_t1_maximum 0.52 kW at \"1801051130\"",
            "active_power_import_t1_maximum 0.48 kW at \"1801041130\"",
            "active_energy_import 1 kWh");
    assertThat(readout.faults()).isEmpty();
    assertThat(of("1.8.0(1*kWh)(2*kWh)").faults())
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.DUPLICATE);
  }

  @Test
  void aNumberThatCannotBeReadIsAFault() {
    for (String line : List.of("1.8.0(12,5*kWh)", "1.8.0*01(12,5*kWh)", "1.2.1(12,5*kW)")) {
      assertThat(of(line).faults())
          .as(line)
          .extracting(Fault::kind)
          .containsExactly(Fault.Kind.VALUE);
    }
  }

  @Test
  void theRowsOfAProfileAreMeasurementsEachWithItsTime() {
    String[] rows = new String[24];
    for (int hour = 0; hour < rows.length; hour++) {
      rows[hour] = String.format("7-0:23.1.0*255(%05d.000*m3)(101216%02d0000)", hour, hour);
    }
    D0Settings settings = D0Settings.DEFAULT.withZone(ZoneId.of("Europe/Amsterdam"));
    D0Readout readout = Iec62056.decode(push(rows), settings);
    assertThat(readout.faults()).isEmpty();
    assertThat(readout.measurements()).hasSize(24);
    for (int hour = 0; hour < rows.length; hour++) {
      assertThat(readout.measurements().get(hour).at().orElseThrow().local())
          .hasValue(LocalDateTime.of(2010, 12, 16, hour, 0));
    }
  }
}
