package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.bytes;
import static io.github.meter4j.iec62056.Bits.concat;
import static io.github.meter4j.iec62056.Bits.text;
import static io.github.meter4j.iec62056.Bits.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no readout gives none: a block check of seven bits does not make one. */
class NoiseTest {
  private static final byte[] EBZ = vector("ebz");

  /** A block of some lines with its check. */
  private static byte[] block(String... lines) {
    byte[] body = bytes(String.join("\r\n", lines) + "\r\n!\r\n\3");
    byte check = 0;
    for (byte b : body) {
      check ^= b;
    }
    return concat(bytes("\2"), body, new byte[] {check});
  }

  private static byte[] session(String ident, String... lines) {
    return concat(bytes(ident + "\r\n"), block(lines));
  }

  @Test
  void meteringMessagesInSmlGiveNoReadout() {
    Random random = new Random(20_261_201);
    byte[] sml = SmlFile.BYTES;
    int readouts = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] varied = sml.clone();
      for (int at = 16; at < varied.length - 8; at++) {
        varied[at] = random.nextInt(3) == 0 ? (byte) random.nextInt() : varied[at];
      }
      readouts += Events.of(sml, varied, sml).readouts().size();
    }
    assertThat(readouts).isZero();
  }

  @Test
  void randomBytesGiveNoReadout() {
    Random random = new Random(7);
    byte[] noise = new byte[10_000_000];
    random.nextBytes(noise);
    List<String> found = Events.chunked(D0Settings.DEFAULT, 4096, noise).texts();
    assertThat(found).isEmpty();
  }

  @Test
  void aRightCheckOverNothingIsNoReadout() {
    Events events = Events.of(session("/ABC5MTR", "no data set"), EBZ);
    assertThat(events.readouts()).hasSize(1);
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.FRAMING);
    assertThat(events.fault().message()).isEqualTo("an identification without data");
    assertThat(Events.of(block("no data set"), EBZ).readouts()).hasSize(1);
    assertThat(Events.of(block("C(x)"), EBZ).readouts()).hasSize(1);
    assertThat(Events.of(block("F(0)"), EBZ).readouts()).hasSize(1);
    assertThat(Events.of(session("/ABC5MTR", "C(x)")).readout().objects()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ABC5MTR",
        "/ABC5",
        "/LGZ5\\2ZMD4050000.B40",
        "/EMH5\\@01LZQJL0014F",
        "/HAG5eHZ010C_EHZ1vA02",
        "/ESY5Q3DB1024 V3.04",
        "/KAM MC",
        "/ISk5\\2\\@MT174-0001-12345"
      })
  void anIdentificationHasTheFormOfTheStandard(String ident) {
    D0Readout readout = Events.of(session(ident, "1.8.0(000001.5*kWh)")).readout();
    assertThat(readout.ident()).isEqualTo(ident.substring(1));
    assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/AB",
        "/AB15MTR",
        "/5BC5MTR",
        "/ABC5\1MTR",
        "/ABC5M!TR",
        "/ABC5MTR1-0:0.0.0(1",
        "/ABC512345678901234567",
        "/ABC\t"
      })
  void whatHasNotItsFormIsARejectedFrame(String ident) {
    Events events = Events.of(session(ident, "1.8.0(000001.5*kWh)"), EBZ);
    assertThat(events.texts()).containsExactly(text(EBZ));
    assertThat(events.faults().get(0).kind()).isEqualTo(Fault.Kind.FRAMING);
    assertThat(events.faults().get(0).message()).startsWith("no identification: three letters");
  }

  @Test
  void aTelegramThatStartsInsideAnotherIdentificationIsFound() {
    byte[] cut = Arrays.copyOf(EBZ, 9);
    Events events = Events.of(cut, EBZ);
    assertThat(events.texts()).containsExactly(text(EBZ));
    assertThat(events.fault().length()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/LGZ4ZMF100AC.M27",
        "/LUGCUH50",
        "/HAG5eHZ010C_EHZ1vA02",
        "/EMH5\\@01LZQJL0014F",
        "/EBZ5DD32R06ETA_107"
      })
  void aStreamCutInTheIdentificationGivesNoShorterOne(String ident) {
    byte[] pushed = bytes(ident + "\r\n\r\n1-0:1.8.0*255(000001.5*kWh)\r\n!\r\n");
    byte[] read = session(ident, "1.8.0(000001.5*kWh)");
    for (byte[] whole : List.of(pushed, read)) {
      for (int cut = 1; cut < ident.length(); cut++) {
        byte[] rest = Arrays.copyOfRange(whole, cut, whole.length);
        Events events = Events.of(rest, whole);
        assertThat(events.readouts())
            .as("cut after %d bytes", cut)
            .allSatisfy(readout -> assertThat(readout.ident()).isIn("", ident.substring(1)));
        assertThat(events.readouts().get(events.readouts().size() - 1).toString())
            .isEqualTo(text(whole));
        assertThat(events.accounted()).isEqualTo(rest.length + whole.length);
      }
    }
  }

  @Test
  void theEndOfAnIdentificationThatIsCutOffIsNotKeptForTheNextBlock() {
    byte[] block = block("1.8.0(000001.5*kWh)");
    D0Decoder decoder = Iec62056.decoder(D0Settings.DEFAULT);
    Events events = new Events();
    decoder.feed(java.nio.ByteBuffer.wrap(bytes("/LUGCU")), Events.NOW, events);
    decoder.end(events);
    decoder.feed(java.nio.ByteBuffer.wrap(block), Events.NOW, events);
    decoder.end(events);
    assertThat(events.readout().ident()).isEmpty();
  }

  @Test
  void aGatewayThatNeverSendsTheSlashIsReadFromTheSecondTelegramOn() {
    byte[] bare = Arrays.copyOfRange(EBZ, 1, EBZ.length);
    Events events = Events.of(bare, bare, bare);
    assertThat(events.readouts()).hasSize(2);
    assertThat(events.readouts().get(0).ident()).isEqualTo("EBZ5DD32R06ETA_107");
    assertThat(events.accounted()).isEqualTo(3L * bare.length);
  }
}
