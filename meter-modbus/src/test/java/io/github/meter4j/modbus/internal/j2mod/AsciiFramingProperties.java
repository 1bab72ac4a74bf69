package io.github.meter4j.modbus.internal.j2mod;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.modbus.bus.Found;
import io.github.meter4j.modbus.bus.Request;
import io.github.meter4j.modbus.map.RegisterTable;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Replies in ASCII frames, encoded here without j2mod. */
class AsciiFramingProperties {
  private final AsciiFraming framing = new AsciiFraming();

  private static String frame(int... bytes) {
    StringBuilder text = new StringBuilder(":");
    int sum = 0;
    for (int value : bytes) {
      text.append(String.format("%02X", value & 0xff));
      sum += value;
    }
    return text.append(String.format("%02X", -sum & 0xff)).append("\r\n").toString();
  }

  private static String reply(int unit, int... words) {
    int[] bytes = new int[3 + 2 * words.length];
    bytes[0] = unit;
    bytes[1] = 3;
    bytes[2] = 2 * words.length;
    for (int i = 0; i < words.length; i++) {
      bytes[3 + 2 * i] = words[i] >> 8;
      bytes[4 + 2 * i] = words[i] & 0xff;
    }
    return frame(bytes);
  }

  private Found find(Request request, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return framing.find(request, bytes, bytes.length);
  }

  private static Request read(int unit, int count) {
    return Request.read(unit, RegisterTable.HOLDING, 0x6b, count);
  }

  /** As in many manuals: unit 17, holding registers 108 to 110. */
  @Example
  void aRequestIsTheOneOfTheManuals() {
    assertThat(new String(framing.frame(read(17, 3)), StandardCharsets.US_ASCII))
        .isEqualTo(":1103006B00037E\r\n");
  }

  @Property(tries = 200)
  void aReplyIsFoundBehindNoiseAndTheEcho(
      @ForAll @IntRange(min = 1, max = 247) int unit,
      @ForAll @Size(min = 1, max = 125) int[] values,
      @ForAll boolean echo,
      @ForAll @IntRange(max = 3) int noise) {
    int[] words = new int[values.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = values[i] & 0xffff;
    }
    Request request = read(unit, words.length);
    String before =
        (echo ? new String(framing.frame(request), StandardCharsets.US_ASCII) : "")
            + "\u0000~z".substring(0, noise);
    String whole = before + reply(unit, words);
    assertThat(find(request, whole))
        .isInstanceOfSatisfying(
            Found.Reply.class,
            found -> {
              assertThat(found.pdu()).hasSize(2 + 2 * words.length);
              for (int i = 0; i < words.length; i++) {
                assertThat(Request.word(found.pdu(), 2 + 2 * i)).isEqualTo(words[i]);
              }
            });
    assertThat(find(request, whole.substring(0, whole.length() - 1)))
        .as("without its last byte")
        .isInstanceOf(Found.Nothing.class);
  }

  /** A sum tells each single change of a digit. */
  @Property(tries = 500)
  void aDigitThatIsChangedIsNoReply(
      @ForAll @IntRange(max = 0xffff) int word,
      @ForAll @IntRange(min = 1, max = 12) int at,
      @ForAll @IntRange(max = 15) int digit) {
    String good = reply(1, word);
    String bad = good.substring(0, at) + "0123456789ABCDEF".charAt(digit) + good.substring(at + 1);
    Found found = find(read(1, 1), bad);
    if (bad.equals(good)) {
      assertThat(found).isInstanceOf(Found.Reply.class);
    } else {
      assertThat(found).isInstanceOf(Found.Nothing.class);
    }
  }

  @Example
  void whatIsNoReplyIsToldApart() {
    Request request = read(1, 1);
    assertThat(find(request, ""))
        .isEqualTo(new Found.Nothing(Fault.Kind.NO_ANSWER, "no answer", false));
    assertThat(find(request, reply(2, 7)))
        .isEqualTo(new Found.Nothing(Fault.Kind.FRAMING, "unit 2 answered instead of 1", true));
    assertThat(find(request, reply(1, 7, 8)))
        .isEqualTo(new Found.Nothing(Fault.Kind.FRAMING, "an answer to something else", true));
    assertThat(find(request, reply(1, 7).replace("0007", "0008")))
        .isEqualTo(
            new Found.Nothing(
                Fault.Kind.CHECKSUM, "the check byte of the answer does not match", true));
    assertThat(find(request, frame(1, 0x83, 2)))
        .isInstanceOfSatisfying(
            Found.Reply.class, found -> assertThat(found.pdu()).containsExactly(0x83, 2));
  }

  /** j2mod would take the check byte for data. */
  @Example
  void aReplyThatSaysThatItIsLongerThanItIsIsNone() {
    assertThat(find(read(1, 2), frame(1, 3, 4, 0, 7, 0)))
        .isInstanceOfSatisfying(
            Found.Nothing.class, found -> assertThat(found.kind()).isEqualTo(Fault.Kind.CHECKSUM));
  }
}
