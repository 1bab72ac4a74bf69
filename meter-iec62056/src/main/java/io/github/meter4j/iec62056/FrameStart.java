package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;

/** Whether a frame starts, or ends, at a place. */
enum FrameStart {
  YES,
  NO,
  /** The bytes that tell have not come yet. */
  MORE;

  /** The longest identification line that is looked for where none has to be. */
  private static final int MAX_IDENT = 64;

  static boolean endsLine(byte b) {
    return b == '\r' || b == '\n';
  }

  /** Whether a frame starts here. */
  static FrameStart at(byte[] text, int at, int to, byte before) {
    byte b = text[at];
    if (b == '/') {
      return slash(text, at, to, before);
    } else if (b == D0Framer.STX) {
      return block(text, at, to);
    } else if (endsLine(before) && isLetter(b)) {
      return lostSlash(text, at, to);
    }
    return NO;
  }

  /** At the start of a line any identification; inside one only what looks like one. */
  private static FrameStart slash(byte[] text, int at, int to, byte before) {
    if (at + 1 == to) {
      return MORE;
    }
    if (text[at + 1] == '?') {
      return NO; // a request that is heard back
    }
    return endsLine(before) ? YES : identification(text, at + 1, to);
  }

  /** Three letters or digits, and nothing but text up to the end of the line. */
  private static FrameStart identification(byte[] text, int from, int to) {
    int i = from;
    for (; i < to && i < from + MAX_IDENT; i++) {
      byte b = text[i];
      if (endsLine(b)) {
        return i >= from + 3 ? YES : NO;
      }
      boolean good = i < from + 3 ? Bytes.isDigit(b) || isLetter(b) : isText(b);
      if (!good) {
        return NO;
      }
    }
    return i == to && i < from + MAX_IDENT ? MORE : NO;
  }

  /** A code has to follow an STX: noise holds many of them. */
  private static FrameStart block(byte[] text, int at, int to) {
    if (at + 1 == to) {
      return MORE;
    }
    byte next = text[at + 1];
    return Bytes.isDigit(next) || next == 'C' || next == 'F' || next == 'L' || next == 'P'
        ? YES
        : NO;
  }

  /** An identification line that lost its slash: data have to follow it. */
  private static FrameStart lostSlash(byte[] text, int at, int to) {
    int i = at;
    for (; i < to && i < at + MAX_IDENT && !endsLine(text[i]); i++) {
      byte b = text[i];
      boolean good =
          i < at + 3 ? isLetter(b) : i == at + 3 ? Bytes.isDigit(b) || isLetter(b) : isText(b);
      if (!good || b == '(' || b == ')' || b == '!' || b == '/') {
        return NO;
      }
    }
    if (i < at + 4 && i < to || i == at + MAX_IDENT) {
      return NO;
    }
    int limit = at + 2 * MAX_IDENT;
    while (i < to && i < limit && endsLine(text[i])) {
      i++;
    }
    if (i == limit || i == to) {
      return i == limit ? NO : MORE;
    }
    return Bytes.isDigit(text[i]) || text[i] == D0Framer.STX ? YES : NO;
  }

  private static boolean isLetter(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
  }

  private static boolean isText(byte b) {
    return b >= ' ' && b <= '~';
  }
}
