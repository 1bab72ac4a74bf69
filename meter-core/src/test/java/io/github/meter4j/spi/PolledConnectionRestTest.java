package io.github.meter4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.reading.Reading;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A poll that has to wait for others on its line. */
class PolledConnectionRestTest implements Poll<Reading>, ReadingSink<Reading> {
  private final List<String> calls = new ArrayList<>();
  private long now;
  private Duration rest = Duration.ZERO;
  private boolean silent;

  private final PolledConnection<Reading> connection =
      new PolledConnection<>(this, Duration.ofSeconds(1), () -> now);

  @Override
  public boolean poll(ReadingSink<? super Reading> sink) throws MeterException {
    calls.add("poll");
    if (silent) {
      throw new ReadTimeoutException("no answer", 0, List.of(), "is it there?");
    }
    return true;
  }

  @Override
  public Duration rest() {
    calls.add("rest");
    return rest;
  }

  private void pumpAt(long millis) throws MeterException {
    now = TimeUnit.MILLISECONDS.toNanos(millis);
    connection.pump(Duration.ZERO, this);
  }

  @Test
  void restIsAskedForWhenAPollIsDueAndThePollFollowsAtOnce() throws MeterException {
    pumpAt(0);
    pumpAt(500);
    pumpAt(1000);
    assertThat(calls).containsExactly("rest", "poll", "rest", "poll");
  }

  @Test
  void aPollThatRestsIsNotMadeBeforeItsTime() throws MeterException {
    rest = Duration.ofSeconds(3);
    pumpAt(0);
    rest = Duration.ZERO;
    pumpAt(2900);
    connection.hurry();
    pumpAt(2950);
    assertThat(calls).containsExactly("rest");
    pumpAt(3000);
    assertThat(calls).containsExactly("rest", "rest", "poll");
  }

  /** Else a poll that is allowed now would be taken for one that was made. */
  @Test
  void aMeterThatPausesIsNotAskedForItsRest() throws MeterException {
    silent = true;
    assertThatThrownBy(() -> pumpAt(0)).isInstanceOf(ReadTimeoutException.class);
    assertThatThrownBy(() -> pumpAt(1000)).isInstanceOf(ReadTimeoutException.class);
    calls.clear();
    pumpAt(2000); // within the pause of 2 s
    assertThat(calls).isEmpty();
    connection.hurry();
    assertThatThrownBy(() -> pumpAt(2000)).isInstanceOf(ReadTimeoutException.class);
    assertThat(calls).containsExactly("rest", "poll");
  }

  @Override
  public void reading(Reading reading, long offset, int length) {}

  @Override
  public void rejected(Fault fault) {}

  @Override
  public void skipped(long offset, int length) {}

  @Override
  public void received(ByteBuffer bytes) {}
}
