package io.github.meter4j.dsmr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A million damaged telegrams through every policy: {@code mvn -Pslow verify}. */
@Tag("slow")
class SlowMutationTest {
  private static final int MUTATIONS = 1_000_000;
  private static final List<byte[]> ORIGINALS = Dialects.all();

  @ParameterizedTest
  @EnumSource(ChecksumPolicy.class)
  void aMillionDamagedTelegramsDoNoHarm(ChecksumPolicy policy) {
    DsmrSettings settings = DsmrSettings.DEFAULT.with(Vectors.KEY).with(policy);
    Set<String> originals = new HashSet<>();
    ORIGINALS.forEach(bytes -> originals.add(StreamProperties.core(TelegramBuilder.text(bytes))));
    Mutations mutations = new Mutations(20_240_115);
    long delivered = 0;
    long strangers = 0;
    long characters = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] original = ORIGINALS.get(i % ORIGINALS.size());
      byte[] plain = i % 16 == 15 ? new CipherBuilder().counter(i).frame(original) : original;
      byte[] damaged = mutations.damaged(plain);
      Events events = Events.of(settings, damaged);
      if (events.accounted() != damaged.length && damaged.length > 0) {
        assertThat(events.events()).as("mutation %d", i).isEmpty();
      }
      for (DsmrTelegram telegram : events.telegrams()) {
        delivered++;
        characters += Accessors.everything(telegram).length();
        strangers += originals.contains(StreamProperties.core(telegram.toString())) ? 0 : 1;
      }
    }
    assertThat(delivered).isPositive();
    assertThat(characters).isGreaterThan(delivered * 100);
    if (policy == ChecksumPolicy.REQUIRE) {
      // Sixteen bits let one in 65,536 random changes through; these seeds have none of them.
      assertThat(strangers).isZero();
    }
  }
}
