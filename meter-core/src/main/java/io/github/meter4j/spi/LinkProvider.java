package io.github.meter4j.spi;

import java.util.List;
import java.util.Map;

/**
 * Knows one way to meters by its scheme: a {@link TransportProvider} opens ways for bytes, a {@link
 * PulseSourceProvider} ways for pulses. Stateless and safe to share between threads.
 */
public sealed interface LinkProvider permits TransportProvider, PulseSourceProvider {

  /**
   * The scheme in a meter address, as in {@code dsmr+tcp://host:23}.
   *
   * @return a lower-case word
   */
  String scheme();

  /**
   * What this link is.
   *
   * @return the kind
   */
  LinkKind kind();

  /**
   * What a target looks like, for messages: {@code host:port} or {@code a port such as
   * /dev/ttyUSB0}.
   *
   * @return a phrase
   */
  String targetForm();

  /**
   * The options of this way. One that is named {@code driver} has the name of the driver where the
   * address does not say it.
   *
   * @return a list that never changes
   */
  List<OptionSpec<?>> options();

  /**
   * The defaults of its options where a driver gives some, for a link that has its own.
   *
   * @param ofDriver names and values that the driver of an address gives
   * @return names and values that hold
   */
  default Map<String, String> defaults(Map<String, String> ofDriver) {
    return ofDriver;
  }

  /**
   * Checks a target without opening anything.
   *
   * @param target the target from a meter address
   * @throws IllegalArgumentException when the target cannot be one of this scheme
   */
  void validate(String target);

  /**
   * Checks a target and the options together, without opening anything.
   *
   * @param target a target that {@link #validate(String)} accepts
   * @param options the options, checked against {@link #options}
   * @throws IllegalArgumentException when they do not go together
   */
  default void validate(String target, Options options) {
    // most options go with every target
  }

  /**
   * Whether a way that broke may be opened again to go on with what comes then.
   *
   * @param options the options, checked against {@link #options}
   * @return false for files that are played, which would begin anew
   */
  default boolean canOpenAgain(Options options) {
    return true;
  }
}
