package io.github.meter4j.examples.readmeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrEncoder;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reader.ReaderStats;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.reading.RegisterReading;
import io.github.meter4j.reading.RegisterValue;
import io.github.meter4j.reading.Unit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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
    TextPrinter printer = new TextPrinter(new PrintStream(out), BRUSSELS);
    for (Reading reading : readings) {
      printer.print(reading, STATS);
    }
    return out.toString();
  }

  private String csv(Reading... readings) {
    CsvPrinter printer = new CsvPrinter(new PrintStream(out), new PrintStream(err));
    for (Reading reading : readings) {
      printer.print(reading, STATS);
    }
    return out.toString();
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
              active power import last average       1500 W
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
              reactive power net                       30 var
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

    assertThat(text(Dsmr.decode(telegram.encode())))
        .isEqualTo(
            """
            KAM5   Sweden, checksum verified

            2024-07-10 13:00:10 +02:00    0.000 kW
              L1                               231.4 V
              import           1234.567 kWh
            """);
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

  @Test
  void fixesColumnsAndUnitsByTheFirstReading() {
    Reading first =
        Registers.of(
            Measurand.ACTIVE_POWER_IMPORT, of("1.500", Unit.KILOWATT),
            Measurand.VOLTAGE, of("230", Unit.VOLT));
    Reading second =
        Registers.of(
            Measurand.FREQUENCY, of("50", Unit.HERTZ),
            Measurand.ACTIVE_POWER_IMPORT, of("90", Unit.WATT));

    assertThat(csv(first, second, second))
        .isEqualTo(
            "time,active_power_import,voltage\r\n"
                + "2026-07-02T10:00:00Z,1.500,230\r\n"
                + "2026-07-02T10:00:00Z,0.09,\r\n"
                + "2026-07-02T10:00:00Z,0.09,\r\n");
    assertThat(err.toString().lines())
        .containsExactly("read-meter: frequency came later and has no column");
  }

  @Test
  void numbersValuesOfOneName() {
    Reading twice =
        Registers.of(Measurand.VOLTAGE, of("1", Unit.VOLT), Measurand.VOLTAGE, of("2", Unit.VOLT));

    assertThat(csv(twice)).startsWith("time,voltage,voltage#2\r\n").endsWith("Z,1,2\r\n");
  }

  @Test
  void leavesAValueOutWhoseUnitDoesNotFitItsColumn() {
    Reading first = Registers.of(Measurand.VOLTAGE, of("1", Unit.VOLT));
    Reading second = Registers.of(Measurand.VOLTAGE, of("1", Unit.AMPERE));

    assertThat(csv(first, second, second)).endsWith("Z,\r\n");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void quotesFieldsThatNeedIt() {
    assertThat(CsvPrinter.line(List.of("plain", "a,b", "say \"hi\"", "two\r\nlines", "")))
        .isEqualTo("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\r\n");
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
