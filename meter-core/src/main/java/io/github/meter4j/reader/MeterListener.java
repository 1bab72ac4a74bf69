package io.github.meter4j.reader;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reading.Reading;
import java.util.Optional;

/**
 * Is told what a meter says while it is subscribed. All calls of one subscription come from one
 * thread of its own, in order; an exception thrown here is logged and counted, and the subscription
 * goes on.
 *
 * @param <R> the type of reading
 */
@FunctionalInterface
public interface MeterListener<R extends Reading> {

  /**
   * A reading has come.
   *
   * @param reading the reading
   */
  void onReading(R reading);

  /**
   * Damaged bytes have come. Faults wait for the listener like readings do and are dropped first.
   *
   * @param fault what is wrong with them
   */
  default void onFault(Fault fault) {}

  /**
   * The state has changed, or what keeps it DISCONNECTED is another cause than before.
   *
   * @param state the new state
   * @param cause why, when it is an error
   */
  default void onState(ReaderState state, Optional<MeterException> cause) {}
}
