package io.github.meter4j.iec62056;

/**
 * The places of a candidate frame in the framer's buffer.
 *
 * @param from its first byte: the slash, the first letter where the slash was lost, or STX
 * @param stx its STX, or -1
 * @param mark where its data end: the exclamation mark, or ETX where there is none
 * @param etx its ETX, or -1
 * @param to where it ends, exclusive
 */
record D0Span(int from, int stx, int mark, int etx, int to) {
  int length() {
    return to - from;
  }

  /** Whether the block check behind ETX is there. */
  boolean hasBlockCheck() {
    return etx >= 0 && etx + 1 < to;
  }
}
