package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.reader.BackOff;
import io.github.meter4j.reader.Handoff;
import io.github.meter4j.reader.ReaderState;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.ReadingSink;
import io.github.meter4j.transport.MemoryTransport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A meter that is asked and does not answer, or refuses, is no broken way to the meter. */
class FailedPollTest {
  private static final MeterException REFUSAL = new DeviceException("no such register", 2);
  private static final MeterException SILENCE =
      new ReadTimeoutException("no answer", 0, List.of(), "is it on?");

  /** Each poll gives what is next: the text of a reading, a rejected answer, or an error. */
  private static final class Asked
      implements MeterConnection<LineReading>, MeterDriver<LineReading> {
    private final LineDriver rest = new LineDriver("line", "flaky");
    private final Queue<Object> script;
    private volatile long polls;

    Asked(Object... script) {
      this.script = new ArrayDeque<>(List.of(script));
    }

    @Override
    public boolean pump(Duration patience, ReadingSink<? super LineReading> sink)
        throws MeterException {
      Object next = script.poll();
      long poll = polls++;
      sink.missed(1);
      if (next instanceof MeterException error) {
        throw error;
      }
      if (next instanceof Fault damaged) {
        sink.received(ByteBuffer.allocate((int) damaged.offset() + damaged.length()));
        sink.rejected(damaged);
        return true;
      }
      if (next instanceof Duration rest) {
        pause(rest.compareTo(patience) < 0 ? rest : patience);
        return true;
      }
      if (next == null) {
        return false;
      }
      sink.reading(new LineReading((String) next, Instant.EPOCH), poll, 1);
      return true;
    }

    private static void pause(Duration time) {
      try {
        java.util.concurrent.TimeUnit.NANOSECONDS.sleep(time.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean discard() {
      return true;
    }

    @Override
    public long position() {
      return polls;
    }

    @Override
    public void close() {}

    @Override
    public String name() {
      return rest.name();
    }

    @Override
    public String description() {
      return rest.description();
    }

    @Override
    public Class<LineReading> readingType() {
      return LineReading.class;
    }

    @Override
    public String defaultTransport() {
      return rest.defaultTransport();
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
    public MeterConnection<LineReading> connect(Endpoint endpoint) {
      return this;
    }
  }

  private static MeterReader<LineReading> open(Object... script) throws MeterException {
    return MeterReader.open(MeterSource.over(new Asked(script), MemoryTransport.open()));
  }

  @Test
  void readThrowsWhatTheMeterSaidAndTheNextOneSucceeds() throws MeterException {
    try (MeterReader<LineReading> meter = open(REFUSAL, SILENCE, "a")) {
      assertThatThrownBy(meter::read).isSameAs(REFUSAL);
      assertThatThrownBy(meter::read).isSameAs(SILENCE);
      assertThat(meter.read().text()).isEqualTo("a");
      assertThat(meter.state()).isEqualTo(ReaderState.CONNECTED);
      assertThat(meter.stats().rejected())
          .isEqualTo(Map.of(Fault.Kind.REFUSED, 1L, Fault.Kind.NO_ANSWER, 1L));
      assertThat(meter.stats().pollsMissed()).isEqualTo(3);
    }
  }

  @Test
  void theStreamGoesOnAfterAFailedPoll() throws MeterException {
    List<Fault> faults = new ArrayList<>();
    try (MeterReader<LineReading> meter = open("a", REFUSAL, "b", SILENCE)) {
      meter.onFault(faults::add);
      assertThat(meter.readings().map(LineReading::text)).containsExactly("a", "b");
    }
    assertThat(faults)
        .extracting(Fault::kind)
        .containsExactly(Fault.Kind.REFUSED, Fault.Kind.NO_ANSWER);
    assertThat(faults.get(0).message()).isEqualTo("no such register");
  }

  @Test
  void aStreamThatLosesPatienceSaysWhatTheMeterSaidLast() throws MeterException {
    Object[] refusals = new Object[100_000];
    Arrays.fill(refusals, REFUSAL);
    try (MeterReader<LineReading> meter = open(refusals)) {
      assertThatThrownBy(() -> meter.readings(Duration.ofMillis(20)).findFirst())
          .cause()
          .isInstanceOf(ReadTimeoutException.class)
          .hasMessageEndingWith("in 20 ms: no such register");
    }
  }

  @Test
  void aSubscriptionGoesOnAfterAFailedPoll() throws Exception {
    Heard heard = new Heard();
    try (MeterReader<LineReading> meter = open("a", SILENCE, "b")) {
      meter.subscribe(heard, Handoff.buffer(9));
      heard.awaitReadings("a", "b");
      assertThat(heard.faults).extracting(Fault::kind).containsExactly(Fault.Kind.NO_ANSWER);
    }
  }

  /** The position of such a meter counts polls, the place of a fault bytes, whatever was before. */
  @Test
  void thePlaceOfAFaultIsANumberOfBytes() throws Exception {
    Fault damaged = Fault.ofSpan(Fault.Kind.CHECKSUM, "damaged", 4, new byte[6], 0, 6);
    TransportException gone =
        new TransportException(TransportException.Kind.DISCONNECTED, "unplugged");
    Asked asked = new Asked("a", "b", damaged, REFUSAL, gone, "c", damaged, SILENCE);
    Registry registry = new Registry(List.of(asked), List.of(new FlakyLink()));
    List<Fault> faults = new ArrayList<>();
    try (MeterReader<?> meter =
        MeterReader.open(
            MeterSource.parse("line:port", registry),
            new BackOff(FlakyLink.PAUSE, FlakyLink.PAUSE, () -> 0.5))) {
      meter.onFault(faults::add);
      assertThat(meter.readings()).hasSize(3);
      assertThat(meter.stats().reconnects()).isEqualTo(1);
    }
    assertThat(faults).extracting(Fault::offset).containsExactly(4L, 10L, 14L, 20L);
  }

  @Test
  void aMeterThatDoesNotAnswerIsLoggedOnceAndThatItAnswersAgain() throws Exception {
    try (LogCapture log = LogCapture.of("io.github.meter4j.reader");
        MeterReader<LineReading> meter = open("a", SILENCE, SILENCE, REFUSAL, "b", "c")) {
      assertThat(meter.readings()).hasSize(3);
      assertThat(log.all())
          .containsExactly(
              "INFO line+memory: was polled in vain: no answer: is it on?",
              "INFO line+memory: answers again after 3 failed polls");
    }
  }

  /** It is not about to be connected: something was sent, and nobody replied. */
  @Test
  void aMeterThatNeverAnsweredIsStaleFromTheFirstPollOn() throws Exception {
    List<String> states = new ArrayList<>();
    try (LogCapture log = LogCapture.of("io.github.meter4j.reader");
        MeterReader<LineReading> meter = open(SILENCE, REFUSAL, "a", SILENCE)) {
      meter.onState((state, why) -> states.add(state + why.map(e -> " " + e).orElse("")));
      assertThatThrownBy(meter::read).isSameAs(SILENCE);
      assertThat(meter.state()).isEqualTo(ReaderState.STALE);
      assertThatThrownBy(meter::read).isSameAs(REFUSAL);
      assertThat(meter.state()).isEqualTo(ReaderState.STALE);
      assertThat(meter.read().text()).isEqualTo("a");
      assertThat(meter.state()).isEqualTo(ReaderState.CONNECTED);
      assertThatThrownBy(meter::read).isSameAs(SILENCE);
      assertThat(meter.state()).as("one failure may be noise").isEqualTo(ReaderState.CONNECTED);
      assertThat(states).containsExactly("STALE " + SILENCE, "CONNECTED");
      assertThat(log.all())
          .as("each of them once")
          .containsExactly(
              "INFO line+memory: was polled in vain: no answer: is it on?",
              "INFO line+memory: answers again after 2 failed polls",
              "INFO line+memory: was polled in vain: no answer: is it on?");
    }
  }

  @Test
  void aMeterThatIsLeftAloneForAWhileSaysSoAndWhy() throws Exception {
    Duration rest = Duration.ofMillis(200);
    try (MeterReader<LineReading> meter = open(SILENCE, rest, rest, rest, rest, "a")) {
      assertThatThrownBy(meter::read).isSameAs(SILENCE);
      assertThatThrownBy(() -> meter.read(Duration.ofMillis(100)))
          .isInstanceOf(ReadTimeoutException.class)
          .hasMessageContainingAll("not polled meanwhile", "no answer");
      assertThat(meter.read().text()).isEqualTo("a");
    }
  }
}
