package io.github.meter4j.dsmr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.ObisObject;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A decoder that knows the layout of its meter gives the same as one that sees it first. */
class KnownLayoutTest {
  /** With an offset: the hint on local times comes once in a stream, by design. */
  private static final DsmrSettings IGNORE =
      DsmrSettings.DEFAULT
          .withChecksum(ChecksumPolicy.IGNORE)
          .withStandardTime(ZoneOffset.ofHours(1));

  private static final String REPLACEMENTS = "0123456789ABC()*.:!/ \r\nkWh\u0080\u0000";

  private record Seen(
      String ident,
      List<ObisObject> objects,
      List<String> unparsed,
      List<?> measurements,
      List<?> faults) {
    static List<Seen> of(Events events) {
      return events.telegrams().stream()
          .map(t -> new Seen(t.ident(), t.objects(), t.unparsed(), t.measurements(), t.faults()))
          .toList();
    }
  }

  @Test
  void whateverChangesInATelegramOfTheSameLength() {
    Random random = new Random(20240115);
    for (String name : List.of("p1_v50", "p1_be", "p1_v3", "p1_se", "p1_at")) {
      byte[] known = Vectors.bytes(name);
      for (int i = 0; i < 3_000; i++) {
        byte[] changed = known.clone();
        for (int k = random.nextInt(3); k >= 0; k--) {
          char replacement = REPLACEMENTS.charAt(random.nextInt(REPLACEMENTS.length()));
          changed[random.nextInt(changed.length)] = (byte) replacement;
        }
        List<Seen> fresh = Seen.of(Events.of(IGNORE, changed));
        List<Seen> warm = Seen.of(Events.of(IGNORE, known, known, known, changed));
        List<Seen> last = warm.subList(Math.min(3, warm.size()), warm.size());
        assertThat(last.stream().map(KnownLayoutTest::withoutOffsets).toList())
            .as(name + ": " + new String(changed, StandardCharsets.ISO_8859_1))
            .isEqualTo(fresh.stream().map(KnownLayoutTest::withoutOffsets).toList());
      }
    }
  }

  /** Faults count from the start of the stream, which differs. */
  private static List<Object> withoutOffsets(Seen seen) {
    return Arrays.asList(
        seen.ident,
        seen.objects,
        seen.unparsed,
        seen.measurements,
        seen.faults.toString().replaceAll("offset=\\d+", "").replaceAll("byte \\d+", ""));
  }
}
