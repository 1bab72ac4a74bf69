package io.github.meter4j.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.ImpulseCount;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.ObisObject;
import io.github.meter4j.reading.ObisReading;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.RegisterReading;
import io.github.meter4j.reading.RegisterValue;
import io.github.meter4j.reading.SensorReading;
import io.github.meter4j.reading.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadingJsonTest {
  private static final Obis POWER = Obis.of(1, 0, 1, 7, 0);

  @Test
  void writesAReadingOfObjects() {
    assertThat(ReadingJson.of(new Telegram()))
        .isEqualTo(
            "{\"source\":\"dsmr:/dev/ttyUSB0\",\"receivedAt\":\"2026-01-31T12:00:00.500Z\","
                + "\"ident\":\"XMP5\\\\2A\",\"integrity\":\"VERIFIED\","
                + "\"meterTime\":{\"raw\":\"what\",\"instant\":null},"
                + "\"objects\":[{\"id\":\"1-0:1.7.0\",\"groups\":[\"00.638*kW\"]}],"
                + "\"measurements\":[{\"name\":\"active_power_import\",\"obis\":\"1-0:1.7.0\","
                + "\"channel\":0,\"value\":\"0.638\",\"unit\":\"kW\","
                + "\"at\":\"2026-01-31T12:00:00Z\"}],"
                + "\"faults\":[{\"kind\":\"VALUE\",\"message\":\"not a number\",\"offset\":5000000000,"
                + "\"length\":2,\"line\":3,\"column\":4,\"excerpt\":\"x\"}],"
                + "\"unparsed\":[\"no object\"]}");
  }

  @Test
  void leavesOutWhatAMessageOfASensorDoesNotCarry() {
    assertThat(ReadingJson.of(new Sensor(SensorReading.Kind.HISTORY)))
        .isEqualTo(
            "{\"source\":\"\",\"receivedAt\":null,\"kind\":\"history\",\"integrity\":\"ABSENT\","
                + "\"meterTime\":null,"
                + "\"measurements\":[{\"name\":\"power_factor\",\"obis\":null,\"channel\":2,"
                + "\"value\":\"-0.90\",\"unit\":null,\"at\":null}],\"faults\":[]}");
  }

  @Test
  void writesWhatAMessageOfASensorCarries() {
    assertThat(ReadingJson.of(new Sensor(SensorReading.Kind.LIVE)))
        .startsWith(
            "{\"source\":\"\",\"receivedAt\":null,\"kind\":\"live\",\"device\":\"CC128-v0.11\","
                + "\"sensor\":1,\"radioId\":\"01234\",\"type\":2,"
                + "\"channels\":{\"1\":\"345\",\"3\":\"0\"},"
                + "\"temperature\":{\"value\":\"18.7\",\"unit\":\"\\u00b0C\"},"
                + "\"impulses\":{\"count\":\"14768\",\"perUnit\":\"1000\"},"
                + "\"history\":[{\"sensor\":0,\"store\":\"h\",\"age\":24,\"value\":\"1.1\","
                + "\"unit\":\"kWh\"}],\"integrity\":\"ABSENT\"");
  }

  @Test
  void findsRegistersByName() {
    assertThat(new Registers().register("factor").map(Object::toString))
        .contains("factor 0.0078 Q4");
    assertThat(new Registers().register("refused").map(Object::toString))
        .contains("refused absent");
    assertThat(new Registers().register("no such row")).isEmpty();
  }

  @Test
  void writesWhatRegistersSay() {
    assertThat(ReadingJson.of(new Registers()))
        .isEqualTo(
            "{\"source\":\"dds238:/dev/ttyUSB1\",\"receivedAt\":null,\"map\":\"dds238\",\"unit\":7,"
                + "\"integrity\":\"VERIFIED\",\"meterTime\":null,\"registers\":["
                + "{\"name\":\"voltage\",\"function\":3,\"address\":\"000C\",\"words\":[\"097D\"],"
                + "\"value\":\"242.9\",\"unit\":\"V\",\"text\":null,\"measurand\":\"voltage_l1\"},"
                + "{\"name\":\"factor\",\"function\":4,\"address\":\"0C0B\","
                + "\"words\":[\"3FFF\",\"0069\"],\"value\":\"0.0078\",\"unit\":null,"
                + "\"text\":\"Q4\",\"measurand\":null},"
                + "{\"name\":\"refused\",\"function\":3,\"address\":\"FFFF\",\"words\":[],"
                + "\"value\":null,\"unit\":null,\"text\":null,\"measurand\":null}],"
                + "\"measurements\":[],\"faults\":[]}");
  }

  private static final class Registers implements RegisterReading {
    @Override
    public String map() {
      return "dds238";
    }

    @Override
    public int unit() {
      return 7;
    }

    @Override
    public List<RegisterValue> registers() {
      return List.of(
          new RegisterValue(
              "voltage",
              3,
              12,
              List.of(0x097d),
              Optional.of(Quantity.of("242.9", Unit.VOLT)),
              Optional.empty(),
              Optional.of(Measurand.VOLTAGE.on(Measurand.Phase.L1))),
          new RegisterValue(
              "factor",
              4,
              0x0c0b,
              List.of(0x3fff, 0x0069),
              Optional.of(Quantity.of("0.0078", Unit.NONE)),
              Optional.of("Q4"),
              Optional.empty()),
          new RegisterValue(
              "refused",
              3,
              0xffff,
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }

    @Override
    public Optional<Instant> receivedAt() {
      return Optional.empty();
    }

    @Override
    public Optional<MeterTime> meterTime() {
      return Optional.empty();
    }

    @Override
    public Integrity integrity() {
      return Integrity.VERIFIED;
    }

    @Override
    public List<Measurement> measurements() {
      return List.of();
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
      return "dds238:/dev/ttyUSB1";
    }
  }

  private static final class Telegram implements ObisReading {
    @Override
    public String ident() {
      return "XMP5\\2A";
    }

    @Override
    public List<ObisObject> objects() {
      return List.of(new ObisObject("1-0:1.7.0", Optional.of(POWER), List.of("00.638*kW"), 10));
    }

    @Override
    public List<String> unparsed() {
      return List.of("no object");
    }

    @Override
    public Optional<Instant> receivedAt() {
      return Optional.of(Instant.parse("2026-01-31T12:00:00.5Z"));
    }

    @Override
    public Optional<MeterTime> meterTime() {
      return Optional.of(MeterTime.unknown("what"));
    }

    @Override
    public Integrity integrity() {
      return Integrity.VERIFIED;
    }

    @Override
    public List<Measurement> measurements() {
      MeterTime at =
          new MeterTime(
              "260131130000W",
              Optional.empty(),
              Optional.of(false),
              Optional.of(Instant.parse("2026-01-31T12:00:00Z")));
      return List.of(
          new Measurement(
              Measurand.ACTIVE_POWER_IMPORT,
              new Quantity(638, 3, Unit.KILOWATT),
              Optional.of(POWER),
              0,
              Optional.of(at)));
    }

    @Override
    public List<Fault> faults() {
      return List.of(new Fault(Fault.Kind.VALUE, "not a number", 5_000_000_000L, 2, 3, 4, "x"));
    }

    @Override
    public byte[] frame() {
      return new byte[0];
    }

    @Override
    public String source() {
      return "dsmr:/dev/ttyUSB0";
    }
  }

  private record Sensor(Kind kind) implements SensorReading {
    private <T> Optional<T> ifLive(T value) {
      return kind == Kind.LIVE ? Optional.of(value) : Optional.empty();
    }

    @Override
    public Optional<String> device() {
      return ifLive("CC128-v0.11");
    }

    @Override
    public Optional<Integer> sensor() {
      return ifLive(1);
    }

    @Override
    public Optional<String> radioId() {
      return ifLive("01234");
    }

    @Override
    public Optional<Integer> type() {
      return ifLive(2);
    }

    @Override
    public Map<Integer, Quantity> channels() {
      Map<Integer, Quantity> all =
          new TreeMap<>(
              Map.of(1, new Quantity(345, 0, Unit.WATT), 3, new Quantity(0, 0, Unit.WATT)));
      return ifLive(all).orElse(new TreeMap<>());
    }

    @Override
    public Optional<Quantity> temperature() {
      return ifLive(Quantity.of("18.7", Unit.CELSIUS));
    }

    @Override
    public Optional<ImpulseCount> impulses() {
      return ifLive(new ImpulseCount(14768, Optional.of(1000L)));
    }

    @Override
    public List<HistoryValue> history() {
      Quantity energy = Quantity.of("1.1", Unit.KILOWATT_HOUR);
      return ifLive(List.of(new HistoryValue(0, HistoryValue.Store.HOURS, 24, energy)))
          .orElse(List.of());
    }

    @Override
    public Optional<Instant> receivedAt() {
      return Optional.empty();
    }

    @Override
    public Optional<MeterTime> meterTime() {
      return Optional.empty();
    }

    @Override
    public Integrity integrity() {
      return Integrity.ABSENT;
    }

    @Override
    public List<Measurement> measurements() {
      Measurand factor = Measurand.of(Measurand.Kind.POWER_FACTOR, Measurand.Direction.NONE);
      return List.of(
          new Measurement(
              factor, Quantity.of("-0.90", Unit.NONE), Optional.empty(), 2, Optional.empty()));
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
      return "";
    }
  }
}
