package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FaultHandlerTest {
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  @Test
  void isGivenWhatIsRejectedWhileReadingInOrder() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\n!x\nb\n!y\n"))) {
      meter.onFault(faults::add);
      assertThat(meter.readings().map(LineReading::text)).containsExactly("a", "b");
      assertThat(faults).extracting(Fault::excerpt).containsExactly("!x", "!y");
      assertThat(meter.stats().rejectedTotal()).isEqualTo(2);
    }
  }

  @Test
  void isGivenWhatIsRejectedDuringARead() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("!x\na\n"))) {
      meter.onFault(faults::add);
      assertThat(meter.read().text()).isEqualTo("a");
      assertThat(faults).hasSize(1);
    }
  }

  @Test
  void mayFailWithoutHarm() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\n!x\nb\n"))) {
      meter.onFault(
          fault -> {
            throw new IllegalStateException("a handler with a bug");
          });
      assertThat(meter.readings().map(LineReading::text)).containsExactly("a", "b");
      assertThat(meter.stats().rejectedTotal()).isEqualTo(1);
    }
  }

  @Test
  void mayFailWithAnErrorToo() throws Exception {
    try (var meter = LineDriver.open(ScriptedTransport.recording("a\n!x\nb\n"))) {
      meter.onFault(
          fault -> {
            throw new AssertionError("test: a handler with an assertion");
          });
      assertThat(meter.readings().map(LineReading::text)).containsExactly("a", "b");
      assertThat(meter.stats().rejectedTotal()).isEqualTo(1);
    }
  }
}
