package io.github.meter4j.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RareLogTest {
  private long now = Long.MAX_VALUE - 5;

  @Test
  void logsTheFirstAndThenOneAMinute() {
    RareLog log = new RareLog(() -> now);
    assertThat(log.log(System.Logger.Level.INFO, "test: first")).isTrue();
    assertThat(log.log(System.Logger.Level.INFO, "test: at once")).isFalse();
    now += RareLog.PAUSE.toNanos() - 1;
    assertThat(log.log(System.Logger.Level.INFO, "test: too early")).isFalse();
    now++;
    assertThat(log.log(System.Logger.Level.INFO, "test: a minute later")).isTrue();
    assertThat(log.log(System.Logger.Level.INFO, "test: at once again")).isFalse();
  }
}
