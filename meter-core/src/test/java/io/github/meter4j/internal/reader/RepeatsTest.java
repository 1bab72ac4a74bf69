package io.github.meter4j.internal.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.Heard;
import io.github.meter4j.LineDriver;
import io.github.meter4j.LineReading;
import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.Patience;
import io.github.meter4j.ScriptedTransport;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RepeatsTest {
  private static final String FIRST = "@2026-01-01T00:00:00\n";
  private static final String SECOND = "@2026-01-01T00:00:01\n";

  private static MeterReader<LineReading> reader(ScriptedTransport line) throws MeterException {
    return MeterReader.open(MeterSource.over(new LineDriver(), line).with("dedup", "true"));
  }

  private static List<String> texts(MeterReader<LineReading> meter) {
    return meter.readings().map(LineReading::text).toList();
  }

  @Test
  void leavesOutAndCountsWhatCameBefore() throws Exception {
    var line = ScriptedTransport.recording(FIRST, FIRST, SECOND + FIRST, SECOND);
    try (var meter = reader(line)) {
      assertThat(texts(meter)).containsExactly(FIRST.trim(), SECOND.trim());
      assertThat(meter.stats().readings()).isEqualTo(2);
      assertThat(meter.stats().repeated()).isEqualTo(3);
    }
  }

  @Test
  void isOffUnlessAskedFor() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording(FIRST, FIRST))) {
      assertThat(texts(meter)).hasSize(2);
      assertThat(meter.stats().repeated()).isZero();
    }
  }

  @Test
  void aReadingWithoutATimeIsNoRepeat() throws Exception {
    try (var meter = reader(ScriptedTransport.recording("5 W\n", "5 W\n"))) {
      assertThat(texts(meter)).hasSize(2);
    }
  }

  @Test
  void remembersTheLastSixteen() throws Exception {
    String seventeen =
        IntStream.range(10, 27)
            .mapToObj(second -> "@2026-01-01T00:00:" + second + '\n')
            .collect(Collectors.joining());
    String oldest = "@2026-01-01T00:00:10\n";
    String known = "@2026-01-01T00:00:26\n";
    try (var meter = reader(ScriptedTransport.recording(seventeen + known + oldest))) {
      assertThat(texts(meter)).hasSize(18).endsWith(oldest.trim());
      assertThat(meter.stats().repeated()).isEqualTo(1);
    }
  }

  @Test
  void aFreshReadingIsANewOne() throws Exception {
    ScriptedTransport line = ScriptedTransport.live();
    try (var meter = reader(line)) {
      Patience.Running<LineReading> first = Patience.start(meter::read);
      line.awaitDrained();
      line.feed(FIRST);
      first.get();
      Patience.Running<LineReading> second = Patience.start(meter::read);
      line.awaitDrained();
      line.feed(FIRST);
      line.feed(SECOND);
      assertThat(second.get().text()).isEqualTo(SECOND.trim());
    }
  }

  /** A bridge that says the same for ever has lost its meter. */
  @Test
  void repeatsDoNotKeepAReaderFromBeingStale() throws Exception {
    ScriptedTransport line = ScriptedTransport.live();
    Heard heard = new Heard();
    var source = MeterSource.over(new LineDriver(), line).with("dedup", "true");
    try (var meter = MeterReader.open(source.with("stale", "100ms"))) {
      meter.subscribe(heard, Handoff.buffer(9));
      line.feed(FIRST);
      Patience.until(
          "it is stale",
          () -> {
            line.feed(FIRST);
            return heard.states.contains(ReaderState.STALE);
          });
      assertThat(heard.readings).containsExactly(FIRST.trim());
    }
  }
}
