package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Rubbish;

/** Takes what {@link P1Framer} finds; positions are in the buffer that is handed over. */
interface FrameCandidates extends Rubbish.Spans {
  /**
   * A text from a slash to its end mark, with what stands between the mark and the line end; says
   * how far the bytes are used up.
   */
  int telegram(byte[] buffer, int from, int mark, int crcFrom, int crcTo, int to);

  /**
   * A text that ended without an end mark, because the next one began or the input ended; says how
   * far the bytes are used up.
   */
  int unmarked(byte[] buffer, int from, int to);

  /** A frame that has the form of an encrypted one; says how far the bytes are used up. */
  int encrypted(byte[] buffer, int from, int to);
}
