package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.reader.Handoff;
import io.github.meter4j.transport.MemoryTransport;
import io.github.meter4j.transport.Transports;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A null is refused at the door, with the name of the argument, and not somewhere inside. */
@SuppressWarnings("NullAway")
class NullArgumentsTest {
  private static final LineDriver LINE = new LineDriver();

  private static void assertRefused(String name, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessageContaining(name);
  }

  @Test
  void ofReadersAndSources() throws Exception {
    assertRefused("address", () -> MeterReader.open((String) null));
    assertRefused("source", () -> MeterReader.open((MeterSource<LineReading>) null));
    assertRefused("address", () -> MeterReader.decoder(null));
    assertRefused("driver", () -> MeterReader.decoder(null, Map.of(), ""));
    assertRefused("options", () -> MeterReader.decoder("x", null, ""));
    assertRefused("source", () -> MeterReader.decoder("x", Map.of(), null));
    assertRefused("address", () -> MeterSource.parse(null));
    assertRefused("driver", () -> MeterSource.of((LineDriver) null, "file", "x"));
    assertRefused("scheme", () -> MeterSource.of(LINE, (String) null, "x"));
    assertRefused("target", () -> MeterSource.of(LINE, "file", null));
    assertRefused("transport", () -> MeterSource.over(LINE, null));
    MeterSource<LineReading> source = MeterSource.over(LINE, MemoryTransport.of());
    assertRefused("option", () -> source.with((String) null, "x"));
    assertRefused("value", () -> source.with("stale", null));
    assertRefused("stale", () -> source.with(MeterSource.STALE, null));
    assertRefused("address", () -> Transports.open(null));
    assertRefused("scheme", () -> Transports.provider(null));
  }

  @Test
  void ofAnOpenReader() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.live())) {
      assertRefused("timeout", () -> meter.read(null));
      assertRefused("patience", () -> meter.readings(null));
      assertRefused("listener", () -> meter.subscribe(null));
      assertRefused("listener", () -> meter.subscribe(null, Handoff.LATEST));
      assertRefused("handoff", () -> meter.subscribe(reading -> {}, null));
      assertRefused("handoff", () -> meter.publisher(null));
      assertRefused("handler", () -> meter.onFault(null));
      assertRefused("handler", () -> meter.onState(null));
    }
  }
}
