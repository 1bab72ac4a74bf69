package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulseCounterTest {
  private static final long MS = 1_000_000;
  private static final Duration TEN = Duration.ofMillis(10);

  private final PulseCounter counter = new PulseCounter(true, TEN, 17);

  private void pulse(long startMillis, long length) {
    counter.edge(true, startMillis * MS);
    counter.edge(false, (startMillis + length) * MS);
  }

  private PulseTally at(long millis) {
    return counter.at(millis * MS);
  }

  @Test
  void countsNothingFromNothing() {
    assertThat(at(5)).isEqualTo(new PulseTally(0, 0, 0, 0, at(5).interval(), at(5).interval()));
    assertThat(at(5).interval()).isEmpty();
  }

  @Test
  void theFirstPulseHasNoInterval() {
    pulse(100, 30);

    assertThat(at(200).count()).isEqualTo(1);
    assertThat(at(200).interval()).isEmpty();
    assertThat(at(200).sinceLastPulse()).contains(Duration.ofMillis(100));
  }

  @Test
  void theSecondPulseHasOne() {
    pulse(100, 30);
    pulse(3_700, 80);

    assertThat(at(4_000).interval()).contains(Duration.ofMillis(3_600));
    assertThat(at(4_000).sinceLastPulse()).contains(Duration.ofMillis(300));
  }

  @Test
  void countsAPulseOnceItHasHeld() {
    counter.edge(true, 100 * MS);

    assertThat(at(109).count()).isZero();
    assertThat(at(110).count()).isEqualTo(1);
  }

  @Test
  void countsAFastestPulseOfTheStandardForAnHour() {
    for (int i = 0; i < 60_000; i++) {
      pulse(60L * i, 30);
    }
    assertThat(at(3_600_000))
        .extracting(PulseTally::count, PulseTally::rejected)
        .containsExactly(60_000L, 0L);
  }

  /** Contacts bounce for 1 to 5 ms when they close and when they open. */
  @Test
  void countsABouncingContactOnce() {
    for (long start = 0; start < 1_000; start += 100) {
      for (long time : new long[] {0, 2, 5, 30, 33}) {
        counter.edge(true, (start + time) * MS);
        counter.edge(false, (start + time + (time == 5 ? 25 : 1)) * MS);
      }
    }
    PulseTally tally = at(2_000);

    assertThat(tally.count()).isEqualTo(10);
    assertThat(tally.bounces()).isEqualTo(40);
    assertThat(tally.interval()).contains(Duration.ofMillis(100));
  }

  @Test
  void anInterferenceIsNoPulse() {
    pulse(100, 9);
    pulse(500, 1);
    pulse(900, 10);

    assertThat(at(2_000))
        .extracting(PulseTally::count, PulseTally::bounces)
        .containsExactly(1L, 2L);
  }

  @Test
  void aPulseThatComesTooSoonIsRefusedAndCountedAsThat() {
    pulse(0, 15);
    pulse(30, 15); // 30 ms after the first: no S0 output does that
    pulse(60, 15);

    assertThat(at(1_000))
        .extracting(PulseTally::count, PulseTally::tooFast)
        .containsExactly(2L, 1L);
    assertThat(at(1_000).interval()).contains(Duration.ofMillis(60));
  }

  @Test
  void aLateEdgeTimeIsForgivenByTheDebounceTime() {
    pulse(0, 30);
    pulse(50, 30); // 58.8 ms less the debounce time is 48.8 ms

    assertThat(at(1_000).count()).isEqualTo(2);
  }

  @Test
  void theFallingEdgeBeginsAPulseWhenItIsToldSo() {
    PulseCounter falling = new PulseCounter(false, TEN, 17);
    falling.edge(false, 100 * MS);
    falling.edge(true, 180 * MS);
    falling.edge(false, 1_100 * MS);

    assertThat(falling.at(1_200 * MS).count()).isEqualTo(2);
    assertThat(falling.at(1_200 * MS).interval()).contains(Duration.ofSeconds(1));
  }

  /** Opened in the middle of a pulse: its end is no pulse. */
  @Test
  void anEdgeThatOpensTheCircuitIsNoPulse() {
    counter.edge(false, 100 * MS);

    assertThat(at(1_000))
        .extracting(PulseTally::count, PulseTally::rejected)
        .containsExactly(0L, 0L);
  }

  @Test
  void aLostEdgeIsNoticed() {
    counter.edge(true, 0);
    counter.edge(true, 1_000 * MS);
    counter.edge(false, 1_080 * MS);
    counter.edge(false, 2_000 * MS);

    assertThat(at(3_000))
        .extracting(PulseTally::count, PulseTally::lostEdges, PulseTally::rejected)
        .containsExactly(2L, 2L, 0L);
  }

  @Test
  void anInterruptionEndsTheIntervalAndKeepsTheCount() {
    pulse(0, 30);
    pulse(1_000, 30);
    counter.interrupted();

    assertThat(at(2_000).count()).isEqualTo(2);
    assertThat(at(2_000).interval()).isEmpty();
    assertThat(at(2_000).sinceLastPulse()).isEmpty();

    pulse(3_000, 30);
    assertThat(at(4_000).interval()).isEmpty();
    pulse(5_000, 30);
    assertThat(at(6_000).interval()).contains(Duration.ofSeconds(2));
    assertThat(at(6_000).count()).isEqualTo(4);
  }

  @Test
  void aPulseThatIsInterruptedBeforeItHeldIsRefused() {
    counter.edge(true, 0);
    counter.interrupted();

    assertThat(at(1_000))
        .extracting(PulseTally::count, PulseTally::bounces)
        .containsExactly(0L, 1L);
  }

  /** The clock of nanoTime may start anywhere and pass the largest long. */
  @Test
  void theClockMayOverflow() {
    long start = Long.MAX_VALUE - 500 * MS;
    for (int i = 0; i < 10; i++) {
      counter.edge(true, start + i * 100 * MS);
      counter.edge(false, start + (i * 100 + 30) * MS);
    }

    assertThat(counter.at(start + 1_000 * MS).count()).isEqualTo(10);
    assertThat(counter.at(start + 1_000 * MS).interval()).contains(Duration.ofMillis(100));
  }

  @Test
  void withoutDebounceEveryPulseCountsThatIsNotTooFast() {
    PulseCounter plain = new PulseCounter(true, Duration.ZERO, 1_000);
    for (int i = 0; i < 1_000; i++) {
      plain.edge(true, i * MS);
      plain.edge(false, i * MS);
    }
    assertThat(plain.at(1_000 * MS).count()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({"30, 17", "200, 5", "-1, 17", "10, 0", "10, 1001", "29, 18", "10, 51"})
  void refusesWhatNoMeterDoes(long debounce, int rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PulseCounter(true, Duration.ofMillis(debounce), rate));
  }

  /** One level after the other, each so many milliseconds long; the first one is open. */
  private static PulseTally counted(PulseCounter counter, int times, long... levels) {
    long now = 0;
    boolean closed = true;
    for (int i = 0; i < times; i++) {
      for (long level : levels) {
        closed = !closed;
        counter.edge(closed, now * MS);
        now += level;
      }
    }
    return counter.at(now * MS);
  }

  /**
   * The mark of a Ferraris disc passes a light sensor: a turn in 120 s, the mark for 6 s, which
   * bounces for 50 to 300 ms at both of its ends.
   */
  @ParameterizedTest
  @CsvSource({"350, 1", "500, 1", "2000, 0.2", "5000, 0.1"})
  void aDiscThatTurnsIsCountedOnceATurn(long debounce, BigDecimal rate) {
    PulseCounter disc = new PulseCounter(true, Duration.ofMillis(debounce), rate, StallWatch.STALL);
    PulseTally tally = counted(disc, 10, 113_000, 50, 90, 6_000, 70, 55, 300, 40);

    assertThat(tally.count()).isEqualTo(10);
    assertThat(tally.bounces()).isEqualTo(30);
    assertThat(tally.interval()).contains(Duration.ofMillis(119_605));
  }

  @ParameterizedTest
  @CsvSource({"160, 2", "250, 2", "500, 1", "2000, 0.25"})
  void aReedContactOfAGasMeterIsCountedOnce(long debounce, BigDecimal rate) {
    PulseCounter reed = new PulseCounter(true, Duration.ofMillis(debounce), rate, StallWatch.STALL);
    PulseTally tally = counted(reed, 10, 9_000, 60, 150, 4_000, 110, 80);

    assertThat(tally.count()).isEqualTo(10);
    assertThat(tally.tooFast()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "500, 17, 1",
    "250, 17, 2",
    "30, 17, 16",
    "501, 1, 0.99",
    "3000, 1, 0.16",
    "10000, 0.06, 0.05"
  })
  void aDebounceTimeThatIsTooLongNamesTheRateThatItAllows(
      long debounce, BigDecimal rate, String allowed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PulseCounter(true, Duration.ofMillis(debounce), rate, 0))
        .withMessageContaining("debounce=" + debounce + "ms is too long for max-rate=" + rate)
        .withMessageContaining("set max-rate=" + allowed + " or less");
    assertThat(new PulseCounter(true, Duration.ofMillis(debounce), new BigDecimal(allowed), 0))
        .isNotNull();
  }

  @Test
  void aDebounceTimeOfMoreThanTenSecondsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PulseCounter(true, Duration.ofMillis(10_001), new BigDecimal("0.01"), 0))
        .withMessageContaining("debounce=10001ms is not 0 to 10s");
  }
}
