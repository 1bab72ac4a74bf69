package io.github.meter4j;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.reader.BackOff;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A way that a test breaks and repairs; each time it is opened there is a new transport. */
final class FlakyLink implements TransportProvider {
  /** So short that a test need not wait. */
  static final Duration PAUSE = Duration.ofMillis(5);

  private final List<ScriptedTransport> opened = new ArrayList<>();
  private final LinkKind kind;
  private boolean there = true;
  private int refusals;

  FlakyLink() {
    this(LinkKind.MEMORY);
  }

  FlakyLink(LinkKind kind) {
    this.kind = kind;
  }

  MeterSource<LineReading> source(String options) {
    LineDriver driver = new LineDriver("line", "flaky");
    Registry registry = new Registry(List.of(driver), List.of(this));
    @SuppressWarnings("unchecked") // the only driver there is
    MeterSource<LineReading> source =
        (MeterSource<LineReading>) MeterSource.parse("line:port" + options, registry);
    return source;
  }

  MeterReader<LineReading> reader(String options) throws MeterException {
    return MeterReader.open(source(options), new BackOff(PAUSE, PAUSE, () -> 0.5));
  }

  /** The transport of now, when it was opened at least so often. */
  ScriptedTransport awaitOpened(int times) {
    Patience.until("it was opened " + times + " times", () -> times() >= times);
    return last();
  }

  synchronized int times() {
    return opened.size();
  }

  private synchronized ScriptedTransport last() {
    return opened.get(opened.size() - 1);
  }

  synchronized void setThere(boolean there) {
    this.there = there;
  }

  synchronized int refusals() {
    return refusals;
  }

  synchronized List<ScriptedTransport> opened() {
    return List.copyOf(opened);
  }

  @Override
  public String scheme() {
    return "flaky";
  }

  @Override
  public LinkKind kind() {
    return kind;
  }

  @Override
  public String targetForm() {
    return "anything";
  }

  @Override
  public List<OptionSpec<?>> options() {
    return List.of();
  }

  @Override
  public void validate(String target) {
    // anything
  }

  @Override
  public synchronized Transport open(String target, Options options) throws TransportException {
    if (!there) {
      refusals++;
      throw new TransportException(TransportException.Kind.NOT_FOUND, "no port " + target);
    }
    ScriptedTransport transport = ScriptedTransport.live();
    opened.add(transport);
    return transport;
  }
}
