package io.github.meter4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.LineReading;
import io.github.meter4j.LogCapture;
import io.github.meter4j.fault.Fault;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OverrunLogTest {

  @Test
  void namesTheMeterThatIsPolledTooOften() throws Exception {
    AtomicLong now = new AtomicLong();
    Poll<LineReading> slow =
        new Poll<>() {
          @Override
          public boolean poll(ReadingSink<? super LineReading> sink) {
            now.addAndGet(Duration.ofMillis(1700).toNanos());
            return true;
          }

          @Override
          public String toString() {
            return "iec62056:/dev/ttyUSB7?mode=C";
          }
        };
    ReadingSink<LineReading> sink = ReadingSink.of(reading -> {}, (Fault fault) -> {});
    try (LogCapture log = LogCapture.of("io.github.meter4j.spi");
        PolledConnection<LineReading> connection =
            new PolledConnection<>(slow, Duration.ofSeconds(1), now::get)) {
      for (int i = 0; i < 6; i++) {
        connection.hurry();
        assertThat(connection.pump(Duration.ZERO, sink)).isTrue();
      }
      assertThat(log.all())
          .singleElement()
          .asString()
          .contains("/dev/ttyUSB7", "1700 ms", "1000 ms");
    }
  }
}
