package io.github.meter4j.iec62056.captures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.iec62056.D0Decoder;
import io.github.meter4j.iec62056.D0Readout;
import io.github.meter4j.iec62056.D0Settings;
import io.github.meter4j.iec62056.Iec62056;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.ObisObject;
import io.github.meter4j.spi.ReadingSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Readouts of real meters, which are no part of this project; skipped where they are not. */
@EnabledIfEnvironmentVariable(named = "METER_CAPTURES", matches = ".+")
class CapturesTest {

  private static Path file(String name) {
    Path root = Path.of(System.getProperty("meter.root", ""));
    String named = Objects.requireNonNull(System.getenv("METER_CAPTURES"));
    return root.resolve(named).resolve("d0").resolve(name);
  }

  private static final class Found implements ReadingSink<D0Readout> {
    private final List<D0Readout> readouts = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private long bytes;

    @Override
    public void reading(D0Readout reading, long offset, int length) {
      readouts.add(reading);
      bytes += length;
    }

    @Override
    public void rejected(Fault fault) {
      faults.add(fault);
      bytes += fault.length();
    }

    @Override
    public void skipped(long offset, int length) {
      bytes += length;
    }
  }

  private static Found decode(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(file(name));
    D0Decoder decoder = Iec62056.decoder(D0Settings.DEFAULT);
    Found found = new Found();
    decoder.feed(ByteBuffer.wrap(bytes), Instant.EPOCH, found);
    decoder.end(found);
    assertThat(found.bytes).isEqualTo(bytes.length);
    assertThat(found.faults).isEmpty();
    return found;
  }

  @Test
  void twoTelegramsOfAnEbzDd3() throws IOException {
    List<D0Readout> readouts = decode("ebz-dd3-d0-two-telegrams.txt").readouts;
    assertThat(readouts).hasSize(2);
    D0Readout first = readouts.get(0);
    assertThat(first.ident()).isEqualTo("EBZ5DD32R06ETA_107");
    assertThat(first.integrity()).isEqualTo(Integrity.ABSENT);
    assertThat(first.importEnergy()).hasToString("Optional[3699.65305306 kWh]");
    assertThat(first.exportEnergy()).hasToString("Optional[4748.76702794 kWh]");
    assertThat(first.power()).hasToString("Optional[1002.92 W]");
    assertThat(first.power(Phase.L1)).hasToString("Optional[510.99 W]");
    assertThat(first.power(Phase.L2)).hasToString("Optional[108.64 W]");
    assertThat(first.power(Phase.L3)).hasToString("Optional[383.29 W]");
    assertThat(first.statusWord()).hasToString("Optional[001C0104]");
    assertThat(first.voltage(Phase.L1)).isEmpty();
    D0Readout second = readouts.get(1);
    assertThat(second.importEnergy()).hasToString("Optional[3699.65333221 kWh]");
    assertThat(second.secondsIndex().getAsLong() - first.secondsIndex().getAsLong()).isEqualTo(1);
    assertThat(first.faults()).isEmpty();
  }

  @Test
  void anEasyMeterWithASerialLineAndFillBehindIt() throws IOException {
    D0Readout readout = decode("esy5q3db1024_v304.txt").readouts.get(0);
    assertThat(readout.ident()).isEqualTo("ESY5Q3DB1024 V3.04");
    assertThat(readout.importEnergy()).hasToString("Optional[52185.7825309 kWh]");
    assertThat(readout.exportEnergy()).hasToString("Optional[19949.3221493 kWh]");
    assertThat(readout.get(Measurand.ACTIVE_POWER_IMPORT)).hasToString("Optional[2124.86 W]");
    assertThat(readout.get(Measurand.ACTIVE_POWER_IMPORT.on(Phase.L3)))
        .hasToString("Optional[639.73 W]");
    assertThat(readout.serialNumber()).hasValue("1ESY1313002565");
    assertThat(readout.faults()).isEmpty();
  }

  @Test
  void aModeCSessionWithTheReadersAcknowledgement() throws IOException {
    List<D0Readout> readouts = decode("SerialRequestResponseD0WithAck2.txt").readouts;
    assertThat(readouts).hasSize(1);
    D0Readout readout = readouts.get(0);
    assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(readout.unparsed()).isEmpty();
    assertThat(readout.faults()).isEmpty();
    assertThat(readout.meterTime().orElseThrow().local())
        .hasValue(LocalDateTime.parse("2017-03-18T20:14:55"));
    JsonNode stated =
        new ObjectMapper().readTree(file("SerialRequestResponseD0WithAck2.expected.json").toFile());
    assertThat(readout.identification().manufacturer())
        .isEqualTo(stated.get("deviceManufacturer").asText());
    assertThat(readout.identification().baud())
        .hasValue(stated.get("commBaudrateChangeover").asInt());
    assertThat(stated.get("by_obis").size()).isPositive();
    stated
        .get("by_obis")
        .properties()
        .forEach(
            entry -> {
              ObisObject object = readout.object(Obis.parse(entry.getKey())).orElseThrow();
              assertThat(String.join(", ", object.groups()))
                  .isEqualTo(entry.getValue().get("raw").asText());
            });
    assertThat(readout.get(Measurand.other(new Obis(1, 0, 1, 8, 1, 7))))
        .hasToString("Optional[6334.294 kWh]");
    var maximum =
        readout.measurements().stream()
            .filter(m -> m.measurand().equals(Measurand.ACTIVE_POWER_IMPORT_MAXIMUM))
            .findFirst()
            .orElseThrow();
    assertThat(maximum.quantity()).hasToString("2.468 kW");
    assertThat(maximum.at().orElseThrow().local())
        .hasValue(LocalDateTime.parse("2017-03-10T09:30:00"));
  }

  @Test
  void netPowerAndTotalsAreWhatTheReadoutsSay() throws IOException {
    D0Readout ebz = decode("ebz-dd3-d0-two-telegrams.txt").readouts.get(0);
    assertThat(ebz.netPower()).hasToString("Optional[1002.92 W]");
    assertThat(ebz.totalImport()).hasToString("Optional[3699.65305306 kWh]");
    assertThat(ebz.totalExport()).hasToString("Optional[4748.76702794 kWh]");

    D0Readout iskra = decode("SerialRequestResponseD0WithAck2.txt").readouts.get(0);
    assertThat(iskra.netPower()).hasToString("Optional[0.908 kW]");
    assertThat(iskra.totalImport()).hasToString("Optional[8048.375 kWh]");
    assertThat(iskra.totalExport()).hasToString("Optional[0.000 kWh]");
  }

  /** It counts export too, and sends one power: whether that has a sign it does not say. */
  @Test
  void anEasyMeterForBothDirectionsTellsNoNetPower() throws IOException {
    D0Readout readout = decode("esy5q3db1024_v304.txt").readouts.get(0);
    assertThat(readout.netPower()).isEmpty();
    assertThat(readout.totalImport()).hasToString("Optional[52185.7825309 kWh]");
  }
}
