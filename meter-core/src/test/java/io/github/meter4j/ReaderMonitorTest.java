package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.management.ReaderMonitor;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class ReaderMonitorTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  @Test
  void showsWhatTheReaderCounts() throws Exception {
    ScriptedTransport line = ScriptedTransport.recording("a\n", "!bad\n", "b\n");
    try (MeterReader<LineReading> reader =
            MeterReader.open(MeterSource.over(new LineDriver("line", "file"), line));
        ReaderMonitor monitor = ReaderMonitor.show(reader, "house, \"left\"")) {
      ObjectName name = new ObjectName(monitor.name());
      assertThat(SERVER.getAttribute(name, "State")).isEqualTo("CONNECTING");
      assertThat(SERVER.getAttribute(name, "MillisSinceLastReading")).isEqualTo(-1L);
      long readings = reader.readings().count();
      assertThat(SERVER.getAttribute(name, "Source")).isEqualTo("line+memory:");
      assertThat(SERVER.getAttribute(name, "State")).isEqualTo("CLOSED");
      assertThat(SERVER.getAttribute(name, "Readings")).isEqualTo(readings).isEqualTo(2L);
      assertThat(SERVER.getAttribute(name, "Rejected")).isEqualTo(1L);
      assertThat(((TabularData) SERVER.getAttribute(name, "RejectedByKind")).size()).isEqualTo(1);
      assertThat(SERVER.getAttribute(name, "BytesReceived")).isEqualTo(9L);
      assertThat((Long) SERVER.getAttribute(name, "BytesRejected")).isPositive();
      assertThat(SERVER.getAttribute(name, "BytesSkipped")).isEqualTo(0L);
      assertThat(SERVER.getAttribute(name, "Dropped")).isEqualTo(0L);
      assertThat(SERVER.getAttribute(name, "PollsMissed")).isEqualTo(0L);
      assertThat(SERVER.getAttribute(name, "Repeated")).isEqualTo(0L);
      assertThat(SERVER.getAttribute(name, "NotRecorded")).isEqualTo(0L);
      assertThat((long) SERVER.getAttribute(name, "DeliveryLagMillis")).isNotNegative();
      assertThat(SERVER.getAttribute(name, "Reconnects")).isEqualTo(0L);
      assertThat(SERVER.getAttribute(name, "MeterClockLagMillis")).isEqualTo(0L);
      assertThat((Long) SERVER.getAttribute(name, "MillisSinceLastReading")).isNotNegative();
      assertThatThrownBy(() -> ReaderMonitor.show(reader, "house, \"left\""))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("house");
    }
    assertThat(SERVER.queryNames(new ObjectName("io.github.meter4j:*"), null)).isEmpty();
  }

  @Test
  void mayBeClosedTwiceAndAfterTheReader() throws Exception {
    MeterReader<LineReading> reader =
        MeterReader.open(
            MeterSource.over(new LineDriver("line", "file"), ScriptedTransport.live()));
    ReaderMonitor monitor = ReaderMonitor.show(reader, "x");
    reader.close();
    assertThat(SERVER.getAttribute(new ObjectName(monitor.name()), "State")).isEqualTo("CLOSED");
    monitor.close();
    try (MeterReader<LineReading> next = LineDriver.open(ScriptedTransport.live());
        ReaderMonitor its = ReaderMonitor.show(next, "x")) {
      monitor.close();
      assertThat(SERVER.isRegistered(new ObjectName(its.name()))).isTrue();
    }
    assertThat(SERVER.queryNames(new ObjectName("io.github.meter4j:*"), null)).isEmpty();
  }
}
