package io.github.meter4j.management;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reader.ReaderStats;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows a reader in JMX as long as it is not closed; the reader itself is not closed with it. */
public final class ReaderMonitor implements AutoCloseable {
  private final MBeanServer server;
  private final ObjectName name;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ReaderMonitor(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Shows a reader in the MBean server of this program as {@code
   * io.github.meter4j:type=MeterReader,name=NAME}.
   *
   * @param reader the reader
   * @param name what to call it; any text
   * @return closing it ends the showing
   * @throws IllegalStateException when a reader of that name is shown already
   */
  public static ReaderMonitor show(MeterReader<?> reader, String name) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName objectName =
          new ObjectName("io.github.meter4j:type=MeterReader,name=" + ObjectName.quote(name));
      server.registerMBean(new View(reader), objectName);
      return new ReaderMonitor(server, objectName);
    } catch (JMException e) {
      throw new IllegalStateException("cannot show the reader \"" + name + "\": " + e, e);
    }
  }

  /**
   * Its name in JMX.
   *
   * @return the name, as in {@code io.github.meter4j:type=MeterReader,name="house"}
   */
  public String name() {
    return name.getCanonicalName();
  }

  /** Ends the showing; closing twice does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return; // another reader may have the name by now
    }
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      return; // somebody else has ended it
    } catch (JMException e) {
      throw new IllegalStateException("cannot end the showing of " + name, e);
    }
  }

  private record View(MeterReader<?> reader) implements ReaderMXBean {
    private ReaderStats stats() {
      return reader.stats();
    }

    @Override
    public String getSource() {
      return reader.source().toString();
    }

    @Override
    public String getState() {
      return reader.state().name();
    }

    @Override
    public long getReadings() {
      return stats().readings();
    }

    @Override
    public long getRepeated() {
      return stats().repeated();
    }

    @Override
    public long getRejected() {
      return stats().rejectedTotal();
    }

    @Override
    public Map<String, Long> getRejectedByKind() {
      Map<String, Long> byKind = new TreeMap<>();
      stats().rejected().forEach((kind, count) -> byKind.put(kind.name(), count));
      return byKind;
    }

    @Override
    public long getBytesReceived() {
      return stats().bytesReceived();
    }

    @Override
    public long getBytesRejected() {
      return stats().bytesRejected();
    }

    @Override
    public long getBytesSkipped() {
      return stats().bytesSkipped();
    }

    @Override
    public long getDropped() {
      return stats().dropped();
    }

    @Override
    public long getPollsMissed() {
      return stats().pollsMissed();
    }

    @Override
    public long getReconnects() {
      return stats().reconnects();
    }

    @Override
    public long getMillisSinceLastReading() {
      return stats().sinceLastReading().map(Duration::toMillis).orElse(-1L);
    }

    @Override
    public long getMeterClockLagMillis() {
      return stats().meterClockLag().map(Duration::toMillis).orElse(0L);
    }

    @Override
    public long getDeliveryLagMillis() {
      return stats().deliveryLag().map(Duration::toMillis).orElse(-1L);
    }

    @Override
    public long getNotRecorded() {
      return stats().notRecorded();
    }
  }
}
