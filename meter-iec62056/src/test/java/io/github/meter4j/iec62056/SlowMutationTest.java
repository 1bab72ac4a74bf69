package io.github.meter4j.iec62056;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.Integrity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged readouts by the hundred thousand: {@code mvn -Pslow verify}. */
@Tag("slow")
class SlowMutationTest {
  private static final int MUTATIONS = 100_000;

  @Test
  void aHundredThousandDamagedReadoutsDoNoHarm() {
    List<byte[]> originals = Samples.all();
    Mutations mutations = new Mutations(20_240_115);
    long delivered = 0;
    long characters = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = mutations.damaged(originals.get(i % originals.size()));
      Events events = Events.of(damaged);
      if (events.accounted() != damaged.length && damaged.length > 0) {
        assertThat(events.events()).as("mutation %d", i).isEmpty();
      }
      for (D0Readout readout : events.readouts()) {
        delivered++;
        characters += Accessors.everything(readout).length();
      }
    }
    assertThat(delivered).isPositive();
    assertThat(characters).isGreaterThan(delivered * 100);
  }

  /**
   * A block check lets one in 128 random changes through: it is counted how many, and that nothing
   * is delivered as verified whose check does not match.
   */
  @Test
  void whatIsVerifiedMatchesItsCheck() {
    List<byte[]> originals = Samples.checked();
    Mutations mutations = new Mutations(7);
    Set<String> strangers = new HashSet<>();
    long verified = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] original = originals.get(i % originals.size());
      for (D0Readout readout : Events.of(mutations.damaged(original)).readouts()) {
        if (readout.integrity() == Integrity.VERIFIED) {
          verified++;
          if (!isChecked(readout.toString())) {
            strangers.add(readout.toString());
          }
        }
      }
    }
    assertThat(verified).isPositive();
    assertThat(strangers).isEmpty();
  }

  /** Whether the last byte is the check of what stands behind an STX. */
  private static boolean isChecked(String text) {
    int check = 0;
    boolean found = false;
    for (int i = text.length() - 2; i > 0; i--) {
      check ^= text.charAt(i);
      found |= text.charAt(i - 1) == '\2' && check == text.charAt(text.length() - 1);
    }
    return found;
  }
}
