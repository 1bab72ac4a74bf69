package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Rubbish;

/** Takes what {@link D0Framer} finds; positions are in its buffer. */
interface ReadoutCandidates extends Rubbish.Spans {
  /** A frame that came to its end; says how far its bytes are used up: nowhere if it is none. */
  int frame(D0Span span);

  /** Takes a whole telegram that looks as expected, and says where it ends; or -1. */
  int known(int from, int to);

  /** A frame with an identification that has no end. */
  void cutOff(int from, int to);

  /** Whether the meter whose frame starts at a place is known to send a block check. */
  boolean expectsBlockCheck(int from);
}
