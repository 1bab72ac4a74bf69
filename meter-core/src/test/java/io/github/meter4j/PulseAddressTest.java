package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.play.FileTransportProvider;
import io.github.meter4j.spi.EdgeListener;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.FramedConnection;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PulseSource;
import io.github.meter4j.spi.PulseSourceProvider;
import io.github.meter4j.transport.MemoryTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One scheme may stand for bytes and for pulses: the driver says which it takes. */
class PulseAddressTest {
  private final List<Boolean> edges = new ArrayList<>();

  private final Registry registry =
      new Registry(
          List.of(new LineDriver("dsmr", "file"), new PulseDriver()),
          List.of(new FileTransportProvider(), new Pulses("file"), new Pulses("gpio")));

  /** Tells one edge when it is opened. */
  private record Pulses(String scheme) implements PulseSourceProvider {
    @Override
    public LinkKind kind() {
      return LinkKind.PINS;
    }

    @Override
    public String targetForm() {
      return "a pin";
    }

    @Override
    public List<OptionSpec<?>> options() {
      return List.of(OptionSpec.flag("edge-" + scheme, "true", "something"));
    }

    @Override
    public void validate(String target) {
      // any pin
    }

    @Override
    public PulseSource open(String target, Options options, EdgeListener listener) {
      listener.edge(true, 0);
      return () -> {};
    }
  }

  private final class PulseDriver implements MeterDriver<LineReading> {
    @Override
    public String name() {
      return "s0";
    }

    @Override
    public String description() {
      return "pulses";
    }

    @Override
    public Class<LineReading> readingType() {
      return LineReading.class;
    }

    @Override
    public Class<? extends LinkProvider> linkType() {
      return PulseSourceProvider.class;
    }

    @Override
    public String defaultTransport() {
      return "gpio";
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
    public MeterConnection<LineReading> connect(Endpoint endpoint) throws MeterException {
      assertThat(endpoint.link().scheme()).isEqualTo("gpio");
      endpoint.openPulseSource((high, nanos) -> edges.add(high)).close();
      assertThatThrownBy(endpoint::openTransport).isInstanceOf(IllegalStateException.class);
      return new FramedConnection<>(
          MemoryTransport.of(), new LineDecoder(), Duration.ofMillis(1), Clock.systemUTC());
    }
  }

  @Test
  void aDriverOfPulsesOpensAPulseSource() throws MeterException {
    MeterSource.parse("s0:gpio17", registry).connector().connect().close();
    assertThat(edges).containsExactly(true);
  }

  @Test
  void theSchemeMeansWhatTheDriverTakes() {
    assertThat(MeterSource.parse("dsmr+file:x?pace=max", registry)).hasToString("dsmr:x?pace=max");
    assertThat(MeterSource.parse("s0+file:x?edge-file=false", registry))
        .hasToString("s0+file:x?edge-file=false");
  }

  @Test
  void aDriverOfBytesHasNoPulseSource() {
    assertThatThrownBy(() -> MeterSource.parse("dsmr+gpio:gpio17", registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no transport \"gpio\"", "there is file");
    assertThatThrownBy(() -> MeterSource.parse("s0+tcp:x:1", registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no pulse source \"tcp\"", "there is file, gpio");
  }

  @Test
  void anOptionOfAnotherPulseSourceIsNamed() {
    assertThatThrownBy(() -> MeterSource.parse("s0:gpio17?edge-file=true", registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("edge-file belongs to the pulse source file");
  }

  /** It would be silently ignored. */
  @Test
  void pulsesAreNotRecorded() {
    assertThatThrownBy(() -> MeterSource.parse("s0+gpio:17?record=meter.rec", registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown option \"record\"");
  }
}
