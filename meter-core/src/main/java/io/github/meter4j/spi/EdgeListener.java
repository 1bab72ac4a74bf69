package io.github.meter4j.spi;

/** Is told of the edges of an input. */
@FunctionalInterface
public interface EdgeListener {

  /**
   * The level of the input has changed. Has to return at once: the next edge waits.
   *
   * @param high the level after the edge
   * @param nanos when it changed, on the clock of {@link System#nanoTime}; never before the edge
   *     that was told last
   */
  void edge(boolean high, long nanos);

  /**
   * Edges may have been lost, or the source has come to its end. Nothing is told after an end.
   *
   * @param why what happened
   * @param ended whether it is the end
   */
  default void interrupted(String why, boolean ended) {}
}
