package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.codec.Crc16;
import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.transport.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of Modbus meters, which have to be asked for what they said. */
@Timeout(60)
class PlayedExchangeTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final String MAP =
      """
      name,table,address,type,unit,measurand
      voltage,holding,0x0010,u16,V,voltage_l1
      power,input,0x2000,s16,W,active_power_net
      """;

  @TempDir private Path folder;
  private Path file;
  private Path map;
  private Recording.Writer recording;
  private long second;

  @org.junit.jupiter.api.BeforeEach
  void begin() throws IOException {
    file = folder.resolve("meter.rec");
    map = Files.writeString(folder.resolve("map.csv"), MAP);
    recording = Recording.to(Files.newOutputStream(file), START);
  }

  private static byte[] rtu(String hex) {
    byte[] body = Frames.hex(hex);
    byte[] frame = Arrays.copyOf(body, body.length + 2);
    int crc = Crc16.modbus(body, 0, body.length);
    frame[body.length] = (byte) crc;
    frame[body.length + 1] = (byte) (crc >>> 8);
    return frame;
  }

  private static byte[] tcp(int number, String hex) {
    int length = Frames.hex(hex).length;
    return Frames.hex(String.format("%04X0000%04X", number & 0xffff, length) + hex);
  }

  /** A request and its reply a tenth later, one second after the ones before. */
  private void dialogue(byte[] request, byte[]... reply) throws IOException {
    long nanos = Duration.ofSeconds(second++).toNanos();
    recording.sent(java.nio.ByteBuffer.wrap(request), nanos);
    for (byte[] part : reply) {
      recording.write(part, nanos + 100_000_000);
    }
  }

  private void rtu(String request, String reply) throws IOException {
    dialogue(rtu(request), rtu(reply));
  }

  private void poll(int volts, int watts) throws IOException {
    rtu("010300100001", String.format("010302%04X", volts));
    rtu("010420000001", String.format("010402%04X", watts & 0xffff));
  }

  private String address(String options) {
    return "modbus+file:" + file + "?map=" + map + options;
  }

  private List<String> play(String options) throws MeterException {
    try (MeterReader<?> reader = MeterReader.open(address(options))) {
      return reader.readings().map(PlayedExchangeTest::said).toList();
    }
  }

  private static String said(Reading reading) {
    String time = reading.receivedAt().map(Instant::toString).orElse("without time");
    return time
        + ' '
        + String.join(", ", reading.measurements().stream().map(Object::toString).toList());
  }

  @Test
  void everyPollOfARecordingIsPlayedAtItsTime() throws Exception {
    poll(230, -512);
    poll(231, 100);
    recording.close();

    assertThat(play("&interval=1h"))
        .containsExactly(
            "2026-01-31T12:00:00.100Z voltage_l1 230 V, active_power_net -512 W",
            "2026-01-31T12:00:02.100Z voltage_l1 231 V, active_power_net 100 W");
  }

  @Test
  void readGivesOneAfterTheOther() throws Exception {
    poll(230, 1);
    poll(231, 2);
    recording.close();

    try (MeterReader<?> reader = MeterReader.open(address(""))) {
      assertThat(said(reader.read())).contains("230 V");
      assertThat(said(reader.read())).contains("231 V");
      assertThatThrownBy(reader::read)
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("has come to its end after 2 readings");
    }
  }

  /** The numbers of transactions are other ones whenever a connection is opened. */
  @Test
  void transactionsOfModbusTcpAreNumberedAnew() throws Exception {
    int number = 0xfffe;
    for (int volts = 230; volts < 234; volts++) {
      dialogue(tcp(number, "010300100001"), tcp(number, String.format("010302%04X", volts)));
      number++;
      dialogue(
          tcp(number, "010420000001"),
          tcp(number - 1, "0103020000"), // came late, once more
          tcp(number, "0104020007"));
      number++;
    }
    recording.close();

    assertThat(play(""))
        .hasSize(4)
        .allMatch(line -> line.contains("active_power_net 7 W"))
        .last()
        .asString()
        .contains("233 V");
    try (MeterReader<?> reader = MeterReader.open(address(""))) {
      assertThat(reader.read().integrity()).isEqualTo(Integrity.ABSENT);
    }
  }

  @Test
  void aRecordedDialogueIsPlayedAtItsPace() throws Exception {
    poll(230, 1);
    poll(231, 2);
    recording.close();
    long start = System.nanoTime();

    assertThat(play("&pace=recorded")).hasSize(2);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1_990), Duration.ofSeconds(20));
  }

  @Test
  void aPlaybackThatWaitsIsClosed() throws Exception {
    poll(230, 1);
    second = 3_600;
    poll(231, 2);
    recording.close();

    try (MeterReader<?> reader = MeterReader.open(address("&pace=recorded"))) {
      assertThat(said(reader.read())).contains("230 V");
      assertThatThrownBy(() -> reader.read(Duration.ofMillis(300)))
          .isInstanceOf(ReadTimeoutException.class);
    }
  }

  @Test
  void whatWasNotAnsweredThenIsNotAnsweredNow() throws Exception {
    dialogue(rtu("010300100001"));
    dialogue(rtu("010300100001"));
    poll(231, 2);
    recording.close();

    try (MeterReader<?> reader = MeterReader.open(address(""))) {
      assertThatThrownBy(reader::read)
          .isInstanceOf(ReadTimeoutException.class)
          .hasMessageContaining("no answer when it was recorded (asked 2 times)")
          .hasMessageNotContaining("swapped");
      assertThat(said(reader.read())).contains("231 V");
    }
  }

  @Test
  void damageIsPlayedToo() throws Exception {
    byte[] damaged = rtu("01030200E6");
    damaged[3] ^= 1;
    dialogue(rtu("010300100001"), damaged);
    poll(231, 2);
    recording.close();

    try (MeterReader<?> reader = MeterReader.open(address(""))) {
      assertThat(said(reader.read())).contains("231 V"); // asked again, as it was then
      assertThat(reader.stats().rejectedTotal()).isEqualTo(1);
    }
  }

  /** Learned anew when it is played, as it was learned then. */
  @Test
  void aRefusalIsPlayed() throws Exception {
    rtu("010300100001", "0103020001");
    rtu("010420000001", "018402");
    recording.close();

    try (MeterReader<?> reader = MeterReader.open(address(""))) {
      Reading reading = reader.read();
      assertThat(said(reading)).endsWith("voltage_l1 1 V");
      assertThat(reading.faults()).hasSize(1);
    }
  }

  @Test
  void aUnitThatWasNotRecordedIsNamed() throws Exception {
    poll(230, 1);
    rtu("0B0300100001", "0B03020001");
    recording.close();

    assertThatThrownBy(() -> play("&unit=7"))
        .hasCauseInstanceOf(TransportException.class)
        .cause()
        .hasMessage(file + " has no request to unit 7: it has unit 1, 11");
  }

  @Test
  void requestsThatWereNotRecordedEndThePlayback() throws Exception {
    rtu("010300200001", "0103020001");
    rtu("010300200001", "0103020001");
    recording.close();

    assertThatThrownBy(() -> play(""))
        .hasCauseInstanceOf(TransportException.class)
        .cause()
        .hasMessageContaining(
            "unit 1 on " + file + " gave no good answer to holding register 0010h")
        .hasMessageContaining("the recording has no answer to this request")
        .hasMessageContaining("recorded with another map");
  }

  /** It was killed in the middle of a poll. */
  @Test
  void aPollThatIsNotWholeIsCounted() throws Exception {
    poll(230, 1);
    rtu("010300100001", "0103020001");
    recording.close();

    try (MeterReader<?> reader = MeterReader.open(address(""))) {
      assertThat(reader.readings()).hasSize(1);
      assertThat(reader.stats().rejectedTotal()).isPositive();
    }
  }

  @Test
  void aProgramMayAskForAnything() throws Exception {
    poll(230, 1);
    rtu("0B0300100001", "0B03020002");
    rtu("010300300001", "018306");
    recording.close();

    try (ModbusBus bus = ModbusBus.open("modbus+file:" + file)) {
      assertThat(bus.unit(1).read(RegisterTable.HOLDING, 0x10, 1).words()).containsExactly(230);
      assertThatThrownBy(() -> bus.unit(1).read(RegisterTable.HOLDING, 0x99, 1))
          .isInstanceOf(ReadTimeoutException.class)
          .hasMessageContaining("the recording has no answer to this request");
      assertThat(bus.unit(11).read(RegisterTable.HOLDING, 0x10, 1).words()).containsExactly(2);
      assertThatThrownBy(() -> bus.unit(1).read(RegisterTable.HOLDING, 0x30, 1))
          .isInstanceOf(DeviceException.class);
    }
  }

  @Test
  void whatIsNoRecordingOfAMeterThatIsAskedSaysSo() throws Exception {
    recording.write(new byte[] {'/', 'x'}, 5);
    recording.close();
    assertThatThrownBy(() -> play(""))
        .cause()
        .hasMessageContaining("has no request to unit 1: it has no request of Modbus RTU or TCP");

    Files.writeString(file, "plain");
    assertThatThrownBy(() -> play("")).cause().hasMessageContaining("is no recording");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> play("&follow=true"))
        .withMessageContaining("without follow= and record=");
  }
}
