package io.github.meter4j.spi;

import io.github.meter4j.fault.TransportException;
import java.util.Optional;

/** Is told of the edges of an input. */
@FunctionalInterface
public interface EdgeListener {

  /**
   * The level of the input has changed, so that it was the other one before. Has to return at once:
   * the next edge waits.
   *
   * @param high the level after the edge
   * @param nanos when it changed, on the clock of {@link System#nanoTime}; never before the edge
   *     that was told last
   */
  void edge(boolean high, long nanos);

  /**
   * The level has changed, and the source was told of it late, since the machine or this program
   * stood still: it only knows a span in which it happened. Has to return at once too.
   *
   * @param high the level after the edge
   * @param earliest when it changed at the earliest
   * @param nanos when it changed at the latest; never before the edge that was told last
   */
  default void late(boolean high, long earliest, long nanos) {
    edge(high, nanos);
  }

  /**
   * Edges may have been lost; more follow.
   *
   * @param why what happened
   */
  default void interrupted(String why) {}

  /**
   * The source has come to its end, and nothing is told afterwards. Not called when it is closed.
   *
   * @param cause why a source that should go on ends; empty at the end of a recording
   */
  default void ended(Optional<TransportException> cause) {}
}
