package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.Patience.Running;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reader.MeterSubscription;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.spi.Transport;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadingsInOrderTest {
  private final ScriptedTransport line = ScriptedTransport.live();

  @Test
  void noneIsSkippedAndTheStreamEndsWithTheRecording() throws Exception {
    String all = String.join("\n", IntStream.range(0, 5000).mapToObj(i -> "r" + i).toList()) + '\n';
    List<String> chunks = new ArrayList<>();
    for (int at = 0; at < all.length(); at += 997) {
      chunks.add(all.substring(at, Math.min(all.length(), at + 997)));
    }
    try (var meter = LineDriver.open(ScriptedTransport.recording(chunks.toArray(String[]::new)))) {
      assertThat(meter.readings().map(LineReading::text))
          .containsExactlyElementsOf(IntStream.range(0, 5000).mapToObj(i -> "r" + i).toList());
      assertThat(meter.state()).isEqualTo(ReaderState.CLOSED);
      assertThat(meter.readings()).isEmpty();
    }
  }

  @Test
  void whatCameBeforeTheStreamIsPartOfIt() throws Exception {
    try (var meter = LineDriver.open(line)) {
      line.feed("a\nb\nc\n");
      assertThat(meter.readings().limit(3).map(LineReading::text)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aStreamGoesOnWhereTheOneBeforeWasClosed() throws Exception {
    try (var meter = LineDriver.open(line)) {
      line.feed("a\nb\nc\n");
      try (Stream<LineReading> first = meter.readings().limit(1)) {
        assertThat(first.map(LineReading::text)).containsExactly("a");
      }
      assertThat(meter.readings().limit(2).map(LineReading::text)).containsExactly("b", "c");
    }
  }

  @Test
  void aParallelStreamHandsOnTheFirstReadingAtOnce() throws Exception {
    try (var meter = LineDriver.open(line)) {
      line.feed("a\n");
      assertThat(
              Patience.start(() -> meter.readings().parallel().findFirst().orElseThrow().text())
                  .get())
          .isEqualTo("a");
    }
  }

  @Test
  void endsWhenAnotherThreadClosesTheStream() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Stream<LineReading> first = meter.readings();
      List<String> seen = new CopyOnWriteArrayList<>();
      Running<?> consumer =
          Patience.start(
              () -> {
                first.forEach(reading -> seen.add(reading.text()));
                return null;
              });
      line.feed("a\n");
      Patience.until("a was seen", () -> seen.contains("a"));
      line.awaitDrained();
      first.close();
      consumer.get();
      Running<String> second =
          Patience.start(() -> meter.readings().findFirst().orElseThrow().text());
      line.feed("b\n");
      assertThat(second.get()).isEqualTo("b");
      assertThat(seen).containsExactly("a");
    }
  }

  @Test
  void endsWhenAnotherThreadClosesTheReader() throws Exception {
    var meter = LineDriver.open(line);
    List<String> seen = new CopyOnWriteArrayList<>();
    Running<Long> consumer =
        Patience.start(() -> meter.readings().map(LineReading::text).filter(seen::add).count());
    line.feed("a\n");
    Patience.until("a was seen", () -> seen.contains("a"));
    line.awaitDrained();
    meter.close();
    assertThat(consumer.get()).isEqualTo(1);
  }

  @Test
  void throwsWhenTheCableIsPulledOut() throws Exception {
    try (var meter = LineDriver.open(line)) {
      line.feed("a\n");
      line.disconnect();
      List<String> seen = new ArrayList<>();
      assertThatThrownBy(() -> meter.readings().forEach(reading -> seen.add(reading.text())))
          .isInstanceOf(UncheckedIOException.class)
          .cause()
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.DISCONNECTED));
      assertThat(seen).containsExactly("a");
      assertThat(meter.state()).isEqualTo(ReaderState.DISCONNECTED);
      assertThatThrownBy(meter::read).isInstanceOf(TransportException.class);
    }
  }

  @Test
  void onlyOneStreamAtATimeAndNoneBesideASubscription() throws Exception {
    try (var meter = LineDriver.open(line)) {
      line.feed("first\n");
      meter
          .readings()
          .limit(1)
          .forEach(
              reading -> {
                assertThatThrownBy(meter::readings).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> meter.subscribe(other -> {}))
                    .isInstanceOf(IllegalStateException.class);
              });
      MeterSubscription subscription = meter.subscribe(reading -> {});
      assertThatThrownBy(meter::readings)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Handoff.buffer");
      subscription.close();
      line.feed("a\n");
      assertThat(meter.readings().findFirst()).get().extracting(LineReading::text).isEqualTo("a");
    }
  }

  @Test
  void closingAnOldStreamAgainDoesNotFreeTheNewOne() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Stream<LineReading> first = meter.readings();
      Stream<LineReading> derived = first.map(reading -> reading);
      first.close();
      Stream<LineReading> second = meter.readings();
      derived.close();
      line.feed("a\n");
      assertThat(second.findFirst()).get().extracting(LineReading::text).isEqualTo("a");
    }
  }

  @Test
  void aStreamThatWasLeftGivesWayToTheNext() throws Exception {
    line.feed("a\nb\nc\nd\n");
    try (var meter = LineDriver.open(line)) {
      assertThat(meter.readings().findFirst()).get().extracting(LineReading::text).isEqualTo("a");
      assertThat(meter.readings().limit(2).map(LineReading::text)).containsExactly("b", "c");
      assertThat(meter.readings().iterator().next().text()).isEqualTo("d");
    }
  }

  @Test
  void aStreamThatWasLeftGivesWayToReadAndToSubscribe() throws Exception {
    try (var meter = LineDriver.open(line)) {
      line.feed("a\n");
      meter.readings().limit(1).forEach(reading -> {});
      assertThatThrownBy(() -> meter.read(Duration.ofMillis(1)))
          .isInstanceOf(ReadTimeoutException.class);
      line.feed("b\n");
      meter.readings().limit(1).forEach(reading -> {});
      Heard heard = new Heard();
      meter.subscribe(heard);
      line.feed("c\n");
      heard.awaitReadings("c");
    }
  }

  @Test
  void aStreamThatGaveWaySaysSoWhenItIsReadOn() throws Exception {
    line.feed("a\nb\nc\n");
    try (var meter = LineDriver.open(line)) {
      var left = meter.readings().iterator();
      assertThat(left.next().text()).isEqualTo("a");
      assertThat(meter.readings().findFirst()).get().extracting(LineReading::text).isEqualTo("b");
      assertThatThrownBy(left::hasNext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("gave way");
    }
  }

  @Test
  void aStreamThatWasClosedGivesNothing() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\nb\n"))) {
      Stream<LineReading> stream = meter.readings();
      var iterator = stream.iterator();
      assertThat(iterator.next().text()).isEqualTo("a");
      stream.close();
      assertThat(iterator.hasNext()).isFalse();
      assertThat(meter.read().text()).isEqualTo("b");
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<Long> consumer = Patience.start(() -> meter.readings().count());
      line.awaitDrained();
      consumer.thread().interrupt();
      assertThatThrownBy(consumer::get).hasRootCauseInstanceOf(TransportException.class);
    }
  }

  @Test
  void withPatienceASilentMeterEndsInATimeoutThatSaysWhatCame() throws Exception {

    try (var meter = LineDriver.open(line);
        Stream<LineReading> readings = meter.readings(Duration.ofMillis(200))) {
      line.feed("a\n!bad\n");
      Iterator<LineReading> next = readings.iterator();
      assertThat(next.next().text()).isEqualTo("a");
      assertThatThrownBy(next::hasNext)
          .isInstanceOf(UncheckedIOException.class)
          .cause()
          .isInstanceOfSatisfying(
              ReadTimeoutException.class,
              e -> assertThat(e.getMessage()).contains("in 200 ms").contains(" bytes came"));
    }
  }

  @Test
  void withPatienceNothingIsSkippedBetweenTwoStreams() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\nb\nc\n"))) {
      try (Stream<LineReading> first = meter.readings(Duration.ofSeconds(5))) {
        assertThat(first.findFirst().orElseThrow().text()).isEqualTo("a");
      }
      assertThat(meter.readings().map(LineReading::text)).containsExactly("b", "c");
    }
  }

  @Test
  void aReadThatBeganBeforeTakesNothingFromTheStream() throws Exception {
    try (var meter = LineDriver.open(line)) {
      Running<LineReading> read = Patience.start(meter::read);
      line.awaitDrained();
      Iterator<LineReading> stream = meter.readings().iterator();
      Running<LineReading> next = Patience.start(stream::next).awaitWaiting();
      line.feed("a\n");
      assertThat(read.get().text()).isEqualTo("a");
      line.feed("b\n");
      assertThat(next.get().text()).isEqualTo("a");
      assertThat(stream.next().text()).isEqualTo("b");
    }
  }

  /** The first that reads learns that it is a recording, and the second must not clear it away. */
  @Test
  void twoReadsAtOnceLoseNothingOfARecording() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ScriptedTransport recording = ScriptedTransport.recording("a\nb\nc\nd\n");
    Transport slow =
        new Transport() {
          @Override
          public int read(ByteBuffer target, Duration timeout) throws TransportException {
            return recording.read(target, timeout);
          }

          @Override
          public void write(ByteBuffer bytes) throws TransportException {
            recording.write(bytes);
          }

          @Override
          public boolean discardInput() throws TransportException {
            entered.countDown();
            StateHandlerTest.awaitUninterrupted(release);
            return recording.discardInput();
          }

          @Override
          public void close() {
            recording.close();
          }
        };
    try (var meter = LineDriver.open(slow)) {
      try (Stream<LineReading> stream = meter.readings()) {
        assertThat(stream.findFirst().orElseThrow().text()).isEqualTo("a");
      }
      Running<LineReading> first = Patience.start(meter::read);
      StateHandlerTest.awaitUninterrupted(entered);
      Running<LineReading> second = Patience.start(meter::read).awaitWaiting();
      release.countDown();
      assertThat(first.get().text()).isEqualTo("b");
      assertThat(second.get().text()).isEqualTo("c");
      assertThat(meter.read().text()).isEqualTo("d");
    }
  }
}
