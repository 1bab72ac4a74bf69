package io.github.meter4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.LogCapture;
import org.junit.jupiter.api.Test;

class RateLimitedLogTest {
  private static final String LOGGER = "io.github.meter4j.test";

  private long now = Long.MAX_VALUE - 5;

  @Test
  void logsTheFirstAndThenOneAMinuteWithTheNumberOfOthers() {
    RateLimitedLog log = new RateLimitedLog(LOGGER, () -> now);
    try (LogCapture lines = LogCapture.of(LOGGER)) {
      assertThat(log.log(System.Logger.Level.INFO, "first")).isTrue();
      assertThat(log.log(System.Logger.Level.INFO, "at once")).isFalse();
      now += RateLimitedLog.PAUSE.toNanos() - 1;
      assertThat(log.log(System.Logger.Level.INFO, "too early")).isFalse();
      now++;
      assertThat(log.log(System.Logger.Level.INFO, "a minute later")).isTrue();
      assertThat(log.log(System.Logger.Level.INFO, "at once again")).isFalse();
      assertThat(lines.all())
          .containsExactly(
              "INFO first", "INFO a minute later (2 more since the last such message)");
    }
  }
}
