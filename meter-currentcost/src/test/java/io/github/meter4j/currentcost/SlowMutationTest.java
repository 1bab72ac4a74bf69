package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred thousand damaged messages: {@code mvn -Pslow verify}. */
@Tag("slow")
class SlowMutationTest {
  private static final int MUTATIONS = 100_000;

  @Test
  void aHundredThousandDamagedMessagesDoNoHarm() {
    Mutations mutations = new Mutations(20_090_218);
    byte[] good = Events.bytes("\r\n" + Samples.LIVE);
    long delivered = 0;
    long rejected = 0;
    long characters = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] original = Events.bytes(Samples.ALL.get(i % Samples.ALL.size()));
      byte[] damaged = mutations.damaged(original);
      byte[] stream = Events.concat(List.of(damaged, good));
      Events events = Events.of(CurrentCostSettings.DEFAULT, 1 + i % 300, stream);
      assertThat(events.accounted()).as("mutation %d", i).isEqualTo(stream.length);
      List<CurrentCostMessage> messages = events.messages();
      assertThat(messages.get(messages.size() - 1).toString())
          .as("mutation %d", i)
          .isEqualTo(Samples.LIVE);
      delivered += messages.size() - 1;
      rejected += events.faults().size();
      for (CurrentCostMessage message : messages) {
        characters += Accessors.everything(message).length();
      }
      StaxReference.compare(damaged);
    }
    assertThat(delivered).isBetween(1_000L, (long) MUTATIONS);
    assertThat(rejected).isPositive();
    assertThat(characters).isGreaterThan(delivered * 100);
  }
}
