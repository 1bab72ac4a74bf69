package io.github.meter4j.spi;

import io.github.meter4j.TransportException;
import java.util.List;

/** Opens transports of one scheme. Stateless and safe to share between threads. */
public interface TransportProvider {

  /**
   * The scheme in a meter address, as in {@code dsmr+tcp://host:23}.
   *
   * @return a lower-case word
   */
  String scheme();

  /**
   * What a target looks like, for messages: {@code host:port} or {@code a port such as
   * /dev/ttyUSB0}.
   *
   * @return a phrase
   */
  String targetForm();

  /**
   * The options of this transport.
   *
   * @return a list that never changes
   */
  List<OptionSpec<?>> options();

  /**
   * Checks a target without opening anything.
   *
   * @param target the target from a meter address
   * @throws IllegalArgumentException when the target cannot be one of this transport
   */
  void validate(String target);

  /**
   * Opens a transport.
   *
   * @param target a target that {@link #validate} accepts
   * @param options the options, checked against {@link #options}
   * @return the open transport
   * @throws TransportException when it cannot be opened; the message says what to do
   */
  Transport open(String target, Options options) throws TransportException;
}
