package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.iec62056.D0Command;
import io.github.meter4j.iec62056.D0Encoder;
import io.github.meter4j.iec62056.D0Readout;
import io.github.meter4j.iec62056.Iec62056;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.testkit.PtyPair;
import io.github.meter4j.testkit.Ser2net;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions with the simulated meters over a serial port: two pseudo terminals of socat. */
@Timeout(60)
class ModeCSessionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final D0Encoder READOUT =
      D0Encoder.of("ISk5MT174-0001")
          .object("F.F", "00000000")
          .object("C.1.0", "12345678")
          .object("1.8.0", "001234.567*kWh")
          .sameLine()
          .object("2.8.0", "000010.002*kWh")
          .object("1.6.1", "05.589*kW", "2401091345");

  @TempDir Path folder;
  private PtyPair line;
  private final ModeCMeter meter = new ModeCMeter("ISk5MT174-0001", "12345678", () -> READOUT);
  private final List<String> speeds = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  @BeforeEach
  void plugIn() throws IOException {
    line = PtyPair.start(folder);
  }

  @AfterEach
  void unplug() throws IOException {
    line.close();
  }

  /** The meter lives on the other end until its line is cut. */
  private void live() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  hear(line.receive(1)[0]);
                }
              } catch (IOException | InterruptedException e) {
                return; // the line is cut
              }
            },
            "simulated meter");
    thread.setDaemon(true);
    thread.start();
  }

  private void hear(byte b) throws IOException, InterruptedException {
    synchronized (heard) {
      heard.write(b);
    }
    Optional<ModeCMeter.Reply> reply = meter.receive(b);
    if (reply.isPresent()) {
      TimeUnit.MILLISECONDS.sleep(400); // a meter may take up to 1500 ms
      speeds.add(reply.get().baud() + "=" + speedOfPort());
      line.send(D0Command.withParity(reply.get().bytes()));
    }
  }

  /** What the port is set to while it is open. */
  private String speedOfPort() throws IOException, InterruptedException {
    Process stty = new ProcessBuilder("stty", "-F", line.port().toString(), "speed").start();
    String text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    stty.waitFor();
    return text.strip();
  }

  private String heard() {
    synchronized (heard) {
      return heard.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private MeterSource<D0Readout> source() {
    return Iec62056.serial(line.port().toString())
        .with("mode", "C")
        .with("device-address", "12345678")
        .with("interval", "1h");
  }

  @Test
  void signsOnAt300SwitchesAndReadsWithBlockCheck() throws MeterException {
    live();
    try (MeterReader<D0Readout> reader = MeterReader.open(source())) {
      D0Readout readout = reader.read(PATIENCE);
      assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
      assertThat(readout.ident()).isEqualTo("ISk5MT174-0001");
      assertThat(readout.importEnergy()).hasToString("Optional[1234.567 kWh]");
      assertThat(readout.exportEnergy()).hasToString("Optional[10.002 kWh]");
      assertThat(readout.faults()).isEmpty();
    }
    assertThat(speeds).containsExactly("300=300", "9600=9600");
    assertThat(heard()).isEqualTo("/?12345678!\r\n\006050\r\n");
  }

  /** The port of another machine changes its speed as one of this machine does. */
  @Test
  void signsOnOverRfc2217() throws Exception {
    live();
    try (Ser2net server = Ser2net.start(folder, line.port(), Ser2net.Protocol.RFC2217);
        MeterReader<?> reader =
            MeterReader.open(
                "iec62056+rfc2217://"
                    + server.target()
                    + "?mode=C&device-address=12345678&interval=1h")) {
      D0Readout readout = (D0Readout) reader.read(PATIENCE);
      assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
      assertThat(readout.importEnergy()).hasToString("Optional[1234.567 kWh]");
    }
    assertThat(speeds).containsExactly("300=300", "9600=9600");
  }

  @Test
  void aDamagedBlockIsRepeatedAfterNak() throws MeterException {
    meter.damage(1);
    live();
    try (MeterReader<D0Readout> reader = MeterReader.open(source())) {
      reader.onFault(faults::add);
      D0Readout readout = reader.read(PATIENCE);
      assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
      assertThat(readout.ident()).isEqualTo("ISk5MT174-0001");
      assertThat(readout.importEnergy()).hasToString("Optional[1234.567 kWh]");
    }
    assertThat(faults).extracting(Fault::kind).containsExactly(Fault.Kind.CHECKSUM);
    assertThat(speeds).containsExactly("300=300", "9600=9600", "9600=9600");
    assertThat(heard()).isEqualTo("/?12345678!\r\n\006050\r\n\025");
  }

  @Test
  void closingInTheMiddleSendsABreak() throws Exception {
    live();
    try (MeterReader<D0Readout> reader = MeterReader.open(source())) {
      Thread reading =
          new Thread(
              () -> {
                try {
                  reader.read(PATIENCE);
                } catch (MeterException e) {
                  faults.add(new Fault(Fault.Kind.FRAMING, "closed", 0, 0, 0, 0, ""));
                }
              });
      reading.setDaemon(true);
      reading.start();
      await("\006050\r\n");
    }
    await("\001B0\003q");
    assertThat(heard()).isEqualTo("/?12345678!\r\n\006050\r\n\001B0\003q");
    assertThat(meter.baud()).isEqualTo(300);
  }

  private void await(String end) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!heard().endsWith(end) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(heard()).endsWith(end);
  }

  @Test
  void pushedTelegramsJoinedInTheMiddleOnAPortWithoutParity() throws Exception {
    for (String format : new String[] {"8N1", "7E1"}) {
      Household household =
          new Household(1, Instant.parse("2026-07-02T10:30:00Z"), Profile.GERMANY);
      byte[] first = D0Command.withParity(household.next());
      byte[] second = household.next();
      try (MeterReader<D0Readout> reader =
              MeterReader.open(Iec62056.serial(line.port().toString()).with("format", format));
          var readouts = reader.readings()) {
        reader.onFault(faults::add);
        line.send(Arrays.copyOfRange(first, 150, first.length));
        line.send(D0Command.withParity(second));
        D0Readout readout = readouts.findFirst().orElseThrow();
        assertThat(readout.frame()).isEqualTo(second);
        assertThat(readout.isParityChecked()).isEqualTo(format.equals("8N1"));
      }
    }
    assertThat(faults).isEmpty();
  }
}
