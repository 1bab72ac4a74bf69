package io.github.meter4j.internal.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.extension.Plugin;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import io.github.meter4j.fault.TransportException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pins by Pi4J, of one context that is made for the first pin and shut down after the last. Safe to
 * share between threads.
 *
 * <p>Compiled against Pi4J 2.8 and bound to nothing but what 2.8, 3 and 4 have in common. What goes
 * wrong in Pi4J while a pin opens comes out as its unchecked exceptions or as {@link LinkageError}.
 *
 * <p>The line of a pin that is closed while others are open is kept for the next time: the gpiod
 * provider of Pi4J 2.8 holds it until the context ends and could not request it again.
 */
public final class Pi4jPins implements Gpio {
  /** The one that all modules share. */
  static final Pi4jPins OF_THIS_PROCESS = new Pi4jPins(Pi4jPins::newContext);

  private static final System.Logger LOG = System.getLogger("io.github.meter4j.gpio");

  private final Supplier<Context> contexts;
  private final Map<Integer, Line> lines = new HashMap<>();
  private final Set<Integer> open = new HashSet<>();
  private Optional<Context> context = Optional.empty();

  /**
   * Pins of contexts of one's own, such as one of mock providers.
   *
   * @param contexts makes a context whenever a first pin opens
   */
  public Pi4jPins(Supplier<Context> contexts) {
    this.contexts = contexts;
  }

  /** Without Pi4J's shutdown hook: it would take pins away from a program that is ending. */
  private static Context newContext() {
    return Pi4J.newContextBuilder().autoDetect().disableShutdownHook().build();
  }

  /** The names of the plugins that are installed. */
  static List<String> plugins() {
    // "uses" in module-info would make Pi4J required on a module path
    Pi4jPins.class.getModule().addUses(Plugin.class);
    return ServiceLoader.load(Plugin.class).stream()
        .map(plugin -> plugin.type().getName())
        .sorted()
        .toList();
  }

  /** What Pi4J has made for a pin. */
  private interface Line {}

  private record OutputLine(DigitalOutput pin) implements Line {}

  private record InputLine(DigitalInput pin, Pull pull, long debounce, Relay relay)
      implements Line {}

  /** Some providers start a thread for every listener, so a line has one for good. */
  private static final class Relay {
    private volatile Consumer<Boolean> target = level -> {};
  }

  @Override
  public synchronized GpioOutput output(int bcm) throws TransportException {
    requireClosed(bcm);
    try {
      Line line = lines.get(bcm);
      DigitalOutput pin =
          line instanceof OutputLine kept ? kept.pin() : newOutput(contextWithout(bcm), bcm);
      lines.put(bcm, new OutputLine(pin));
      open.add(bcm);
      return new Output(bcm, pin);
    } finally {
      endContextIfUnused();
    }
  }

  @Override
  public synchronized GpioInput input(
      int bcm, Pull pull, long debounceMicros, Consumer<Boolean> edges) throws TransportException {
    requireClosed(bcm);
    try {
      InputLine line = inputLine(bcm, pull, debounceMicros);
      line.relay().target = edges;
      lines.put(bcm, line);
      open.add(bcm);
      return new Input(bcm, line);
    } finally {
      endContextIfUnused();
    }
  }

  private InputLine inputLine(int bcm, Pull pull, long debounce) throws TransportException {
    if (lines.get(bcm) instanceof InputLine kept
        && kept.pull() == pull
        && kept.debounce() == debounce) {
      return kept;
    }
    Relay relay = new Relay();
    return new InputLine(
        newInput(contextWithout(bcm), bcm, pull, debounce, relay), pull, debounce, relay);
  }

  private void requireClosed(int bcm) throws TransportException {
    if (open.contains(bcm)) {
      throw GpioFailure.inUseHere(bcm);
    }
  }

  /** The context, in which the pin is free. */
  private Context contextWithout(int bcm) {
    Context pi4j = context.orElseGet(contexts);
    context = Optional.of(pi4j);
    if (lines.remove(bcm) != null) {
      pi4j.shutdown(id(bcm));
    }
    return pi4j;
  }

  private static DigitalOutput newOutput(Context pi4j, int bcm) throws TransportException {
    DigitalOutputProvider provider = pi4j.digitalOutput();
    refuseSysfs(provider.id());
    return provider.create(
        DigitalOutput.newConfigBuilder(pi4j)
            .id(id(bcm))
            .address(bcm)
            .initial(DigitalState.LOW)
            .build());
  }

  private static DigitalInput newInput(Context pi4j, int bcm, Pull pull, long debounce, Relay relay)
      throws TransportException {
    DigitalInputProvider provider = pi4j.digitalInput();
    refuseSysfs(provider.id());
    DigitalInput pin =
        provider.create(
            DigitalInput.newConfigBuilder(pi4j)
                .id(id(bcm))
                .address(bcm)
                .pull(resistance(pull))
                .debounce(debounce)
                .build());
    pin.addListener(event -> relay.target.accept(event.state() == DigitalState.HIGH));
    return pin;
  }

  /** Also what the kernel shows as the user of the line. */
  private static String id(int bcm) {
    return "meter4j-gpio" + bcm;
  }

  private static void refuseSysfs(String provider) throws TransportException {
    if (provider.toLowerCase(Locale.ROOT).contains("linuxfs")) {
      throw GpioFailure.losesPulses(provider);
    }
  }

  private static PullResistance resistance(Pull pull) {
    return switch (pull) {
      case OFF -> PullResistance.OFF;
      case DOWN -> PullResistance.PULL_DOWN;
      case UP -> PullResistance.PULL_UP;
    };
  }

  private synchronized void close(int bcm) {
    open.remove(bcm);
    endContextIfUnused();
  }

  private void endContextIfUnused() {
    if (!open.isEmpty() || context.isEmpty()) {
      return;
    }
    Context ending = context.get();
    context = Optional.empty();
    lines.clear();
    try {
      ending.shutdown();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Pi4J did not shut down", e);
    }
  }

  private final class Output implements GpioOutput {
    private final int bcm;
    private final DigitalOutput pin;
    private volatile boolean closed;

    Output(int bcm, DigitalOutput pin) {
      this.bcm = bcm;
      this.pin = pin;
    }

    @Override
    public void high() throws TransportException {
      set(DigitalState.HIGH);
    }

    @Override
    public void low() throws TransportException {
      set(DigitalState.LOW);
    }

    private void set(DigitalState state) throws TransportException {
      if (closed) {
        throw GpioFailure.closed(bcm);
      }
      try {
        pin.state(state);
      } catch (RuntimeException e) {
        throw GpioFailure.lost(bcm, e);
      }
    }

    @Override
    public void close() {
      synchronized (Pi4jPins.this) {
        if (!closed) {
          closed = true;
          Pi4jPins.this.close(bcm);
        }
      }
    }
  }

  private final class Input implements GpioInput {
    private final int bcm;
    private final InputLine line;
    private volatile boolean closed;

    Input(int bcm, InputLine line) {
      this.bcm = bcm;
      this.line = line;
    }

    @Override
    public boolean isHigh() throws TransportException {
      if (closed) {
        throw GpioFailure.closed(bcm);
      }
      try {
        return line.pin().state() == DigitalState.HIGH;
      } catch (RuntimeException e) {
        throw GpioFailure.lost(bcm, e);
      }
    }

    @Override
    public void close() {
      synchronized (Pi4jPins.this) {
        if (!closed) {
          closed = true;
          line.relay().target = level -> {};
          Pi4jPins.this.close(bcm);
        }
      }
    }
  }
}
