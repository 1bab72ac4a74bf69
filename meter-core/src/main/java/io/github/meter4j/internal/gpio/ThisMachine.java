package io.github.meter4j.internal.gpio;

import io.github.meter4j.fault.TransportException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The pins of this machine, and what is wrong with it when there are none. Names no class of Pi4J
 * itself, which may be missing or made for another Java.
 */
final class ThisMachine implements Gpio {
  private final Supplier<Gpio> pins;
  private final GpioFailure failure;

  ThisMachine(Supplier<Gpio> pins, GpioFailure failure) {
    this.pins = pins;
    this.failure = failure;
  }

  static Gpio gpio(String alternative) {
    return new ThisMachine(
        () -> Pi4jPins.OF_THIS_PROCESS,
        new GpioFailure(Board::current, ThisMachine::plugins, alternative));
  }

  @Override
  public GpioOutput output(int bcm) throws TransportException {
    Pins.require(bcm);
    try {
      return pins.get().output(bcm);
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      throw failure.of(bcm, e);
    }
  }

  @Override
  public GpioInput input(int bcm, Pull pull, long debounceMicros, Consumer<Boolean> edges)
      throws TransportException {
    Pins.require(bcm);
    try {
      return pins.get().input(bcm, pull, debounceMicros, edges);
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      throw failure.of(bcm, e);
    }
  }

  private static List<String> plugins() {
    try {
      return Pi4jPins.plugins();
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      return List.of(); // the message does without their names
    }
  }
}
