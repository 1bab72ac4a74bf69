package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.concat;
import static io.github.meter4j.dsmr.TelegramBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.spi.FrameLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every stream, whatever is in it. */
class StreamProperties {
  private static final List<byte[]> TELEGRAMS = Dialects.all();
  private static final List<byte[]> CHECKED = Dialects.checked();

  private static final DsmrSettings WITH_KEY = DsmrSettings.DEFAULT.withKey(Vectors.KEY);

  /** Whole telegrams, damaged ones, encrypted ones and rubbish, in any order. */
  @Provide
  Arbitrary<byte[]> streams() {
    return Arbitraries.longs().map(StreamProperties::stream);
  }

  private static byte[] stream(long seed) {
    Mutations mutations = new Mutations(seed);
    Random random = mutations.random();
    List<byte[]> parts = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      byte[] telegram = TELEGRAMS.get(random.nextInt(TELEGRAMS.size()));
      switch (random.nextInt(6)) {
        case 0 -> parts.add(telegram);
        case 1 -> parts.add(mutations.damaged(telegram));
        case 2 -> parts.add(mutations.damaged(new CipherBuilder().frame(telegram)));
        case 3 -> parts.add(new CipherBuilder().frame(telegram));
        case 4 -> parts.add(mutations.special(random.nextInt(60)));
        default -> parts.add(noise(random, random.nextInt(60)));
      }
    }
    return concat(parts.toArray(byte[][]::new));
  }

  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  @Property(tries = 400)
  void chunksOfAnySizeGiveTheSameEvents(
      @ForAll("streams") byte[] stream,
      @ForAll ChecksumPolicy policy,
      @ForAll @IntRange(min = 1, max = 40) int chunk) {
    DsmrSettings settings = WITH_KEY.withChecksum(policy);
    Events whole = Events.of(settings, stream);
    Events cut = Events.chunked(settings, chunk, stream);
    assertThat(cut.events()).isEqualTo(whole.events());
    assertThat(cut.texts()).isEqualTo(whole.texts());
    assertThat(cut.faults()).isEqualTo(whole.faults());
  }

  @Property(tries = 400)
  void chunksOfAnySizeGiveTheSameEventsUnderTightLimits(
      @ForAll("streams") byte[] stream,
      @ForAll @IntRange(min = 64, max = 900) int frame,
      @ForAll @IntRange(min = 16, max = 120) int line,
      @ForAll @IntRange(min = 1, max = 40) int chunk) {
    DsmrSettings settings = WITH_KEY.withLimits(new FrameLimits(frame, line));
    Events whole = Events.of(settings, stream);
    Events cut = Events.chunked(settings, chunk, stream);
    assertThat(cut.events()).isEqualTo(whole.events());
    assertThat(whole.accounted()).isEqualTo(stream.length);
  }

  @Property(tries = 600)
  void everyByteIsInExactlyOneReadingRejectionOrSkip(
      @ForAll("streams") byte[] stream,
      @ForAll ChecksumPolicy policy,
      @ForAll LineEnds lineEnds,
      @ForAll TagPolicy tag) {
    Events events =
        Events.of(WITH_KEY.withChecksum(policy).withLineEnds(lineEnds).withTag(tag), stream);
    assertThat(events.accounted()).isEqualTo(stream.length);
  }

  /**
   * The law of rubbish: a whole telegram with a checksum is delivered, whatever stands before it
   * and behind it, as long as its slash is the first byte of a line and no encrypted frame is open.
   */
  @Property(tries = 600)
  void rubbishLosesNoTelegramThatStartsALine(
      @ForAll("noise") byte[] before,
      @ForAll("noise") byte[] between,
      @ForAll("noise") byte[] after) {
    byte[] one = CHECKED.get(before.length % CHECKED.size());
    byte[] two = CHECKED.get(after.length % CHECKED.size());
    byte[] lineEnd = bytes("\r\n");
    Events events =
        Events.of(DsmrSettings.DEFAULT, before, lineEnd, one, between, lineEnd, two, after);
    assertThat(events.texts()).containsSubsequence(text(one), text(two));
  }

  /** Where the line end is lost too, the telegram is still found by its identification. */
  @Property(tries = 600)
  void rubbishGluedToATelegramLosesItNeither(@ForAll("noise") byte[] before) {
    byte[] telegram = CHECKED.get(before.length % CHECKED.size());
    Events events = Events.of(DsmrSettings.DEFAULT, before, telegram);
    assertThat(events.texts()).contains(text(telegram));
  }

  /** Bytes of every kind: at random, from those that mean something, and lines of text. */
  @Provide
  Arbitrary<byte[]> noise() {
    Arbitrary<byte[]> random =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(120).filter(StreamProperties::isPlain);
    Arbitrary<byte[]> special =
        Arbitraries.of((byte) '/', (byte) '!', (byte) '\r', (byte) '\n', (byte) 0, (byte) 'A')
            .array(byte[].class)
            .ofMaxSize(60);
    Arbitrary<byte[]> lines =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .ofMaxLength(30)
            .list()
            .ofMaxSize(5)
            .map(list -> bytes(String.join("\r\n", list)));
    return Arbitraries.oneOf(random, special, lines);
  }

  /** Without the header of an encrypted frame, which may take what follows for its content. */
  private static boolean isPlain(byte[] bytes) {
    return !text(bytes).contains("\u00db\b");
  }

  /** With a fixed seed: sixteen bits let one in 65,536 changes through. */
  @Property(tries = 300, seed = "20240115")
  void noDamagedTelegramIsDeliveredWhereChecksumsAreRequired(@ForAll long seed) {
    Mutations mutations = new Mutations(seed);
    byte[] original = CHECKED.get(mutations.random().nextInt(CHECKED.size()));
    byte[] damaged = mutations.damaged(original);
    Events events = Events.of(DsmrSettings.DEFAULT.withChecksum(ChecksumPolicy.REQUIRE), damaged);
    assertThat(events.texts())
        .allSatisfy(found -> assertThat(core(found)).isEqualTo(core(text(original))));
  }

  /** From the slash to the end mark: what the checksum is made over. */
  static String core(String telegram) {
    return telegram.substring(0, telegram.lastIndexOf('!') + 1);
  }

  @Property(tries = 600)
  void everyAccessorOfADamagedTelegramAnswers(@ForAll long seed) {
    Mutations mutations = new Mutations(seed);
    byte[] original = TELEGRAMS.get(mutations.random().nextInt(TELEGRAMS.size()));
    Events events =
        Events.of(
            DsmrSettings.DEFAULT.withChecksum(ChecksumPolicy.IGNORE),
            mutations.damaged(original),
            original);
    assertThat(events.telegrams()).isNotEmpty();
    for (DsmrTelegram telegram : events.telegrams()) {
      assertThat(Accessors.everything(telegram)).contains(telegram.toString());
    }
  }
}
