package io.github.meter4j.examples.readmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.currentcost.CurrentCost;
import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrEncoder;
import io.github.meter4j.dsmr.DsmrSettings;
import io.github.meter4j.examples.program.Program;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.RegisterReading;
import io.github.meter4j.reading.RegisterValue;
import io.github.meter4j.reading.Unit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrintersTest {
  private static final ReaderStats STATS =
      new ReaderStats(
          2,
          0,
          Map.of(),
          100,
          0,
          0,
          0,
          0,
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0);
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Program program =
      Program.of("read-meter", out, new PrintStream(err, true, StandardCharsets.UTF_8));

  /** A reading of a meter that this program has never heard of. */
  private record Registers(List<Measurement> measurements, List<RegisterValue> registers)
      implements RegisterReading {
    static Registers of(Object... namesAndValues) {
      List<Measurement> list = new ArrayList<>();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        list.add(
            new Measurement(
                (Measurand) namesAndValues[i],
                (Quantity) namesAndValues[i + 1],
                Optional.empty(),
                0,
                Optional.empty()));
      }
      return new Registers(list, List.of());
    }

    @Override
    public String map() {
      return "dds238";
    }

    @Override
    public int unit() {
      return 7;
    }

    @Override
    public Optional<Instant> receivedAt() {
      return Optional.of(Instant.parse("2026-07-02T10:00:00Z"));
    }

    @Override
    public Optional<MeterTime> meterTime() {
      return Optional.empty();
    }

    @Override
    public Integrity integrity() {
      return Integrity.UNCHECKED;
    }

    @Override
    public List<Fault> faults() {
      return List.of();
    }

    @Override
    public byte[] frame() {
      return new byte[0];
    }

    @Override
    public String source() {
      return "modbus:/dev/ttyUSB1";
    }
  }

  private String text(Reading... readings) {
    return printed(new TextPrinter(program.out(), BRUSSELS), readings);
  }

  private String csv(Reading... readings) {
    return printed(new CsvPrinter(program, List.of()), readings);
  }

  private String csvOf(String columns, Reading... readings) {
    return printed(new CsvPrinter(program, Column.parse(columns)), readings);
  }

  private String printed(ReadingPrinter printer, Reading... readings) {
    for (Reading reading : readings) {
      printer.print(reading, STATS);
    }
    program.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Quantity of(String digits, Unit unit) {
    return Quantity.of(digits, unit);
  }

  @Test
  void showsAnyReading() {
    String text =
        text(
            Registers.of(
                Measurand.ACTIVE_POWER_NET,
                of("-1234.5", Unit.WATT),
                Measurand.FREQUENCY,
                of("49.98", Unit.HERTZ),
                Measurand.ACTIVE_POWER_IMPORT.with(Measurand.Statistic.LAST_AVERAGE),
                of("1.5", Unit.KILOWATT)));

    assertThat(text)
        .isEqualTo(
            """
            modbus:/dev/ttyUSB1   dds238 unit 7, checksum not verified

            2026-07-02 12:00:00 +02:00  -1.2345 kW   to the grid
              frequency                             49.98 Hz
              active power import last average        1.5 kW
            """);
  }

  @Test
  void showsAMeterWithRegisters() {
    Registers measured =
        Registers.of(
            Measurand.of(Kind.ACTIVE_ENERGY, Direction.COMBINED),
            of("1234.56", Unit.KILOWATT_HOUR),
            Measurand.ACTIVE_ENERGY_EXPORT,
            of("234.56", Unit.KILOWATT_HOUR),
            Measurand.ACTIVE_ENERGY_IMPORT,
            of("1000.00", Unit.KILOWATT_HOUR),
            Measurand.VOLTAGE.on(Phase.L1),
            of("230.1", Unit.VOLT),
            Measurand.CURRENT.on(Phase.L1),
            of("2.25", Unit.AMPERE),
            Measurand.ACTIVE_POWER_NET,
            of("-512", Unit.WATT),
            Measurand.of(Kind.REACTIVE_POWER, Direction.NET),
            of("30", Unit.VAR),
            Measurand.POWER_FACTOR,
            of("0.990", Unit.NONE),
            Measurand.FREQUENCY,
            of("50.01", Unit.HERTZ));
    List<RegisterValue> registers =
        List.of(
            register("relay", Optional.of(of("1", Unit.NONE)), Optional.empty()),
            register("power_factor", Optional.of(of("0.990", Unit.NONE)), Optional.of("Q2")),
            register("model", Optional.empty(), Optional.of("ZN/SR")),
            register("gone", Optional.empty(), Optional.empty()));

    assertThat(text(new Registers(measured.measurements(), registers)))
        .isEqualTo(
            """
            modbus:/dev/ttyUSB1   dds238 unit 7, checksum not verified

            2026-07-02 12:00:00 +02:00   -0.512 kW   to the grid
              L1                               230.1 V     2.25 A
              import            1000.00 kWh
              export             234.56 kWh
              active energy combined              1234.56 kWh
              reactive power net                     0.03 kvar
              power factor                          0.990
              frequency                             50.01 Hz
              relay                                     1
              power factor                             Q2
              model                                 ZN/SR
            """);
  }

  private static RegisterValue register(
      String name, Optional<Quantity> quantity, Optional<String> text) {
    return new RegisterValue(name, 3, 26, List.of(1), quantity, text, Optional.empty());
  }

  @Test
  void showsATelegramOfOnePhaseWithTotals() {
    DsmrEncoder telegram =
        DsmrEncoder.of("KAM5")
            .object("0-0:1.0.0", "240710120010W")
            .number("1-0:1.8.0", of("1234.567", Unit.KILOWATT_HOUR), 11, 3)
            .number("1-0:1.7.0", of("0", Unit.KILOWATT), 7, 3)
            .number("1-0:32.7.0", of("231.4", Unit.VOLT), 4, 1);

    DsmrSettings sweden = DsmrSettings.DEFAULT.withZone(ZoneId.of("Europe/Stockholm"));
    assertThat(text(Dsmr.decode(telegram.encode(), sweden)))
        .isEqualTo(
            """
            KAM5   H1, checksum verified

            2024-07-10 13:00:10 +02:00    0.000 kW
              L1                               231.4 V
              import           1234.567 kWh
            """);
    assertThat(text(Dsmr.decode(telegram.encode())))
        .contains("2024-07-10 12:00:10           0.000 kW")
        .contains("1 fault in this reading: local time only")
        .contains("zone=");
  }

  @Test
  void keepsTheDateOfAnOldDeviceAndTheTextOfATimeThatIsNone() {
    DsmrEncoder telegram =
        DsmrEncoder.of("ABC5")
            .object("0-0:1.0.0", "000000000000W")
            .object("0-0:96.13.0", DsmrEncoder.hex("Hello"))
            .object("0-1:24.1.0", "003")
            .timed("0-1:24.2.1", "240710115500S", of("1", Unit.CUBIC_METRE), 8, 3)
            .object("0-3:24.1.0", "007")
            .timed("0-3:24.2.1", "240709115500", of("3", Unit.CUBIC_METRE), 8, 3)
            .object("0-2:24.1.0", "003")
            .timed("0-2:24.2.1", "240709115500S", of("2", Unit.CUBIC_METRE), 8, 3);

    assertThat(text(Dsmr.decode(telegram.encode())))
        .contains("\n000000000000W\n")
        .contains("  gas 1               1.000 m3    at 2024-07-10 11:55\n")
        .contains("  gas 2               2.000 m3    at 2024-07-09 11:55\n")
        .contains("  water               3.000 m3    at 2024-07-09 11:55\n")
        .contains("  message: Hello\n");
  }

  /** Whichever unit comes first, and whichever later. */
  @Test
  void aKindHasOneUnitInCsv() {
    Reading first =
        Registers.of(
            Measurand.ACTIVE_POWER_IMPORT, of("90", Unit.WATT),
            Measurand.VOLTAGE, of("230", Unit.VOLT),
            Measurand.ACTIVE_ENERGY_IMPORT, of("1234567", Unit.WATT_HOUR),
            Measurand.HEAT_ENERGY, of("12.345", Unit.MEGAWATT_HOUR));
    Reading second =
        Registers.of(
            Measurand.ACTIVE_ENERGY_IMPORT, of("1.234568", Unit.MEGAWATT_HOUR),
            Measurand.FREQUENCY, of("50", Unit.HERTZ),
            Measurand.ACTIVE_POWER_IMPORT, of("1.500", Unit.KILOWATT));

    assertThat(csv(first, second, second))
        .isEqualTo(
            "time,active_power_import_kW,voltage_V,active_energy_import_kWh,heat_energy_kWh\r\n"
                + "2026-07-02T10:00:00Z,0.09,230,1234.567,12345.000\r\n"
                + "2026-07-02T10:00:00Z,1.500,,1234.568000,\r\n"
                + "2026-07-02T10:00:00Z,1.500,,1234.568000,\r\n");
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "read-meter: frequency came after the header was written and has no column; --columns"
                + " names them");
  }

  /** 1 GJ is no finite number of kilowatt-hours. */
  @Test
  void heatInJoulesStaysInThem() {
    Reading reading = Registers.of(Measurand.HEAT_ENERGY, of("1.000", Unit.GIGAJOULE));

    assertThat(csv(reading)).isEqualTo("time,heat_energy_GJ\r\n2026-07-02T10:00:00Z,1.000\r\n");
  }

  @Test
  void aMapHasAColumnForEachOfItsRows() {
    Registers reading =
        new Registers(
            Registers.of(Measurand.VOLTAGE, of("230", Unit.VOLT)).measurements(),
            List.of(
                new RegisterValue(
                    "power",
                    3,
                    1,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Measurand.ACTIVE_POWER_NET)),
                register("relay", Optional.of(of("1", Unit.NONE)), Optional.empty()),
                register("model", Optional.empty(), Optional.of("ZN,\"SR\"")),
                register("gone", Optional.empty(), Optional.empty())));

    assertThat(csv(reading))
        .isEqualTo(
            "time,active_power_net_kW,relay,model,gone,voltage_V\r\n"
                + "2026-07-02T10:00:00Z,,1,\"ZN,\"\"SR\"\"\",,230\r\n");
  }

  @Test
  void numbersValuesOfOneName() {
    Reading twice =
        Registers.of(Measurand.VOLTAGE, of("1", Unit.VOLT), Measurand.VOLTAGE, of("2", Unit.VOLT));

    assertThat(csv(twice)).startsWith("time,voltage_V,voltage#2_V\r\n").endsWith("Z,1,2\r\n");
  }

  @Test
  void leavesAValueOutWhoseUnitDoesNotFitItsColumn() {
    Reading first = Registers.of(Measurand.VOLTAGE, of("1", Unit.VOLT));
    Reading second = Registers.of(Measurand.VOLTAGE, of("1", Unit.AMPERE));

    assertThat(csv(first, second, second)).endsWith("Z,\r\n");
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "read-meter: voltage came as 1 A, which its column voltage_V cannot have; it is left"
                + " empty");
  }

  @Test
  void theColumnsAreThoseThatAreAskedFor() {
    Reading reading =
        Registers.of(
            Measurand.ACTIVE_POWER_NET,
            of("-1.5", Unit.KILOWATT),
            Measurand.VOLTAGE.on(Phase.L2),
            of("231", Unit.VOLT));

    assertThat(csvOf("voltage_l1-3, active_power_net_W,active_power_net,gas_volume_ch2", reading))
        .isEqualTo(
            "time,voltage_l1_V,voltage_l2_V,voltage_l3_V,active_power_net_W,active_power_net_kW,"
                + "gas_volume_ch2_m3\r\n"
                + "2026-07-02T10:00:00Z,,231,,-1500.0,-1.5,\r\n");
    assertThat(err.size()).isZero();
  }

  @Test
  void aColumnThatNoMeterHasIsRefused() {
    Reading reading = Registers.of(Measurand.VOLTAGE, of("231", Unit.VOLT));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> csvOf("voltge", reading))
        .withMessage("--columns: this meter has no \"voltge\"; the first reading has voltage");
    assertThatIllegalArgumentException().isThrownBy(() -> csvOf("voltage,,", reading));
    assertThatIllegalArgumentException().isThrownBy(() -> csvOf("sensor", reading));
  }

  private static Reading sensor(int number, String watts) {
    String message =
        "<msg><src>CC128-v0.11</src><dsb>1</dsb><time>10:00:00</time><tmpr>21.5</tmpr><sensor>"
            + number
            + "</sensor><id>01234</id><type>1</type><ch1><watts>"
            + watts
            + "</watts></ch1></msg>";
    return CurrentCost.decode(message.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void eachSensorHasARowWithItsNumber() {
    assertThat(csv(sensor(0, "00345"), sensor(3, "02000")))
        .isEqualTo(
            "time,sensor,temperature_C,active_power_kW,active_power_l1_kW,active_power_l2_kW,"
                + "active_power_l3_kW,impulses\r\n"
                + ",0,21.5,0.345,,,,\r\n"
                + ",3,21.5,2,,,,\r\n");
    assertThat(err.size()).isZero();
  }

  @Test
  void nineSensorsHaveNineColumnsWhereTheyAreAskedFor() {
    String text = csvOf("active_power_ch1-9", sensor(2, "00345"), sensor(9, "02000"));

    assertThat(text.lines().findFirst().orElseThrow().split(","))
        .hasSize(10)
        .contains("active_power_ch1_kW", "active_power_ch9_kW");
    assertThat(text).contains("\r\n,,0.345,,,,,,,\r\n,,,,,,,,,2\r\n");
  }

  @Test
  void severalDevicesHaveColumnsOfTheirOwn() {
    DsmrEncoder telegram =
        DsmrEncoder.of("FLU5")
            .object("0-0:1.0.0", "240710120010S")
            .object("0-1:24.1.0", "003")
            .timed("0-1:24.2.1", "240710115500S", of("1", Unit.CUBIC_METRE), 8, 3)
            .object("0-2:24.1.0", "003")
            .timed("0-2:24.2.1", "240710115500S", of("2", Unit.CUBIC_METRE), 8, 3)
            .object("0-3:24.1.0", "007")
            .timed("0-3:24.2.1", "240710115500S", of("3", Unit.CUBIC_METRE), 8, 3);

    assertThat(csv(Dsmr.decode(telegram.encode())))
        .isEqualTo(
            "time,gas_volume_ch1_m3,gas_volume_ch2_m3,water_volume_ch3_m3\r\n"
                + "2024-07-10T10:00:10Z,1.000,2.000,3.000\r\n");
  }

  @Test
  void whatHasNoValueYetHasAColumn() {
    DsmrEncoder telegram =
        DsmrEncoder.of("FLU5")
            .object("0-0:1.0.0", "240710120010S")
            .object("1-0:1.7.0", "0x.5*kW")
            .object("1-0:32.7.0", "231.0*V")
            .object("0-2:24.1.0", "003");
    DsmrEncoder later =
        DsmrEncoder.of("FLU5")
            .object("0-0:1.0.0", "240710120020S")
            .number("1-0:1.7.0", of("0.5", Unit.KILOWATT), 6, 3)
            .object("0-2:24.1.0", "003")
            .timed("0-2:24.2.1", "240710115500S", of("2", Unit.CUBIC_METRE), 8, 3);

    assertThat(csv(Dsmr.decode(telegram.encode()), Dsmr.decode(later.encode())))
        .isEqualTo(
            "time,voltage_l1_V,active_power_import_kW,gas_volume_ch2_m3\r\n"
                + "2024-07-10T10:00:10Z,231.0,,\r\n"
                + "2024-07-10T10:00:20Z,,0.500,2.000\r\n");
    assertThat(err.size()).isZero();
  }

  /** One unit for one kind: a total in kWh over tariffs in Wh would be wrong by a thousand. */
  @Test
  void aBlockHasOneUnitAKind() {
    assertThat(
            text(
                Registers.of(
                    Measurand.ACTIVE_ENERGY_IMPORT,
                    of("12.345", Unit.KILOWATT_HOUR),
                    Measurand.ACTIVE_ENERGY_IMPORT.tariff(1),
                    of("12000", Unit.WATT_HOUR),
                    Measurand.ACTIVE_ENERGY_IMPORT.tariff(2),
                    of("345", Unit.WATT_HOUR),
                    Measurand.ACTIVE_POWER_NET,
                    of("0.5", Unit.KILOWATT),
                    Measurand.ACTIVE_POWER_NET.on(Phase.L1),
                    of("500", Unit.WATT))))
        .contains("0.5 kW   from the grid\n")
        .contains("  L1                    0.5 kW\n")
        .contains("  import             12.345 kWh   T1             12   T2          0.345\n");
  }

  @Test
  void whatHasOnlyItsCodeIsShownByIt() {
    Measurand other = Measurand.other(Obis.of(1, 0, 0, 2, 8));

    assertThat(text(Registers.of(other, of("42", Unit.NONE))))
        .contains("  1-0:0.2.8                                42\n")
        .doesNotContain("obis");
  }

  /** A poll without an answer is no telegram. */
  @Test
  void tellsFailedPollsFromRejectedTelegrams() {
    assertThat(rejected(Map.of())).isEqualTo("0 telegrams rejected");
    assertThat(rejected(Map.of(Fault.Kind.NO_ANSWER, 1L))).isEqualTo("1 poll failed (NO_ANSWER 1)");
    assertThat(
            rejected(
                Map.of(Fault.Kind.CHECKSUM, 1L, Fault.Kind.NO_ANSWER, 2L, Fault.Kind.REFUSED, 3L)))
        .isEqualTo("1 telegram rejected (CHECKSUM 1), 5 polls failed (NO_ANSWER 2, REFUSED 3)");
  }

  private static String rejected(Map<Fault.Kind, Long> kinds) {
    return Statistics.rejected(
        new ReaderStats(
            0,
            0,
            kinds,
            0,
            0,
            0,
            0,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0));
  }

  @Test
  void tellsTheStatisticsInWords() {
    ReaderStats stats =
        new ReaderStats(
            1,
            4,
            Map.of(Fault.Kind.FRAMING, 1L, Fault.Kind.CHECKSUM, 2L),
            2_000,
            900,
            7,
            0,
            0,
            0,
            Optional.of(Duration.ZERO),
            Optional.of(Duration.ofSeconds(-90)),
            Optional.empty(),
            5);

    assertThat(Statistics.line(stats))
        .isEqualTo(
            "1 reading in 2000 bytes, 3 telegrams rejected (FRAMING 1, CHECKSUM 2),"
                + " 7 bytes skipped, 4 repeated readings left out, the meter's clock is 90 seconds ahead, 5 chunks not recorded");
  }
}
