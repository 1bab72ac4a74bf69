package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.bytes;
import static io.github.meter4j.iec62056.Bits.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.FrameLimits;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every stream, whatever is in it. */
class StreamProperties {

  @Provide
  Arbitrary<byte[]> streams() {
    return Arbitraries.longs().map(Samples::stream);
  }

  @Property(tries = 500)
  void chunksOfAnySizeGiveTheSameEvents(
      @ForAll("streams") byte[] stream,
      @ForAll Parity parity,
      @ForAll @IntRange(min = 1, max = 40) int chunk) {
    D0Settings settings = D0Settings.DEFAULT.withParity(parity);
    Events whole = Events.of(settings, stream);
    Events cut = Events.chunked(settings, chunk, stream);
    assertThat(cut.events()).isEqualTo(whole.events());
    assertThat(cut.texts()).isEqualTo(whole.texts());
    assertThat(cut.faults()).isEqualTo(whole.faults());
  }

  @Property(tries = 500)
  void chunksOfAnySizeGiveTheSameEventsUnderTightLimits(
      @ForAll("streams") byte[] stream,
      @ForAll @IntRange(min = 64, max = 500) int frame,
      @ForAll @IntRange(min = 16, max = 60) int line,
      @ForAll @IntRange(min = 1, max = 40) int chunk) {
    D0Settings settings = D0Settings.DEFAULT.withLimits(new FrameLimits(frame, line));
    Events whole = Events.of(settings, stream);
    assertThat(Events.chunked(settings, chunk, stream).events()).isEqualTo(whole.events());
    assertThat(whole.accounted()).isEqualTo(stream.length);
  }

  @Property(tries = 1000)
  void everyByteIsInExactlyOneReadingRejectionOrSkip(
      @ForAll("streams") byte[] stream, @ForAll Parity parity) {
    Events events = Events.of(D0Settings.DEFAULT.withParity(parity), stream);
    assertThat(events.accounted()).isEqualTo(stream.length);
  }

  /** Whatever stands before it: a readout whose slash is the first byte of a line is delivered. */
  @Property(tries = 600)
  void rubbishLosesNoReadoutThatStartsALine(
      @ForAll("noise") byte[] before, @ForAll("noise") byte[] between, @ForAll long seed) {
    byte[] one = Samples.checked().get((int) Math.floorMod(seed, 2L));
    byte[] two = Bits.vector("ebz");
    Events events = Events.of(before, bytes("\r\n"), one, between, bytes("\r\n"), two);
    assertThat(events.texts()).containsSubsequence(text(one), text(two));
  }

  @Provide
  Arbitrary<byte[]> noise() {
    // A control character ETX may take the next byte for its check, were a block open: keep lines.
    Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(120);
    Arbitrary<byte[]> lines =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .ofMaxLength(30)
            .list()
            .ofMaxSize(5)
            .map(list -> bytes(String.join("\r\n", list)));
    return Arbitraries.oneOf(random, lines);
  }

  @Property(tries = 600)
  void everyAccessorOfADamagedReadoutAnswers(@ForAll long seed) {
    Mutations mutations = new Mutations(seed);
    byte[] original = Samples.all().get((int) Math.floorMod(seed, (long) Samples.all().size()));
    Events events = Events.of(mutations.damaged(original), bytes("\r\n"), Bits.vector("ebz"));
    assertThat(events.readouts()).isNotEmpty();
    for (D0Readout readout : events.readouts()) {
      assertThat(Accessors.everything(readout)).contains(readout.toString());
    }
  }

  @Property(tries = 300)
  void whatIsEncodedIsDecoded(
      @ForAll @IntRange(min = -99_999_999, max = 99_999_999) int value,
      @ForAll @IntRange(min = 0, max = 7) int decimals) {
    Quantity watts = new Quantity(value, decimals, Unit.WATT);
    D0Encoder encoder = D0Encoder.of("EBZ5").number("16.7.0", watts, 9, decimals).sameLine();
    encoder.object("F.F", "00");
    for (byte[] bytes :
        List.of(encoder.encode(), encoder.encodeWithBlockCheck(), encoder.block())) {
      assertThat(Iec62056.decode(bytes).power()).hasValue(watts);
      assertThat(Iec62056.decode(bytes).errorRegister()).hasValue("00");
    }
  }
}
