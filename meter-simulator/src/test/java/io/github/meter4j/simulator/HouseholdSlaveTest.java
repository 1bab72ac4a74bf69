package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the meters of a household say agrees: among each other, and power with energy. */
class HouseholdSlaveTest {
  private static final Instant NOON = Instant.parse("2026-07-02T10:00:00Z");
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

  private final Household household = new Household(1, NOON);

  private static int[] dds238(SinglePhase now) {
    return Dds238Registers.of(now, 0x0101).read(0, 18).orElseThrow();
  }

  private static long energy(int[] words, int at) {
    return ((long) words[at] << 16) + words[at + 1];
  }

  private static float iem2150(SinglePhase now, int manual) {
    int[] words = Iem2150Registers.of(now, NOON.atZone(BRUSSELS)).read(manual - 1, 2).orElseThrow();
    return Float.intBitsToFloat(words[0] << 16 | words[1]);
  }

  @Test
  void energyIsTheSumOfPower() {
    int[] before = dds238(household.singlePhase());
    long wattSeconds = 0;
    long varSeconds = 0;
    SinglePhase first = household.singlePhase();
    for (int second = 1; second <= 12 * 3_600; second++) {
      household.skipTo(NOON.plusSeconds(second));
      int[] now = dds238(household.singlePhase());
      wattSeconds += (short) now[0x0E];
      varSeconds += now[0x0F];
    }
    SinglePhase last = household.singlePhase();
    int[] after = dds238(last);
    long imported = energy(after, 0x0A) - energy(before, 0x0A);
    long exported = energy(after, 0x08) - energy(before, 0x08);

    assertThat(imported).isPositive();
    assertThat(exported).isPositive();
    assertThat(10.0 * (imported - exported)).isCloseTo(wattSeconds / 3_600.0, within(20.0));
    assertThat((double) (last.varHours() - first.varHours()))
        .isCloseTo(varSeconds / 3_600.0, within(2.0));
    assertThat(energy(after, 0)).isEqualTo(energy(after, 0x08) + energy(after, 0x0A));
  }

  @Test
  void metersOfOneHouseholdAgree() {
    household.skipTo(NOON.plusSeconds(77));
    SinglePhase now = household.singlePhase();
    int[] words = dds238(now);

    assertThat(iem2150(now, 3028)).isEqualTo(words[0x0C] / 10f);
    assertThat(iem2150(now, 3000)).isEqualTo(words[0x0D] / 100f);
    assertThat(iem2150(now, 3054)).isEqualTo((short) words[0x0E] / 1000f);
    assertThat(iem2150(now, 3110)).isEqualTo(words[0x11] / 100f);
    assertThat(now.watts()).isNegative();
    assertThat(iem2150(now, 3084)).isEqualTo(-words[0x10] / 1000f);
    assertThat(iem2150(now, 3030)).isNaN();
    assertThat(words[0x0D] * (long) words[0x0C])
        .isCloseTo(1_000L * now.voltAmperes(), within(2_000L));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:59Z, 1, 59, 0",
    "2026-03-29T01:00:00Z, 3, 0, 0x8000",
    "2026-10-25T00:59:59Z, 2, 59, 0x8000",
    "2026-10-25T01:00:00Z, 2, 0, 0"
  })
  void theClockGoesForwardAndBack(Instant now, int hour, int minute, String summer) {
    int[] words =
        Iem2150Registers.of(household.singlePhase(), now.atZone(BRUSSELS))
            .read(1844, 4)
            .orElseThrow();

    assertThat(words[2]).isEqualTo(Integer.decode(summer) | hour << 8 | minute);
  }

  @Test
  void theClockIsLocal() {
    int[] words =
        Iem2150Registers.of(household.singlePhase(), NOON.plusSeconds(7).atZone(BRUSSELS))
            .read(1844, 4)
            .orElseThrow();

    // Thursday 2 July 2026, 12:00:07 in summer.
    assertThat(words).containsExactly(26, 7 << 8 | 4 << 5 | 2, 0x8000 | 12 << 8, 7_000);
  }
}
