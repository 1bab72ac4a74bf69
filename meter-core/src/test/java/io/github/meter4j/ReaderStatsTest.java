package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.Patience.Running;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.reader.ReaderStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReaderStatsTest {
  private final ScriptedTransport line = ScriptedTransport.live();

  @Test
  void everyByteIsFramedRejectedOrSkipped() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\n\n!ba", "d\nbb\n\nrest"))) {
      long framed = meter.readings().mapToLong(reading -> reading.frame().length).sum();
      ReaderStats stats = meter.stats();
      assertThat(stats.readings()).isEqualTo(2);
      assertThat(framed).isEqualTo(5);
      assertThat(stats.bytesRejected()).isEqualTo(9);
      assertThat(stats.bytesSkipped()).isEqualTo(2);
      assertThat(stats.bytesReceived())
          .isEqualTo(framed + stats.bytesRejected() + stats.bytesSkipped());
      assertThat(stats.rejected())
          .containsOnlyKeys(Fault.Kind.CHECKSUM, Fault.Kind.FRAMING)
          .containsValue(1L);
      assertThat(stats.rejectedTotal()).isEqualTo(2);
      assertThatThrownBy(() -> stats.rejected().clear())
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void whatAReadForgetsCountsAsSkipped() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> first = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("a\nhalf");
      first.get();
      Running<LineReading> second = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("b\n");
      second.get();
      ReaderStats stats = meter.stats();
      assertThat(stats.bytesReceived()).isEqualTo(8);
      assertThat(stats.bytesSkipped()).isEqualTo(4);
      assertThat(stats.bytesRejected()).isZero();
    }
  }

  @Test
  void aFrameThatABreakCutsOffIsRejected() throws Exception {
    FlakyLink link = new FlakyLink();
    try (MeterReader<LineReading> meter = link.reader("")) {
      Running<List<String>> stream =
          Patience.start(() -> meter.readings().limit(2).map(LineReading::text).toList());
      link.awaitOpened(1).feed("a\nhalf");
      link.awaitOpened(1).awaitDrained();
      link.awaitOpened(1).disconnect();
      link.awaitOpened(2).feed("b\n");
      assertThat(stream.get()).containsExactly("a", "b");
      ReaderStats stats = meter.stats();
      assertThat(stats.bytesReceived()).isEqualTo(8);
      assertThat(stats.rejected()).containsExactly(Map.entry(Fault.Kind.FRAMING, 1L));
      assertThat(stats.bytesRejected()).isEqualTo(4);
      assertThat(stats.bytesSkipped()).isZero();
    }
  }

  @Test
  void whatAReadForgetsCountsAlsoWhenTheWayIsBrokenByThen() throws Exception {
    FlakyLink link = new FlakyLink();
    try (MeterReader<LineReading> meter = link.reader("")) {
      Running<LineReading> first = Patience.start(meter::read);
      link.awaitOpened(1).awaitDrained();
      link.awaitOpened(1).feed("a\nhalf");
      first.get();
      link.awaitOpened(1).disconnect();
      Running<LineReading> second = Patience.start(meter::read);
      link.awaitOpened(2).awaitDrained();
      link.awaitOpened(2).feed("b\n");
      assertThat(second.get().text()).isEqualTo("b");
      ReaderStats stats = meter.stats();
      assertThat(stats.bytesReceived()).isEqualTo(8);
      assertThat(stats.bytesSkipped() + stats.bytesRejected()).isEqualTo(4);
      assertThat(stats.reconnects()).isEqualTo(1);
    }
  }

  @Test
  void aNewReaderHasCountedNothing() throws Exception {
    try (var meter = LineDriver.open(line)) {
      ReaderStats stats = meter.stats();
      assertThat(stats.readings()).isZero();
      assertThat(stats.bytesReceived()).isZero();
      assertThat(stats.sinceLastReading()).isEmpty();
      assertThat(stats.meterClockLag()).isEmpty();
      assertThat(meter.state()).isEqualTo(ReaderState.CONNECTING);
    }
  }

  @Test
  void theClockLagIsThatOfTheLastReadingThatHadATime() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("@2001-01-01T00:00:00\nx\n"))) {
      assertThat(meter.readings()).hasSize(2);
      assertThat(meter.stats().meterClockLag())
          .hasValueSatisfying(lag -> assertThat(lag).isGreaterThan(Duration.ofDays(9000)));
      assertThat(meter.stats().sinceLastReading())
          .hasValueSatisfying(age -> assertThat(age).isBetween(Duration.ZERO, Patience.LIMIT));
    }
  }

  @Test
  void aReaderWithoutAReadingForLongIsStale() throws Exception {
    var source = MeterSource.over(new LineDriver(), line).with("stale", "100ms");
    try (var meter = MeterReader.open(source)) {
      Running<LineReading> read = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("a\n");
      read.get();
      Patience.until("it is stale", () -> meter.state() == ReaderState.STALE);
      Running<LineReading> again = Patience.start(meter::read);
      line.awaitDrained();
      line.feed("b\n");
      assertThat(again.get().text()).isEqualTo("b");
    }
  }

  @Test
  void theLongestStaleOptionIsNoOverflow() throws Exception {
    var source =
        MeterSource.over(new LineDriver(), ScriptedTransport.recording("a\n", "b\n"))
            .with("stale", "999999999h");
    try (var meter = MeterReader.open(source)) {
      meter.read();
      assertThat(meter.state()).isEqualTo(ReaderState.CONNECTED);
    }
  }
}
