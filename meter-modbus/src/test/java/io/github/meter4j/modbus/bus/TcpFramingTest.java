package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.modbus.map.RegisterTable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TcpFramingTest {
  private static final Request TWO = Request.read(3, RegisterTable.HOLDING, 10, 2);

  private final TcpFraming framing = new TcpFraming(false);

  private Found find(String text) {
    byte[] bytes = Frames.hex(text);
    return framing.find(TWO, bytes, bytes.length);
  }

  @Test
  void framesARequestWithTheNumberOfItsTransaction() {
    assertThat(Frames.text(framing.frame(TWO))).isEqualTo("00 01 00 00 00 06 03 03 00 0A 00 02");
    assertThat(Frames.text(framing.frame(TWO))).startsWith("00 02 00 00");
    for (int i = 2; i < 0xffff; i++) {
      framing.frame(TWO);
    }
    assertThat(Frames.text(framing.frame(TWO))).startsWith("00 00 00 00");
  }

  @Test
  void findsTheAnswer() {
    framing.frame(TWO);
    assertThat(find("00 01 00 00 00 07 03 03 04 12 34 56 78"))
        .isInstanceOfSatisfying(
            Found.Reply.class,
            found -> assertThat(Frames.text(found.pdu())).isEqualTo("03 04 12 34 56 78"));
    assertThat(find("00 01 00 00 00 03 03 83 02")).isInstanceOf(Found.Reply.class);
  }

  /** It belongs to a request that was given up. */
  @Test
  void passesOverAnAnswerThatIsLate() {
    framing.frame(TWO);
    framing.frame(TWO);
    String late = "00 01 00 00 00 07 03 03 04 11 11 11 11";
    assertThat(find(late))
        .isInstanceOfSatisfying(
            Found.Nothing.class,
            nothing -> {
              assertThat(nothing.kind()).isEqualTo(Fault.Kind.FRAMING);
              assertThat(nothing.over()).isFalse();
              assertThat(nothing.why())
                  .startsWith("reply to transaction 1, an earlier request, came instead of 2:");
            });
    assertThat(find(late + "00 02 00 00 00 07 03 03 04 12 34 56 78"))
        .isInstanceOfSatisfying(
            Found.Reply.class,
            found -> assertThat(Frames.text(found.pdu())).isEqualTo("03 04 12 34 56 78"));
  }

  @Test
  void saysWhatElseCame() {
    framing.frame(TWO);
    assertThat(find("00 01 00 00 00 07 04 03 04 12 34 56 78"))
        .isEqualTo(
            new Found.Nothing(
                Fault.Kind.FRAMING,
                "unit 4 answered instead of 3: set unit=4 if that is the meter",
                true));
    assertThat(find("00 01 00 00 00 05 03 03 02 12 34"))
        .isEqualTo(new Found.Nothing(Fault.Kind.FRAMING, "an answer to something else", true));
    assertThat(find("00 01 00 00 00 07 03 03"))
        .isEqualTo(
            new Found.Nothing(
                Fault.Kind.FRAMING, "the answer broke off after 8 of 13 bytes", false));
    assertThat(find("00 01 00"))
        .isEqualTo(
            new Found.Nothing(Fault.Kind.FRAMING, "the answer broke off after 3 bytes", false));
    assertThat(find("03 03 04 12 34 56 78 F1 22"))
        .isEqualTo(
            new Found.Nothing(
                Fault.Kind.FRAMING,
                "no Modbus TCP header: does the gateway speak RTU (rtutcp)?",
                true));
  }

  /** The first of several that match is the reply, and its end is known. */
  @Property
  void anyNumberWillDoWhereItIsIgnored(
      @ForAll @IntRange(max = 0xffff) int number, @ForAll @IntRange(max = 0xffff) int before) {
    TcpFraming any = new TcpFraming(true);
    any.frame(TWO);
    byte[] bytes = new byte[26];
    System.arraycopy(numbered(before, "04 03 04 11 11 11 11"), 0, bytes, 0, 13); // another unit
    System.arraycopy(numbered(number, "03 03 04 12 34 56 78"), 0, bytes, 13, 13);
    assertThat(any.find(TWO, bytes, 13)).isInstanceOf(Found.Nothing.class);
    Found.Reply reply = (Found.Reply) any.find(TWO, bytes, bytes.length);
    assertThat(Frames.text(reply.pdu())).isEqualTo("03 04 12 34 56 78");
    assertThat(any.endOfReply(TWO, bytes, 0, bytes.length)).isEqualTo(26);
    assertThat(any.endOfReply(TWO, bytes, 0, 25)).isZero();
    assertThat(any.endOfReply(TWO, bytes, 26, bytes.length)).isZero();
    assertThat(any.numbersReplies()).isFalse();
  }

  private static byte[] numbered(int number, String unitAndPdu) {
    byte[] frame = Frames.hex("00 00 00 00 00 07 " + unitAndPdu);
    frame[0] = (byte) (number >> 8);
    frame[1] = (byte) number;
    return frame;
  }

  @Provide
  static Arbitrary<byte[]> rubbish() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
  }

  @Property
  void rubbishDoesNoHarm(@ForAll("rubbish") byte[] bytes) {
    framing.frame(TWO);
    assertThat(framing.find(TWO, bytes, bytes.length)).isNotNull();
    TcpFraming any = new TcpFraming(true);
    any.frame(TWO);
    assertThat(any.find(TWO, bytes, bytes.length)).isNotNull();
    assertThat(any.endOfReply(TWO, bytes, 0, bytes.length)).isBetween(0, bytes.length);
  }

  @Property
  void noPartOfAnAnswerIsOne(@ForAll @IntRange(max = 12) int length) {
    TcpFraming fresh = new TcpFraming(false);
    fresh.frame(TWO);
    byte[] answer = Frames.hex("00 01 00 00 00 07 03 03 04 12 34 56 78");
    assertThat(fresh.find(TWO, answer, length)).isInstanceOf(Found.Nothing.class);
  }
}
