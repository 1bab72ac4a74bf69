package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.bytes;
import static io.github.meter4j.iec62056.Bits.concat;
import static io.github.meter4j.iec62056.Bits.push;
import static io.github.meter4j.iec62056.Bits.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.spi.FrameLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What real lines do to frames (quirks 48 and 49 of our collection), each as a test. */
class FramingQuirksTest {
  private static final byte[] EBZ = vector("ebz");
  private static final byte[] BLOCK = vector("iec_readout");
  private static final byte[] IDENT = bytes("/ABC5MTR\r\n");

  private static byte[] text(String ends) {
    return bytes("/ABC5MTR~~1.8.0(000012.3*kWh)~2.8.0(000000.0*kWh)~!~".replace("~", ends));
  }

  @Test
  void quirk48_aBlockWithItsCheckIsVerified() {
    D0Readout readout = Events.of(IDENT, BLOCK).readout();
    assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(readout.ident()).isEqualTo("ABC5MTR");
    assertThat(readout.frame()).isEqualTo(concat(IDENT, BLOCK));
  }

  @Test
  void quirk48_aBlockWithAWrongCheckIsRejectedWhole() {
    byte[] damaged = BLOCK.clone();
    damaged[40] ^= 1;
    Events events = Events.of(IDENT, damaged, EBZ);
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.CHECKSUM);
    assertThat(events.fault().message()).isEqualTo("block check sent 73, computed 72");
    assertThat(events.fault().length()).isEqualTo(IDENT.length + BLOCK.length);
    assertThat(events.readout().ident()).startsWith("EBZ5");
  }

  @Test
  void quirk48_everyFlippedBitOfABlockIsNoticed() {
    byte[] session = concat(IDENT, BLOCK);
    for (int i = IDENT.length; i < session.length; i++) {
      for (int bit = 0; bit < 7; bit++) {
        byte[] damaged = session.clone();
        damaged[i] ^= (byte) (1 << bit);
        Events events = Events.of(session, damaged);
        assertThat(events.readouts()).as("byte %d, bit %d", i, bit).hasSize(1);
        assertThat(events.accounted()).isEqualTo(2L * session.length);
      }
    }
  }

  @Test
  void quirk48_aPushedTelegramHasNoCheckAndIsDeliveredAtItsLineEnd() {
    Events events = new Events();
    Iec62056.decoder(D0Settings.DEFAULT).feed(ByteBuffer.wrap(EBZ), Events.NOW, events);
    assertThat(events.readout().integrity()).isEqualTo(Integrity.ABSENT);
  }

  @Test
  void quirk48_aBlockWithoutEtxIsDeliveredWhenTheLineIsSilent() {
    byte[] open = bytes("/ABC5MTR\r\n\2" + "1.8.0(000012.3*kWh)\r\n!\r\n");
    Events events = new Events();
    D0Decoder decoder = Iec62056.decoder(D0Settings.DEFAULT);
    decoder.feed(ByteBuffer.wrap(open), Events.NOW, events);
    assertThat(events.readouts()).isEmpty();
    decoder.silence(events);
    assertThat(events.readout().integrity()).isEqualTo(Integrity.ABSENT);
    assertThat(events.accounted()).isEqualTo(open.length);
  }

  @Test
  void quirk48_aMeterThatSentACheckHasToSendItAlways() {
    byte[] session = concat(IDENT, BLOCK);
    byte[] without = Arrays.copyOf(session, session.length - 2);
    Events events = Events.of(session, without, EBZ);
    assertThat(events.readouts()).hasSize(2);
    assertThat(events.fault().message()).isEqualTo("no block check, though this meter sends one");
  }

  @Test
  void quirk48_aCheckThatIsAControlCharacterIsOneByte() {
    for (byte wanted : new byte[] {'\r', '\n', '!', '/', 0, 2, 3}) {
      byte[] block = blockWithCheck(wanted);
      Events events = Events.of(IDENT, block, EBZ);
      assertThat(events.readouts()).as("check %d", wanted).hasSize(2);
      assertThat(events.readouts().get(0).integrity()).isEqualTo(Integrity.VERIFIED);
      assertThat(events.faults()).isEmpty();
    }
  }

  /** Two characters of a value make any check. */
  private static byte[] blockWithCheck(byte wanted) {
    for (char one = '0'; one <= 'z'; one++) {
      for (char two = '0'; two <= 'z'; two++) {
        byte[] block = D0Encoder.of("ABC5MTR").object("0.0.0", "" + one + two).block();
        if (block[block.length - 1] == wanted) {
          return block;
        }
      }
    }
    throw new AssertionError("no value gives " + wanted);
  }

  @Test
  void quirk48_lineEndsOfAnyKind() {
    for (String ends : new String[] {"\r\n", "\n", "\n\n", "\r"}) {
      D0Readout readout = Events.of(text(ends)).readout();
      assertThat(readout.objects()).hasSize(2);
      assertThat(readout.importEnergy()).hasToString("Optional[12.3 kWh]");
      assertThat(readout.faults()).isEmpty();
    }
  }

  @Test
  void quirk48_anEchoOfTheRequestIsSkipped() {
    Events events = Events.of(vector("iec_req"), EBZ, vector("iec_req_addr"), EBZ);
    assertThat(events.readouts()).hasSize(2);
    assertThat(events.faults()).isEmpty();
  }

  @Test
  void quirk48_anAcknowledgementHeardBetweenIdentificationAndBlock() {
    D0Readout readout = Events.of(IDENT, vector("iec_ack"), BLOCK).readout();
    assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(readout.objects()).hasSize(8);
    assertThat(readout.unparsed()).isEmpty();
  }

  @Test
  void quirk48_fillBetweenTelegramsMeansNothing() {
    byte[] fill = new byte[33];
    for (int b : new int[] {0x7f, 0xff, 0}) {
      Arrays.fill(fill, (byte) b);
      Events events = Events.of(EBZ, fill, EBZ);
      assertThat(events.readouts()).hasSize(2);
      assertThat(events.faults()).isEmpty();
      assertThat(events.accounted()).isEqualTo(2L * EBZ.length + 33);
    }
  }

  @Test
  void quirk48_aSerialLineBehindTheMarkThenFill() {
    byte[] fill = new byte[33];
    Arrays.fill(fill, (byte) 0xff);
    Events events = Events.of(EBZ, bytes("  25803103\r\n"), fill, bytes("\r\n"), EBZ);
    assertThat(events.readouts()).hasSize(2);
    assertThat(events.faults()).isEmpty();
  }

  @Test
  void quirk48_dataOutsideFramesAreAFault() {
    Events events = Events.of(EBZ, bytes("1-0:1.8.0*255(000001.0*kWh)\r\n"), EBZ);
    assertThat(events.readouts()).hasSize(2);
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.FRAMING);
  }

  @Test
  void quirk48_aLostLeadingSlash() {
    Events events = Events.of(EBZ, Arrays.copyOfRange(EBZ, 1, EBZ.length), EBZ);
    assertThat(events.readouts()).hasSize(3);
    assertThat(events.readouts().get(1).ident()).isEqualTo("EBZ5DD32R06ETA_107");
    assertThat(events.faults()).isEmpty();
  }

  @Test
  void quirk48_aMissingBlankLine() {
    D0Readout readout = Events.of(bytes("/HAG5eHZ\r\n1-0:1.8.0*255(1*kWh)\r\n!\r\n")).readout();
    assertThat(readout.ident()).isEqualTo("HAG5eHZ");
    assertThat(readout.objects()).hasSize(1);
  }

  @Test
  void quirk48_elsterSendsAQuestionMarkBeforeStx() {
    byte[] block = D0Encoder.of("ABC5MTR").object("1.8.0", "000001.0*kWh").block();
    D0Readout readout = Events.of(bytes("/ELS5\\@V5.71\r\n?"), block).readout();
    assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(readout.objects()).hasSize(1);
  }

  @Test
  void quirk49_aStreamJoinedInTheMiddleStartsSilently() {
    for (int from = 1; from < EBZ.length; from++) {
      byte[] rest = Arrays.copyOfRange(EBZ, from, EBZ.length);
      Events events = Events.of(rest, EBZ, EBZ);
      assertThat(events.faults()).as("from %d", from).isEmpty();
      assertThat(events.readouts()).hasSize(2);
      assertThat(events.accounted()).isEqualTo(rest.length + 2L * EBZ.length);
    }
  }

  @Test
  void quirk49_sevenBitTextOnAnEightBitPort() {
    byte[] joined = D0Command.withParity(Arrays.copyOfRange(EBZ, 200, EBZ.length));
    Events events = Events.of(joined, D0Command.withParity(EBZ));
    D0Readout readout = events.readout();
    assertThat(events.faults()).isEmpty();
    assertThat(readout.frame()).isEqualTo(EBZ);
    assertThat(readout.isParityChecked()).isTrue();
    assertThat(readout.importEnergy()).hasToString("Optional[3699.65305306 kWh]");
  }

  @Test
  void quirk49_aParityErrorIsAFaultOfItsFrameWithItsColumn() {
    byte[] sent = D0Command.withParity(EBZ);
    int at = Bits.text(EBZ).indexOf("003699");
    byte[] damaged = sent.clone();
    damaged[at] ^= 4;
    Events events = Events.of(damaged, sent);
    assertThat(events.readouts()).hasSize(1);
    Fault fault = events.fault();
    assertThat(fault.kind()).isEqualTo(Fault.Kind.CHECKSUM);
    assertThat(fault.message()).isEqualTo("a character without even parity in line 5, column 15");
    assertThat(fault.line()).isEqualTo(5);
    assertThat(fault.column()).isEqualTo(15);
    assertThat(fault.length()).isEqualTo(EBZ.length);
    assertThat(fault.explain()).contains("line 5 | 1-0:1.8.0*255(403699");
  }

  @Test
  void quirk49_everyFlippedBitOfTextWithParityIsNoticed() {
    String core = Bits.text(EBZ).substring(0, EBZ.length - 3);
    byte[] sent = D0Command.withParity(EBZ);
    for (int i = 0; i < sent.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = sent.clone();
        damaged[i] ^= (byte) (1 << bit);
        Events events = Events.of(sent, damaged, sent);
        assertThat(events.texts())
            .as("byte %d, bit %d", i, bit)
            .allMatch(text -> text.substring(0, text.indexOf('!')).equals(core));
        assertThat(events.accounted()).isEqualTo(3L * EBZ.length);
      }
    }
  }

  @Test
  void quirk49_parityMayBeDemandedOrIgnored() {
    byte[] damaged = D0Command.withParity(EBZ);
    damaged[30] ^= (byte) 0x80;
    assertThat(Events.of(D0Settings.DEFAULT.withParity(Parity.IGNORE), damaged).readouts())
        .hasSize(1);
    assertThat(Events.of(D0Settings.DEFAULT.withParity(Parity.CHECK), EBZ).fault().message())
        .startsWith("a character without even parity in line 1, column 1");
  }

  @Test
  void quirk49_aBlockWithParityIsCheckedTwice() {
    D0Readout readout = Events.of(D0Command.withParity(concat(IDENT, BLOCK))).readout();
    assertThat(readout.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(readout.isParityChecked()).isTrue();
  }

  @Test
  void quirk49_anIdentificationOfModeEIsReadAsAnyOther() {
    D0Readout readout = Events.of(bytes("/ACE0\\3k260V01.19\r\n"), BLOCK).readout();
    assertThat(readout.identification().escapes()).containsExactly('3');
    assertThat(readout.identification().offersBinary()).isFalse();
  }

  @Test
  void aSlashAtTheStartOfALineStartsAnew() {
    byte[] cut = Arrays.copyOf(EBZ, 120);
    Events events = Events.of(cut, bytes("\r\n"), EBZ);
    assertThat(events.readout().frame()).isEqualTo(EBZ);
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.FRAMING);
    assertThat(events.fault().length()).isEqualTo(122);
  }

  @Test
  void aRepeatedBlockInsideADamagedOneIsSaved() {
    byte[] cut = Arrays.copyOf(BLOCK, 60);
    Events events = Events.of(IDENT, cut, BLOCK);
    assertThat(events.kinds()).containsExactly(Fault.Kind.CHECKSUM);
    assertThat(events.readout().ident()).isEqualTo("ABC5MTR");
    assertThat(events.readout().frame()).isEqualTo(BLOCK);
  }

  @Test
  void aFrameOverTheLimitIsOneFault() {
    byte[] endless = push("1-0:1.8.0*255(" + "0".repeat(5000) + ")");
    Events events = Events.of(endless, EBZ);
    assertThat(events.readouts()).hasSize(1);
    assertThat(events.fault().kind()).isEqualTo(Fault.Kind.LIMIT);
    D0Settings tight = D0Settings.DEFAULT.withLimits(new FrameLimits(100, 64));
    assertThat(Events.of(tight, EBZ).faults().get(0).message())
        .isEqualTo("readout longer than 100 bytes without an end mark");
  }

  @Test
  void anIdentificationWithoutDataIsAFault() {
    assertThat(Events.of(EBZ, bytes("/ABC5MTR\r\n\r\n!\r\n")).fault().message())
        .isEqualTo("an identification without data");
    assertThatThrownBy(() -> Iec62056.decode(IDENT)).isInstanceOf(DamagedFrameException.class);
  }
}
