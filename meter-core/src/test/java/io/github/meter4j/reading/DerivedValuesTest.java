package io.github.meter4j.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule of docs/decisions/0022-derived-values.md, case by case. */
class DerivedValuesTest {

  // ---- totals

  @Test
  void aTotalThatWasSentGoesBeforeItsTariffs() {
    Reading reading =
        TestReadout.of("1-0:1.8.1(1.000*kWh)", "1-0:1.8.2(2.000*kWh)", "1-0:1.8.0(3.001*kWh)");
    assertThat(reading.totalImport()).hasToString("Optional[3.001 kWh]");
  }

  @Test
  void tariffsAreAddedUpExactly() {
    Reading reading =
        TestReadout.of(
            "1-0:1.8.2(2345.678*kWh)",
            "1-0:1.8.1(1234.567*kWh)",
            "1-0:2.8.1(100.001*kWh)",
            "1-0:2.8.2(200.002*kWh)");
    assertThat(reading.totalImport()).hasToString("Optional[3580.245 kWh]");
    assertThat(reading.totalExport()).hasToString("Optional[300.003 kWh]");
  }

  @Test
  void aMeterWithOneTariffHasThatAsItsTotal() {
    Reading reading = TestReadout.of("1-0:1.8.1(16.9862*kWh)", "1-0:2.8.1(1.5740*kWh)");
    assertThat(reading.totalImport()).hasToString("Optional[16.9862 kWh]");
    assertThat(reading.totalExport()).hasToString("Optional[1.5740 kWh]");
  }

  @Test
  void unitsMayDifferAndTheFirstTariffGivesTheUnit() {
    Reading reading = TestReadout.of("1-0:1.8.2(0.5*kWh)", "1-0:1.8.1(1234567*Wh)");
    assertThat(reading.totalImport()).hasToString("Optional[1235067.0 Wh]");
    reading = TestReadout.of("1-0:1.8.2(1234567*Wh)", "1-0:1.8.1(0.5*kWh)");
    assertThat(reading.totalImport()).hasToString("Optional[1235.067 kWh]");
  }

  @Test
  void anIncompleteSetOfTariffsIsNoTotal() {
    assertThat(TestReadout.of("1-0:1.8.2(2*kWh)").totalImport()).isEmpty();
    assertThat(TestReadout.of("1-0:1.8.1(1*kWh)", "1-0:1.8.3(3*kWh)").totalImport()).isEmpty();
    assertThat(TestReadout.of("1-0:1.8.11(1*kWh)", "1-0:1.8.12(3*kWh)").totalImport()).isEmpty();
  }

  @Test
  void theTariffsOfTheOtherDirectionTellHowManyThereAre() {
    Reading reading = TestReadout.of("1-0:1.8.1(1*kWh)", "1-0:2.8.1(10*kWh)", "1-0:2.8.2(20*kWh)");
    assertThat(reading.totalImport()).isEmpty();
    assertThat(reading.totalExport()).hasToString("Optional[30 kWh]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-0:1.8.1", "1-0:1.8.2", "1-0:1.8.3"})
  void aTariffThatCannotBeReadLeavesNoTotal(String damaged) {
    String[] lines = {"1-0:1.8.1(1*kWh)", "1-0:1.8.2(2*kWh)", "1-0:1.8.3(3*kWh)"};
    for (int i = 0; i < lines.length; i++) {
      lines[i] = lines[i].startsWith(damaged) ? damaged + "(0x1*kWh)" : lines[i];
    }
    Reading reading = TestReadout.of(lines);
    assertThat(reading.faults()).hasSize(1);
    assertThat(reading.totalImport()).isEmpty();
  }

  @Test
  void aTotalThatCannotBeReadIsNotReplacedByItsTariffs() {
    Reading reading = TestReadout.of("1-0:1.8.0(x*kWh)", "1-0:1.8.1(1*kWh)", "1-0:1.8.2(2*kWh)");
    assertThat(reading.totalImport()).isEmpty();
    assertThat(TestReadout.of("1-0:1.8.255(x*kWh)", "1-0:1.8.1(1*kWh)").totalImport()).isEmpty();
  }

  @Test
  void aDamagedValueElsewhereDoesNotTouchTheTotal() {
    Reading reading = TestReadout.of("1-0:1.8.1(1*kWh)", "1-0:1.8.2(2*kWh)", "1-0:32.7.0(x*V)");
    assertThat(reading.totalImport()).hasToString("Optional[3 kWh]");
  }

  @Test
  void damagedLinesWithoutAChecksumMayHaveBeenTariffs() {
    TestReadout whole =
        TestReadout.of("1-0:1.8.1(1*kWh)", "1-0:1.8.2(2*kWh)").with(Integrity.ABSENT);
    assertThat(whole.totalImport()).hasToString("Optional[3 kWh]");
    assertThat(whole.withFault(Fault.Kind.SYNTAX).totalImport()).isEmpty();
    assertThat(whole.withFault(Fault.Kind.SYNTAX).with(Integrity.UNCHECKED).totalImport())
        .isEmpty();
    assertThat(whole.withFault(Fault.Kind.VALUE).totalImport()).isPresent();
    assertThat(whole.withFault(Fault.Kind.SYNTAX).with(Integrity.VERIFIED).totalImport())
        .isPresent();
  }

  @Test
  void aRepeatedTariffCountsOnceAndTwoDifferentOnesNotAtAll() {
    assertThat(
            TestReadout.of("1-0:1.8.1(1*kWh)", "1-0:1.8.1(1*kWh)", "1-0:1.8.2(2*kWh)")
                .totalImport())
        .hasToString("Optional[3 kWh]");
    assertThat(
            TestReadout.of("1-0:1.8.1(1*kWh)", "1-0:1.8.1(5*kWh)", "1-0:1.8.2(2*kWh)")
                .totalImport())
        .isEmpty();
  }

  @Test
  void aTotalThatWasSentIsWhatGetFinds() {
    Reading reading = TestReadout.of("1-0:1.8.0(1*kWh)", "1-0:1.8.0(5*kWh)");
    assertThat(reading.totalImport()).isEqualTo(reading.get(Measurand.ACTIVE_ENERGY_IMPORT));
  }

  @Test
  void energyByPhaseIsNotAddedUp() {
    Reading reading = TestReadout.of("1-0:21.8.0(1*kWh)", "1-0:41.8.0(2*kWh)", "1-0:61.8.0(3*kWh)");
    assertThat(reading.totalImport()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-0:3.8.0(1*kvarh)",
        "1-0:9.8.0(1*kVAh)",
        "1-0:15.8.0(1*kWh)",
        "1-0:16.8.0(1*kWh)",
        "1-0:1.8.0*01(1*kWh)",
        "1-0:1.8.1*01(1*kWh)",
        "0-1:24.2.1(1*m3)"
      })
  void whatIsNoImportIsNoTotalImport(String line) {
    assertThat(TestReadout.of(line).totalImport()).isEmpty();
  }

  @Test
  void aSumThatIsTooLongIsEmpty() {
    Reading reading =
        TestReadout.of("1-0:1.8.1(9223372036854775807*kWh)", "1-0:1.8.2(9223372036854775807*kWh)");
    assertThat(reading.totalImport()).isEmpty();
  }

  // ---- power

  @Test
  void theNetPowerThatWasSentGoesFirst() {
    Reading reading = TestReadout.of("1-0:1.7.0(9*kW)", "1-0:2.7.0(1*kW)", "1-0:16.7.0(-458.90*W)");
    assertThat(reading.netPower()).hasToString("Optional[-458.90 W]");
  }

  @Test
  void importMinusExportIsNet() {
    assertThat(TestReadout.of("1-0:1.7.0(00.638*kW)", "1-0:2.7.0(00.000*kW)").netPower())
        .hasToString("Optional[0.638 kW]");
    assertThat(TestReadout.of("1-0:2.7.0(02.601*kW)", "1-0:1.7.0(00.000*kW)").netPower())
        .hasToString("Optional[-2.601 kW]");
    assertThat(TestReadout.of("1-0:1.7.0(1.5*kW)", "1-0:2.7.0(250*W)").netPower())
        .hasToString("Optional[1.25 kW]");
  }

  @Test
  void aPartThatCannotBeReadLeavesNoNetPower() {
    assertThat(TestReadout.of("1-0:1.7.0(1*kW)", "1-0:2.7.0(x*kW)").netPower()).isEmpty();
    assertThat(TestReadout.of("1-0:1.7.0(x*kW)", "1-0:2.7.0(1*kW)").netPower()).isEmpty();
    assertThat(TestReadout.of("1-0:16.7.0(x*kW)", "1-0:1.7.0(1*kW)", "1-0:2.7.0(0*kW)").netPower())
        .isEmpty();
    assertThat(TestReadout.of("1-0:1.7.0(1*kW)", "1-0:1.7.0(2*kW)", "1-0:2.7.0(0*kW)").netPower())
        .isEmpty();
  }

  @Test
  void aMinusInOneOfTwoDirectionsIsNotBelieved() {
    assertThat(TestReadout.of("1-0:1.7.0(-1*kW)", "1-0:2.7.0(1*kW)").netPower()).isEmpty();
    assertThat(TestReadout.of("1-0:1.7.0(1*kW)", "1-0:2.7.0(-1*kW)").netPower()).isEmpty();
  }

  @Test
  void importAloneIsNetWhereNothingSpeaksOfExport() {
    assertThat(TestReadout.of("1-0:1.7.0(1688.21*W)", "1-0:1.8.0(5*kWh)").netPower())
        .hasToString("Optional[1688.21 W]");
    assertThat(TestReadout.of("1-0:1.7.0(-8.82*W)").netPower()).hasToString("Optional[-8.82 W]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-0:2.8.0(5*kWh)",
        "1-0:2.8.2(5*kWh)",
        "1-0:2.8.0(x*kWh)",
        "1-0:22.7.0(1*kW)",
        "1-0:16.8.0(5*kWh)",
        "1-0:15.8.0(5*kWh)",
        "1-0:2.6.0(1*kW)",
        "1-0:6.8.0(1*kvarh)",
        "1-1:2.8.0(5*kWh)"
      })
  void importAloneIsNotNetWhereTheMeterKnowsExport(String line) {
    assertThat(TestReadout.of("1-0:1.7.0(1*kW)", line).netPower()).isEmpty();
  }

  @Test
  void exportAloneIsNegative() {
    assertThat(TestReadout.of("1-0:2.7.0(1.50*kW)", "1-0:2.8.0(5*kWh)").netPower())
        .hasToString("Optional[-1.50 kW]");
    assertThat(TestReadout.of("1-0:2.7.0(1.50*kW)", "1-0:1.8.0(5*kWh)").netPower()).isEmpty();
  }

  @Test
  void oneDirectionAloneIsNotNetWhereLinesMayHaveBeenLost() {
    TestReadout readout = TestReadout.of("1-0:1.7.0(1*kW)").with(Integrity.ABSENT);
    assertThat(readout.netPower()).isPresent();
    assertThat(readout.withFault(Fault.Kind.SYNTAX).netPower()).isEmpty();
    TestReadout both = TestReadout.of("1-0:1.7.0(1*kW)", "1-0:2.7.0(0*kW)");
    assertThat(both.with(Integrity.ABSENT).withFault(Fault.Kind.SYNTAX).netPower()).isPresent();
  }

  @Test
  void threePhasesMakeATotal() {
    assertThat(
            TestReadout.of("1-0:36.7.0(-1.1*W)", "1-0:56.7.0(2*W)", "1-0:76.7.0(0.05*kW)")
                .netPower())
        .hasToString("Optional[50.90 W]");
    assertThat(
            TestReadout.of(
                    "1-0:21.7.0(1*W)",
                    "1-0:41.7.0(2*W)",
                    "1-0:61.7.0(3*W)",
                    "1-0:22.7.0(0*W)",
                    "1-0:42.7.0(0*W)",
                    "1-0:62.7.0(10*W)")
                .netPower())
        .hasToString("Optional[-4 W]");
    assertThat(TestReadout.of("1-0:21.7.0(1*W)", "1-0:41.7.0(2*W)", "1-0:61.7.0(3*W)").netPower())
        .hasToString("Optional[6 W]");
  }

  @Test
  void fewerThanThreePhasesMakeNone() {
    assertThat(TestReadout.of("1-0:36.7.0(1*W)").netPower()).isEmpty();
    assertThat(TestReadout.of("1-0:36.7.0(1*W)", "1-0:56.7.0(2*W)").netPower()).isEmpty();
    assertThat(TestReadout.of("1-0:21.7.0(1*W)").netPower()).isEmpty();
    assertThat(TestReadout.of("1-0:36.7.0(1*W)", "1-0:56.7.0(2*W)", "1-0:76.7.0(x*W)").netPower())
        .isEmpty();
    assertThat(
            TestReadout.of(
                    "1-0:21.7.0(1*W)", "1-0:41.7.0(2*W)", "1-0:61.7.0(3*W)", "1-0:22.7.0(0*W)")
                .netPower())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-0:1.4.0(1*kW)",
        "1-0:1.5.0(1*kW)",
        "1-0:1.6.0(1*kW)",
        "1-0:1.6.1(1*kW)",
        "1-0:3.7.0(1*kvar)",
        "1-0:9.7.0(1*kVA)",
        "1-0:15.7.0(1*kW)",
        "1-0:1.8.0(1*kWh)",
        "1-0:32.7.0(230*V)"
      })
  void whatIsNoPowerOfNowIsNoNetPower(String line) {
    assertThat(TestReadout.of(line).netPower()).isEmpty();
  }

  // ---- channels

  @Test
  void otherMetersOnOtherChannelsAreNeitherAddedNorTaken() {
    Reading reading =
        TestReadout.of(
            "1-1:1.8.0(100*kWh)",
            "1-1:1.7.0(5*kW)",
            "1-0:1.8.0(7*kWh)",
            "1-0:1.7.0(1*kW)",
            "1-0:2.7.0(0*kW)");
    assertThat(reading.totalImport()).hasToString("Optional[7 kWh]");
    assertThat(reading.netPower()).hasToString("Optional[1 kW]");
  }

  @Test
  void aTariffOfAnotherChannelDoesNotCompleteASet() {
    Reading reading = TestReadout.of("1-0:1.8.2(2*kWh)", "1-1:1.8.1(1*kWh)");
    assertThat(reading.totalImport()).isEmpty();
  }

  @Test
  void aTotalThatCannotBeReadIsNotReplacedByThatOfAnotherMeter() {
    assertThat(TestReadout.of("1-0:1.8.0(x*kWh)", "1-1:1.8.0(9*kWh)").totalImport()).isEmpty();
  }

  @Test
  void aMeterMayNumberItsRegistersOne() {
    Reading reading =
        TestReadout.of(
            "1-1:1.8.1(00000.001*kWh)",
            "1-1:1.8.2(00000.002*kWh)",
            "1-1:2.8.1(00403.807*kWh)",
            "1-1:2.8.2(00510.261*kWh)",
            "1-2:1.8.0(00099.000*kWh)");
    assertThat(reading.totalImport()).hasToString("Optional[0.003 kWh]");
    assertThat(reading.totalExport()).hasToString("Optional[914.068 kWh]");
  }

  @Test
  void aMeterMaySendTotalsOnChannelOneAndPhasesOnChannelZero() {
    Reading reading =
        TestReadout.of(
            "1-1:1.8.1(25.600*kWh)",
            "1-1:1.8.2(20.655*kWh)",
            "1-1:2.8.1(465.932*kWh)",
            "1-1:2.8.2(3.609*kWh)",
            "1-1:1.7.0(00.000*kW)",
            "1-1:2.7.0(00.006*kW)",
            "1-0:21.7.0(00.000*kW)",
            "1-0:22.7.0(00.073*kW)",
            "1-0:41.7.0(00.100*kW)",
            "1-0:42.7.0(00.000*kW)",
            "1-0:61.7.0(00.000*kW)",
            "1-0:62.7.0(00.033*kW)",
            "1-0:1.4.0(00.004*kW)");
    assertThat(reading.totalImport()).hasToString("Optional[46.255 kWh]");
    assertThat(reading.totalExport()).hasToString("Optional[469.541 kWh]");
    assertThat(reading.netPower()).hasToString("Optional[-0.006 kW]");
  }

  @Test
  void aMeterOnChannelTwoAloneIsNotTheMeterItself() {
    Reading reading = TestReadout.of("1-2:1.8.0(7*kWh)", "1-2:16.7.0(1*kW)");
    assertThat(reading.totalImport()).isEmpty();
    assertThat(reading.netPower()).isEmpty();
  }

  @Test
  void nothingSentIsNothing() {
    Reading reading = TestReadout.of();
    assertThat(reading.netPower()).isEmpty();
    assertThat(reading.totalImport()).isEmpty();
    assertThat(reading.totalExport()).isEmpty();
  }
}
