package io.github.meter4j.spi;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reading.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows one kind of meter. Stateless and safe to share between threads.
 *
 * @param <R> the type of reading
 */
public interface MeterDriver<R extends Reading> {

  /**
   * The name at the start of a meter address, as in {@code dsmr:/dev/ttyUSB0}.
   *
   * @return a lower-case word
   */
  String name();

  /**
   * What meters it reads, in one line for a list.
   *
   * @return a phrase
   */
  String description();

  /**
   * The type of its readings.
   *
   * @return the class
   */
  Class<R> readingType();

  /**
   * What leads to this kind of meter: bytes, or pulses.
   *
   * @return the type of the providers whose schemes an address may name
   */
  default Class<? extends LinkProvider> linkType() {
    return TransportProvider.class;
  }

  /**
   * The scheme that an address without one means.
   *
   * @return the scheme of a provider of {@link #linkType}
   */
  String defaultTransport();

  /**
   * Values that this kind of meter gives to options of a transport where the address has none, such
   * as the speed of its line.
   *
   * @return option names and their values as in an address
   */
  Map<String, String> transportDefaults();

  /**
   * The same, where it depends on what the address says of the meter.
   *
   * @param given the options that the address has, as texts, not yet checked
   * @return option names and their values as in an address
   * @throws IllegalArgumentException when one of them is wrong
   */
  default Map<String, String> transportDefaults(Map<String, String> given) {
    return transportDefaults();
  }

  /**
   * The options of this driver.
   *
   * @return a list that never changes
   */
  List<OptionSpec<?>> options();

  /**
   * How often a meter of this kind is asked. A reader takes it for silent when it has not answered
   * for several times as long.
   *
   * @param options the options of the address
   * @return the interval of the polls, or empty for a meter that talks by itself
   */
  default Optional<Duration> period(Options options) {
    return Optional.empty();
  }

  /**
   * What to look at when a serial port is open and no byte comes from a meter of this kind.
   *
   * @return a question for a message, such as {@code Is the display on?}
   */
  default String whenSilent() {
    return "Is the meter's port switched on?";
  }

  /**
   * A decoder for what meters of this kind send, to be fed with bytes from anywhere.
   *
   * @param options the options of this driver, checked
   * @param source what {@link Reading#source} says
   * @return a new decoder
   * @throws IllegalArgumentException when an option refers to what is not there, such as a key, or
   *     there is nothing to decode because such meters are polled or give pulses
   */
  default FrameDecoder<R> decoder(Options options, String source) {
    throw new IllegalArgumentException(
        "driver " + name() + " has no decoder: its meters do not send frames by themselves");
  }

  /**
   * Connects to a meter.
   *
   * @param endpoint where to
   * @return the open connection
   * @throws MeterException when the meter cannot be reached
   */
  MeterConnection<R> connect(Endpoint endpoint) throws MeterException;
}
