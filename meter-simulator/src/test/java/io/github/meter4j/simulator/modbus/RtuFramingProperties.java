package io.github.meter4j.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RtuFramingProperties {
  @Provide
  Arbitrary<Request> requests() {
    Arbitrary<Integer> unit = Arbitraries.integers().between(0, 247);
    Arbitrary<byte[]> four = Arbitraries.bytes().array(byte[].class).ofSize(4);
    Arbitrary<byte[]> read =
        Combinators.combine(Arbitraries.of(1, 2, 3, 4, 5, 6), four)
            .as((function, data) -> pdu(function, data));
    Arbitrary<byte[]> write =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMinSize(1)
            .ofMaxSize(123)
            .map(half -> write(half, half));
    Arbitrary<byte[]> identify = Arbitraries.just(new byte[] {0x2B, 0x0E, 1, 0});
    return Combinators.combine(unit, Arbitraries.oneOf(read, write, identify)).as(Request::new);
  }

  private static byte[] pdu(int function, byte[] data) {
    byte[] pdu = new byte[1 + data.length];
    pdu[0] = (byte) function;
    System.arraycopy(data, 0, pdu, 1, data.length);
    return pdu;
  }

  private static byte[] write(byte[] first, byte[] second) {
    ByteArrayOutputStream pdu = new ByteArrayOutputStream();
    pdu.writeBytes(new byte[] {16, 0, 5, 0, (byte) first.length, (byte) (2 * first.length)});
    pdu.writeBytes(first);
    pdu.writeBytes(second);
    return pdu.toByteArray();
  }

  private static List<String> feed(RtuFraming framing, byte[] bytes, Random chunks) {
    List<String> found = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int count = Math.min(bytes.length - at, 1 + chunks.nextInt(20));
      byte[] chunk = Arrays.copyOfRange(bytes, at, at + count);
      framing.feed(chunk, count).forEach(framed -> found.add(framed.request().toString()));
      at += count;
    }
    return found;
  }

  /** One in 65536 places has the right checksum by chance; bytes alone cannot tell it apart. */
  private static boolean hasAnotherInside(byte[] frame) {
    byte[] inside = Arrays.copyOfRange(frame, 1, frame.length);
    return !new RtuFraming().feed(inside, inside.length).isEmpty();
  }

  /** Also where the cut request and the first bytes of the next one make a frame together. */
  private static boolean hasOneByChance(byte[] cut, byte[] next) {
    byte[] joined = Arrays.copyOf(cut, cut.length + next.length - 1);
    System.arraycopy(next, 0, joined, cut.length, next.length - 1);
    return !new RtuFraming().feed(joined, joined.length).isEmpty();
  }

  @Property
  void findsRequestsWhateverTheChunks(
      @ForAll @Size(min = 1, max = 5) List<@From("requests") Request> sent, @ForAll long seed) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (Request request : sent) {
      byte[] frame = new RtuFraming().frame(0, request.unit(), request.pdu());
      Assume.that(!hasAnotherInside(frame));
      wire.writeBytes(frame);
    }

    assertThat(feed(new RtuFraming(), wire.toByteArray(), new Random(seed)))
        .containsExactlyElementsOf(sent.stream().map(Request::toString).toList());
  }

  /** What was cut short before does not swallow the request behind it. */
  @Property
  void findsARequestBehindOneThatWasCut(
      @ForAll("requests") Request cut,
      @ForAll @IntRange(min = 1, max = 7) int kept,
      @ForAll("requests") Request next) {
    RtuFraming framing = new RtuFraming();
    byte[] start = framing.frame(0, cut.unit(), cut.pdu());
    byte[] frame = framing.frame(0, next.unit(), next.pdu());
    int length = Math.min(kept, start.length - 1);
    // Bytes alone cannot tell when the next request goes on just as the one before would have.
    byte[] missing = Arrays.copyOfRange(start, length, start.length);
    Assume.that(!Arrays.equals(missing, Arrays.copyOf(frame, missing.length)));
    Assume.that(!hasOneByChance(Arrays.copyOf(start, length), frame));
    framing.feed(start, length);

    assertThat(framing.feed(frame, frame.length))
        .extracting(framed -> framed.request().toString())
        .contains(next.toString());
  }

  @Property
  void ignoresARequestWithAWrongBit(@ForAll("requests") Request request, @ForAll Random random) {
    RtuFraming framing = new RtuFraming();
    byte[] frame = framing.frame(0, request.unit(), request.pdu());
    // Not in the function or the length, which decide how long the frame is.
    int bit = random.nextInt(8);
    frame[frame.length - 1 - random.nextInt(2)] ^= (byte) (1 << bit);

    assertThat(framing.feed(frame, frame.length))
        .extracting(framed -> framed.request().toString())
        .doesNotContain(request.toString());
  }

  @Property
  void survivesAnything(@ForAll @Size(max = 600) byte[] rubbish) {
    RtuFraming framing = new RtuFraming();
    framing.feed(rubbish, rubbish.length);
    framing.feed(new byte[512], 300);
    byte[] frame = Frames.framed(1, "03 00 00 00 12");

    assertThat(framing.feed(frame, frame.length))
        .extracting(framed -> framed.request().toString())
        .contains("unit 1: 03 00 00 00 12");
  }

  @Example
  void answersAFunctionThatNobodyKnows() {
    RtuFraming framing = new RtuFraming();
    byte[] frame = Frames.framed(1, "41 05 06");

    assertThat(framing.feed(frame, frame.length))
        .extracting(framed -> framed.request().toString())
        .containsExactly("unit 1: 41 05 06");
  }
}
