package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.FramedConnection;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clock of the machine is set, by years to and fro: nothing but the stamps is changed. */
@Timeout(30)
class ClockStepTest {
  private static final Instant TRUE_TIME = Instant.parse("2026-07-01T12:00:00Z");

  /** Another time whenever it is asked: right, a year late, a year early. */
  private static final class SteppingClock extends Clock {
    private int asked;

    @Override
    public synchronized Instant instant() {
      return stamp(asked++);
    }

    static Instant stamp(int number) {
      int years = new int[] {0, 1, -1}[number % 3];
      return TRUE_TIME.plus(Duration.ofDays(365L * years));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private record SteppedDriver(Clock clock) implements MeterDriver<LineReading> {
    @Override
    public String name() {
      return "stepped";
    }

    @Override
    public String description() {
      return "lines with stamps that jump";
    }

    @Override
    public Class<LineReading> readingType() {
      return LineReading.class;
    }

    @Override
    public String defaultTransport() {
      return "serial";
    }

    @Override
    public Map<String, String> transportDefaults() {
      return Map.of();
    }

    @Override
    public List<OptionSpec<?>> options() {
      return List.of();
    }

    @Override
    public MeterConnection<LineReading> connect(Endpoint endpoint) throws MeterException {
      return new FramedConnection<>(
          endpoint.openTransport(), new LineDecoder(), Duration.ofMillis(50), clock);
    }
  }

  private static MeterReader<LineReading> open(ScriptedTransport line) throws MeterException {
    return MeterReader.open(MeterSource.over(new SteppedDriver(new SteppingClock()), line));
  }

  @Test
  void readingsStateAndPatienceStayAsTheyAre() throws Exception {
    ScriptedTransport line = ScriptedTransport.live();
    try (MeterReader<LineReading> meter = open(line)) {
      try (Stream<LineReading> readings = meter.readings(Duration.ofSeconds(10))) {
        var next = readings.iterator();
        for (int i = 0; i < 12; i++) {
          line.feed("r" + i + "\n");
          LineReading reading = next.next();
          assertThat(reading.text()).isEqualTo("r" + i);
          assertThat(reading.arrived()).isEqualTo(SteppingClock.stamp(i));
          assertThat(meter.state()).isEqualTo(ReaderState.CONNECTED);
          assertThat(meter.stats().sinceLastReading())
              .hasValueSatisfying(
                  age -> assertThat(age).isBetween(Duration.ZERO, Duration.ofSeconds(10)));
        }
      }
      long before = System.nanoTime();
      assertThatThrownBy(() -> meter.read(Duration.ofMillis(100)))
          .isInstanceOf(ReadTimeoutException.class);
      assertThat(System.nanoTime() - before).isBetween(90_000_000L, 10_000_000_000L);
    }
  }

  @Test
  void aSubscriptionHearsEveryReadingInOrder() throws Exception {
    ScriptedTransport line = ScriptedTransport.live();
    Heard heard = new Heard();
    try (MeterReader<LineReading> meter = open(line)) {
      meter.subscribe(heard, Handoff.buffer(20));
      for (String text : List.of("a", "b", "c", "d", "e", "f")) {
        line.feed(text + "\n");
      }
      heard.awaitReadings("a", "b", "c", "d", "e", "f");
      assertThat(heard.states).containsExactly(ReaderState.CONNECTED);
    }
  }
}
