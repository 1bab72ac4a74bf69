package io.github.meter4j.internal.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private static Silence learning() {
    return new Silence(Optional.empty(), Optional.empty());
  }

  private static Duration after(Silence silence, long start, int... seconds) {
    long now = start;
    silence.reading(now);
    for (int pause : seconds) {
      now += pause * SECOND;
      silence.reading(now);
    }
    return silence.limit();
  }

  @Test
  void isAMinuteUntilThereIsAnInterval() {
    Silence silence = learning();
    assertThat(silence.limit()).isEqualTo(Duration.ofMinutes(1));
    silence.reading(7);
    assertThat(silence.limit()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void isFiveTimesTheMedianInterval() {
    assertThat(after(learning(), 0, 10)).isEqualTo(Duration.ofSeconds(50));
    assertThat(after(learning(), 0, 10, 11, 12, 7200, 11)).isEqualTo(Duration.ofSeconds(55));
  }

  @Test
  void forgetsHowItUsedToBe() {
    assertThat(after(learning(), 0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 900, 900, 900, 900, 900))
        .isEqualTo(Duration.ofMinutes(75));
  }

  @Test
  void isBounded() {
    assertThat(after(learning(), 0, 1, 1, 1)).isEqualTo(Duration.ofSeconds(10));
    assertThat(after(learning(), 0, 86_400)).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void readingsThatComeTogetherCountAsOne() {
    Silence silence = learning();
    for (int minute = 0; minute < 5; minute++) {
      for (int sensor = 0; sensor < 10; sensor++) {
        silence.reading(minute * 60 * SECOND + sensor * 1_000_000L);
      }
    }
    assertThat(silence.limit()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void ofAPolledMeterItIsSeveralPollsFromTheStart() {
    assertThat(new Silence(Optional.empty(), Optional.of(Duration.ofMinutes(15))).limit())
        .isEqualTo(Duration.ofMinutes(75));
    assertThat(new Silence(Optional.empty(), Optional.of(Duration.ofSeconds(1))).limit())
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(new Silence(Optional.empty(), Optional.of(Duration.ofHours(999_999_999))).limit())
        .isEqualTo(Duration.ofHours(6));
  }

  @Test
  void whatItsUserSaysHolds() {
    Silence silence =
        new Silence(Optional.of(Duration.ofHours(9)), Optional.of(Duration.ofSeconds(1)));
    assertThat(after(silence, 0, 10, 10)).isEqualTo(Duration.ofHours(9));
  }
}
