package io.github.meter4j.dsmr;

import io.github.meter4j.codec.GroupScanner;
import io.github.meter4j.codec.ObjectIndex;

/**
 * Tells a meter that computes another checksum, or a bridge that changes telegrams, from a bad
 * cable: every telegram is rejected for its checksum alone, and its lines are whole. Learns from
 * the telegrams of one stream.
 */
final class ChecksumAdvice {
  /** So many telegrams in a row are no accident of a line that breaks nothing else... */
  private static final int ENOUGH = 3;

  /** ...and so many, where a right checksum has come before: then a bad line is likelier. */
  private static final int ENOUGH_OF_A_KNOWN_METER = 20;

  private int inARow;

  /** A telegram was delivered: the line and the checksum are good enough. */
  void delivered() {
    inARow = 0;
  }

  /**
   * Takes a rejected telegram into account.
   *
   * @param whole whether nothing but its checksum is wrong
   * @param known whether the meter has sent a right checksum before
   * @return what to add to the message, empty while it may be the line
   */
  String rejected(boolean whole, boolean known) {
    inARow = whole ? inARow + 1 : 0;
    return inARow < (known ? ENOUGH_OF_A_KNOWN_METER : ENOUGH)
        ? ""
        : "; "
            + inARow
            + " telegrams in a row have no broken line, so it is hardly the cable: the checksum is"
            + " neither CRC-16/ARC nor CRC-16/X-25, or a bridge changes or drops it;"
            + " checksum=ignore accepts them unchecked";
  }

  /** Whether a telegram has objects, no line that is none, and no control characters. */
  static boolean isWhole(byte[] frame, ObjectIndex index) {
    for (int i = 0; i < index.size(); i++) {
      if (!GroupScanner.isBalanced(frame, index.groups(i), index.end(i))) {
        return false;
      }
    }
    for (byte b : frame) {
      if (b >= 0 && b < ' ' && b != '\r' && b != '\n') {
        return false;
      }
    }
    return index.size() > 0 && index.unparsedSize() == 0;
  }
}
