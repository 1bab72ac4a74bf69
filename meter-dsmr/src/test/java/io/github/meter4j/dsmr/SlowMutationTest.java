package io.github.meter4j.dsmr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.Integrity;
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
    DsmrSettings settings = DsmrSettings.DEFAULT.withKey(Vectors.KEY).withChecksum(policy);
    Set<String> originals = new HashSet<>();
    ORIGINALS.forEach(bytes -> originals.add(StreamProperties.core(TelegramBuilder.text(bytes))));
    Mutations mutations = new Mutations(20_240_115);
    int delivered = 0;
    int unaccounted = 0;
    int silent = 0;
    int collisions = 0;
    int unverified = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] original = ORIGINALS.get(i % ORIGINALS.size());
      byte[] plain = i % 16 == 15 ? new CipherBuilder().counter(i).frame(original) : original;
      byte[] damaged = mutations.damaged(plain);
      Events events = Events.of(settings, damaged);
      unaccounted += events.accounted() == damaged.length ? 0 : 1;
      for (DsmrTelegram telegram : events.telegrams()) {
        delivered++;
        silent += Accessors.everything(telegram).endsWith(telegram.toString()) ? 0 : 1;
        boolean verified = telegram.integrity() == Integrity.VERIFIED;
        if (verified && !originals.contains(StreamProperties.core(telegram.toString()))) {
          collisions += hasRightChecksum(telegram) ? 1 : MUTATIONS;
        }
        unverified += verified ? 0 : 1;
      }
    }
    assertThat(unaccounted).isZero();
    assertThat(silent).isZero();
    assertThat(delivered).isGreaterThan(MUTATIONS / 100);
    // Sixteen bits let one in 65,536 random changes through; nothing else may look verified.
    assertThat(collisions).isLessThan(MUTATIONS / 65_536);
    assertThat(unverified == 0).isEqualTo(policy == ChecksumPolicy.REQUIRE);
  }

  private static boolean hasRightChecksum(DsmrTelegram telegram) {
    String text = telegram.toString();
    int end = text.lastIndexOf('!') + 1;
    String sent = text.substring(end).replaceFirst("(?s)[^0-9A-Fa-f].*", "");
    return !sent.isEmpty()
        && Integer.parseInt(sent, 16)
            == ReferenceCrc.of(TelegramBuilder.bytes(text.substring(0, end)));
  }
}
