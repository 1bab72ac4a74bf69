package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.codec.Crc16;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.modbus.map.RegisterTable;
import java.io.ByteArrayOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtuFramingTest {
  /** The answer of a DDS238 to a request for its 18 registers. */
  private static final byte[] DDS238 =
      Frames.hex(
          "01 03 24 00 00 1C 7B 00 00 00 00 00 00 00 00 00 00 00 00 00 00 04 F3 00 00 17 88"
              + " 09 77 01 A6 03 F8 00 70 03 E1 13 8A 63 ED");

  private static final Request EIGHTEEN = Request.read(1, RegisterTable.HOLDING, 0, 18);

  private final RtuFraming framing = new RtuFraming();

  private Found find(Request request, byte[]... parts) {
    byte[] all = join(parts);
    return framing.find(request, all, all.length);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] answer(int unit, int function, int... words) {
    byte[] frame = new byte[5 + 2 * words.length];
    frame[0] = (byte) unit;
    frame[1] = (byte) function;
    frame[2] = (byte) (2 * words.length);
    for (int i = 0; i < words.length; i++) {
      frame[3 + 2 * i] = (byte) (words[i] >> 8);
      frame[4 + 2 * i] = (byte) words[i];
    }
    return sealed(frame);
  }

  private static byte[] sealed(byte[] frame) {
    int crc = Crc16.modbus(frame, 0, frame.length - 2);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >> 8);
    return frame;
  }

  /** Frames with known checksums: requests to a DDS238, an iEM2150 and an SDM120. */
  @ParameterizedTest
  @CsvSource({
    "HOLDING, 0000, 18, 01 03 00 00 00 12 C5 C7",
    "HOLDING, 000A, 2, 01 03 00 0A 00 02 E4 09",
    "HOLDING, 0BD3, 2, 01 03 0B D3 00 02 37 D6",
    "HOLDING, 0C83, 4, 01 03 0C 83 00 04 B6 B1",
    "HOLDING, 0BB7, 112, 01 03 0B B7 00 70 F6 2C",
    "HOLDING, B02B, 8, 01 03 B0 2B 00 08 12 C4",
    "INPUT, 0000, 2, 01 04 00 00 00 02 71 CB"
  })
  void framesRequestsToRead(RegisterTable table, String address, int count, String frame) {
    Request request = Request.read(1, table, Integer.parseInt(address, 16), count);
    assertThat(Frames.text(framing.frame(request))).isEqualTo(frame);
  }

  @Test
  void framesRequestsToWriteAndToIdentify() {
    assertThat(Frames.text(framing.frame(Request.write(1, 0x15, 0x0201))))
        .isEqualTo("01 10 00 15 00 01 02 02 01 64 35");
    assertThat(Frames.text(framing.frame(Request.write(1, 0x1a, 1))))
        .isEqualTo("01 10 00 1A 00 01 02 00 01 65 AA");
    assertThat(Frames.text(framing.frame(Request.identification(1, 1, 0))))
        .isEqualTo("01 2B 0E 01 00 70 77");
  }

  @Test
  void findsTheAnswer() {
    assertThat(find(EIGHTEEN, DDS238))
        .isInstanceOfSatisfying(
            Found.Reply.class,
            found -> assertThat(Frames.text(found.pdu())).startsWith("03 24 00 00 1C 7B"));
    assertThat(find(Request.write(1, 0x15, 0x0201), Frames.hex("01 10 00 15 00 01 10 0D")))
        .isInstanceOf(Found.Reply.class);
  }

  @Test
  void findsARefusal() {
    assertThat(find(EIGHTEEN, Frames.hex("01 83 02 C0 F1")))
        .isInstanceOfSatisfying(
            Found.Reply.class, found -> assertThat(Frames.text(found.pdu())).isEqualTo("83 02"));
  }

  @Test
  void findsAnIdentification() {
    byte[] frame = sealed(Frames.hex("01 2B 0E 01 01 00 00 02 00 02 41 42 01 01 43 00 00"));
    Request request = Request.identification(1, 1, 0);
    assertThat(find(request, frame)).isInstanceOf(Found.Reply.class);
    for (int length = 0; length < frame.length; length++) {
      assertThat(framing.find(request, frame, length)).isInstanceOf(Found.Nothing.class);
    }
  }

  @Test
  void passesOverTheEchoOfTheRequest() {
    byte[] echo = framing.frame(EIGHTEEN);
    assertThat(find(EIGHTEEN, echo, DDS238)).isInstanceOf(Found.Reply.class);
    assertThat(find(EIGHTEEN, echo))
        .isEqualTo(
            new Found.Nothing(
                Fault.Kind.NO_ANSWER, "no answer, only the request itself came back", false));
    byte[] write = framing.frame(Request.write(1, 0x15, 0x0201));
    assertThat(find(Request.write(1, 0x15, 0x0201), write, Frames.hex("01 10 00 15 00 01 10 0D")))
        .isInstanceOf(Found.Reply.class);
  }

  @Test
  void saysWhatElseCame() {
    byte[] damaged = DDS238.clone();
    damaged[20] ^= 4;
    assertThat(find(EIGHTEEN, damaged))
        .isEqualTo(
            new Found.Nothing(
                Fault.Kind.CHECKSUM,
                "checksum sent ED63, computed "
                    + String.format("%04X", Crc16.modbus(damaged, 0, damaged.length - 2)),
                true));
    assertThat(find(EIGHTEEN, answer(7, 3, new int[18])))
        .isEqualTo(new Found.Nothing(Fault.Kind.FRAMING, "unit 7 answered instead of 1", true));
    assertThat(framing.find(EIGHTEEN, DDS238, 7))
        .isEqualTo(
            new Found.Nothing(
                Fault.Kind.FRAMING, "the answer broke off after 7 of 41 bytes", false));
    assertThat(find(EIGHTEEN, Frames.hex("FF FE 00")))
        .isEqualTo(new Found.Nothing(Fault.Kind.FRAMING, "3 bytes that are no answer", false));
    assertThat(find(EIGHTEEN))
        .isEqualTo(new Found.Nothing(Fault.Kind.NO_ANSWER, "no answer", false));
  }

  @Test
  void anAnswerToAnotherQuestionIsNone() {
    assertThat(find(EIGHTEEN, answer(1, 3, 1, 2))).isInstanceOf(Found.Nothing.class);
    assertThat(find(EIGHTEEN, answer(1, 4, new int[18]))).isInstanceOf(Found.Nothing.class);
    assertThat(find(Request.write(1, 0x15, 1), Frames.hex("01 10 00 16 00 01 E0 0D")))
        .isInstanceOf(Found.Nothing.class);
  }

  @Test
  void unitZeroIsAnsweredByTheOneThatIsThere() {
    assertThat(find(Request.read(0, RegisterTable.HOLDING, 0, 18), DDS238))
        .isInstanceOf(Found.Reply.class);
  }

  @Provide
  static Arbitrary<byte[]> noise() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(30);
  }

  /** Noise in front costs nothing, unless it looks like a frame of its own with the right sum. */
  @Property
  void findsTheAnswerBehindNoise(
      @ForAll("noise") byte[] noise,
      @ForAll @IntRange(min = 1, max = 247) int unit,
      @ForAll @Size(min = 1, max = 125) int @IntRange(max = 65_535) [] words) {
    Request request = Request.read(unit, RegisterTable.INPUT, 100, words.length);
    byte[] answer = answer(unit, 4, words);
    Found found = find(request, noise, answer);
    assertThat(found).isInstanceOf(Found.Reply.class);
    assertThat(((Found.Reply) found).pdu().length).isIn(2, answer.length - 3);
  }

  /** However it is cut, nothing but the whole answer is one. */
  @Property
  void noPartOfAnAnswerIsOne(@ForAll @IntRange(max = 40) int length) {
    assertThat(framing.find(EIGHTEEN, DDS238, length)).isInstanceOf(Found.Nothing.class);
  }

  @Property
  void everyFlippedBitIsFound(@ForAll @IntRange(max = 41 * 8 - 1) int bit) {
    byte[] damaged = DDS238.clone();
    damaged[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(find(EIGHTEEN, damaged)).isInstanceOf(Found.Nothing.class);
  }

  @Property
  void rubbishIsNeverMoreThanNothing(@ForAll("noise") byte[] noise) {
    Found found = find(EIGHTEEN, noise);
    assertThat(found).isInstanceOf(Found.Nothing.class);
  }
}
