package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;

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

  /** Whole messages, damaged ones, tags and rubbish, in any order. */
  @Provide
  Arbitrary<byte[]> streams() {
    return Arbitraries.longs().map(StreamProperties::stream);
  }

  private static byte[] stream(long seed) {
    Mutations mutations = new Mutations(seed);
    Random random = mutations.random();
    List<byte[]> parts = new ArrayList<>();
    for (int i = random.nextInt(7); i >= 0; i--) {
      byte[] message = Events.bytes(Samples.ALL.get(random.nextInt(Samples.ALL.size())));
      parts.add(
          switch (random.nextInt(6)) {
            case 0 -> message;
            case 1 -> mutations.damaged(message);
            case 2 -> Events.bytes("\r\n");
            case 3 -> mutations.special(random.nextInt(90));
            case 4 -> Events.bytes(random.nextBoolean() ? "<ms\0g>" : "</m\u00ffsg>");
            default -> noise(random, random.nextInt(60));
          });
    }
    return Events.concat(parts);
  }

  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  @Property(tries = 600)
  void chunksOfAnySizeGiveTheSameEvents(
      @ForAll("streams") byte[] stream, @ForAll @IntRange(min = 1, max = 40) int chunk) {
    Events whole = Events.of(CurrentCostSettings.DEFAULT, Integer.MAX_VALUE, stream);
    Events cut = Events.of(CurrentCostSettings.DEFAULT, chunk, stream);
    assertThat(cut.events()).isEqualTo(whole.events());
    assertThat(cut.texts()).isEqualTo(whole.texts());
    assertThat(cut.faults()).isEqualTo(whole.faults());
    assertThat(whole.accounted()).isEqualTo(stream.length);
  }

  @Property(tries = 600)
  void chunksOfAnySizeGiveTheSameEventsUnderTightLimits(
      @ForAll("streams") byte[] stream,
      @ForAll @IntRange(min = 64, max = 400) int limit,
      @ForAll @IntRange(min = 1, max = 40) int chunk) {
    CurrentCostSettings settings = new CurrentCostSettings(limit, "");
    Events whole = Events.of(settings, Integer.MAX_VALUE, stream);
    Events cut = Events.of(settings, chunk, stream);
    assertThat(cut.events()).isEqualTo(whole.events());
    assertThat(whole.accounted()).isEqualTo(stream.length);
  }

  /** Bytes of every kind that hold no tag of a message. */
  @Provide
  Arbitrary<byte[]> noise() {
    return Arbitraries.longs()
        .map(
            seed -> {
              Mutations mutations = new Mutations(seed);
              int length = mutations.random().nextInt(150);
              return mutations.random().nextBoolean()
                  ? mutations.special(length)
                  : noise(mutations.random(), length);
            });
  }

  /** The law of rubbish: a whole message is delivered, whatever stands before and behind it. */
  @Property(tries = 600)
  void rubbishLosesNoWholeMessage(
      @ForAll("noise") byte[] before,
      @ForAll("noise") byte[] between,
      @ForAll("noise") byte[] after) {
    byte[] one = Events.bytes(Samples.LIVE);
    byte[] two = Events.bytes(Samples.HISTORY);
    byte[] stream = Events.concat(List.of(before, one, between, two, after));
    Events events = Events.of(CurrentCostSettings.DEFAULT, Integer.MAX_VALUE, stream);
    assertThat(events.texts()).containsSubsequence(Samples.LIVE, Samples.HISTORY);
  }

  @Property(tries = 600)
  void aMessageNextToADamagedOneIsDelivered(@ForAll long seed) {
    Mutations mutations = new Mutations(seed);
    byte[] damaged = mutations.damaged(Events.bytes(Samples.LIVE));
    byte[] good = Events.bytes("\r\n" + Samples.IMPULSES + "\r\n");
    Events events =
        Events.of(
            CurrentCostSettings.DEFAULT,
            Integer.MAX_VALUE,
            Events.concat(List.of(good, damaged, good)));
    assertThat(events.texts()).startsWith(Samples.IMPULSES).endsWith(Samples.IMPULSES);
  }

  @Property(tries = 600)
  void everyAccessorOfADamagedMessageAnswers(@ForAll("streams") byte[] stream) {
    byte[] all = Events.concat(List.of(stream, Events.bytes(Samples.LIVE)));
    Events events = Events.of(CurrentCostSettings.DEFAULT, Integer.MAX_VALUE, all);
    assertThat(events.messages()).isNotEmpty();
    for (CurrentCostMessage message : events.messages()) {
      assertThat(Accessors.everything(message)).contains(message.toString());
    }
  }
}
