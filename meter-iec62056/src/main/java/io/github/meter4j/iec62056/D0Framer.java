package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Rubbish;
import io.github.meter4j.spi.FrameLimits;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into candidate frames: from an identification or an STX to an exclamation
 * mark, and to the block check behind it where there is one. Knows nothing of checks or objects.
 * What comes out depends on the bytes alone, not on how they were cut into chunks.
 *
 * <p>A slash at the start of a line always starts a frame, unless a request follows it. Text is
 * looked at without bit 7; the bytes as they came are kept beside it.
 */
final class D0Framer {
  static final byte STX = 2;
  static final byte ETX = 3;

  private enum State {
    IDLE,
    TEXT,
    TAIL
  }

  /** Room for what may follow a frame of the greatest length, and for reading ahead. */
  private static final int SLACK = 1024;

  private static final int NONE = -1;

  private final FrameLimits limits;
  private final ReadoutCandidates output;
  private final Rubbish rubbish;
  private byte[] raw;
  private byte[] text;
  private long base;
  private int head;
  private int scan;
  private int tail;
  private int lineStart;
  private int mark;
  private int lastHigh = NONE;
  private State state = State.IDLE;
  private byte previous = '\n';
  private int chunkStart;
  private Instant chunkAt = Instant.EPOCH;
  private Instant beforeChunk = Instant.EPOCH;
  private Instant frameAt = Instant.EPOCH;
  private boolean waiting;
  private Instant waitingSince = Instant.EPOCH;

  D0Framer(FrameLimits limits, int capacity, ReadoutCandidates output) {
    this.limits = limits;
    this.output = output;
    this.rubbish = new Rubbish(limits.frame(), true, output);
    this.raw = new byte[Math.min(capacity, limits.frame() + SLACK)];
    this.text = new byte[raw.length];
  }

  /** When the first byte of the frame that is handed over arrived. */
  Instant frameAt() {
    return frameAt;
  }

  /** Where a place in the buffer stands in the stream. */
  long offset(int position) {
    return base + position;
  }

  /** The bytes without bit 7. */
  byte[] text() {
    return text;
  }

  /** The bytes as they came. */
  byte[] raw() {
    return raw;
  }

  /** Whether any byte from a place on may have bit 7. */
  boolean mayHaveParity(int from) {
    return lastHigh > from;
  }

  void feed(ByteBuffer bytes, Instant receivedAt) {
    beforeChunk = chunkAt;
    chunkAt = receivedAt;
    chunkStart = tail;
    while (bytes.hasRemaining()) {
      makeRoom();
      int count = Math.min(bytes.remaining(), raw.length - tail);
      bytes.get(raw, tail, count);
      if (Bytes.copySevenBits(raw, text, tail, tail + count)) {
        lastHigh = tail + count;
      }
      tail += count;
      process(false);
    }
  }

  private void makeRoom() {
    if (head > 0) {
      System.arraycopy(raw, head, raw, 0, tail - head);
      System.arraycopy(text, head, text, 0, tail - head);
      base += head;
      scan -= head;
      lineStart -= head;
      mark -= head;
      chunkStart -= head;
      lastHigh = Math.max(NONE, lastHigh - head);
      tail -= head;
      head = 0;
    }
    if (tail == raw.length) {
      int length = Math.min(2 * tail, limits.frame() + SLACK);
      raw = Arrays.copyOf(raw, length);
      text = Arrays.copyOf(text, length);
    }
  }

  /** The line is silent: what has come behind an end mark is all there is. */
  void silence() {
    if (state == State.TEXT && scan < tail && text[scan] == '!') {
      enterTail(scan);
    }
    if (state == State.TAIL) {
      tail(true);
      process(false);
    }
  }

  void end() {
    process(true);
    while (state != State.IDLE) {
      giveUp(tail);
      process(true);
    }
    rubbish.flush();
    forget();
  }

  void reset() {
    rubbish.reset();
    forget();
  }

  private void forget() {
    base += tail;
    head = 0;
    scan = 0;
    tail = 0;
    lineStart = 0;
    chunkStart = 0;
    lastHigh = NONE;
    state = State.IDLE;
    previous = '\n';
    waiting = false;
  }

  private void process(boolean atEnd) {
    boolean goOn = true;
    while (goOn) {
      goOn =
          switch (state) {
            case IDLE -> idle(atEnd);
            case TEXT -> inText(atEnd);
            case TAIL -> tail(atEnd);
          };
    }
  }

  // ---- outside frames

  private boolean idle(boolean atEnd) {
    for (int i = scan; i < tail; i++) {
      byte before = i > head ? text[i - 1] : previous;
      FrameStart here = FrameStart.at(text, i, tail, before);
      if (here == FrameStart.NO || (here == FrameStart.MORE && atEnd)) {
        waiting = false;
        continue;
      }
      if (here == FrameStart.MORE) {
        waitingSince = waiting ? waitingSince : arrival(i);
        waiting = true;
        drop(i);
        return false;
      }
      frameAt = waiting ? waitingSince : arrival(i);
      waiting = false;
      drop(i);
      rubbish.flush();
      if (text[i] == '/') {
        rubbish.frameSeen();
      }
      if (text[i] == '/') {
        int end = output.known(i, tail);
        if (end >= 0) {
          leave(end);
          return true;
        }
      }
      state = State.TEXT;
      lineStart = i;
      scan = i + 1;
      return true;
    }
    drop(tail);
    return false;
  }

  private Instant arrival(int position) {
    return position >= chunkStart ? chunkAt : beforeChunk;
  }

  /** Everything before a place is no frame. */
  private void drop(int to) {
    if (to > head) {
      previous = text[to - 1];
      rubbish.add(text, head, to, base);
    }
    head = to;
    scan = to;
  }

  // ---- inside frames

  /** Looks for the end mark, for the end of a block, or for a slash that starts the next frame. */
  private boolean inText(boolean atEnd) {
    while (true) {
      int at = Bytes.indexOfAny((byte) '!', (byte) '/', ETX, text, scan, tail);
      if (at - head > Math.min(limits.frame(), limits.line())) {
        int limit = limitBefore(at);
        if (limit >= 0) {
          return tooLong(limit);
        }
      }
      scan = at;
      if (at == tail) {
        return false;
      }
      boolean atLineStart = FrameStart.endsLine(text[at - 1]);
      switch (text[at]) {
        case '/' -> {
          if (atLineStart) {
            giveUp(at);
            return true;
          }
        }
        case '!' -> {
          FrameStart found =
              atLineStart || text[at - 1] == STX ? FrameStart.YES : markBehind(at, atEnd);
          if (found == FrameStart.MORE) {
            return false;
          }
          if (found == FrameStart.YES) {
            enterTail(at);
            return true;
          }
        }
        default -> {
          if (startOfBlock(at) >= 0) {
            enterTail(at);
            return true;
          }
        }
      }
      scan = at + 1;
    }
  }

  /** Whether an exclamation mark ends a frame: behind a parenthesis, at the end of its line. */
  private FrameStart markBehind(int at, boolean atEnd) {
    if (text[at - 1] != ')') {
      return FrameStart.NO;
    }
    if (at + 1 == tail) {
      return atEnd ? FrameStart.YES : FrameStart.MORE;
    }
    byte next = text[at + 1];
    return FrameStart.endsLine(next) || next == ETX ? FrameStart.YES : FrameStart.NO;
  }

  /**
   * The STX of a frame, which stands before its first object at the start of a line; or -1. Elster
   * sends a question mark before it.
   */
  private int startOfBlock(int to) {
    int object = Bytes.indexOf((byte) '(', text, head, to);
    int at = Bytes.indexOf(STX, text, head, object);
    while (at < object && at > head && !FrameStart.endsLine(text[at - 1]) && text[at - 1] != '?') {
      at = Bytes.indexOf(STX, text, at + 1, object);
    }
    return at < object ? at : NONE;
  }

  /** The first place before another where a limit was passed, or -1. */
  private int limitBefore(int at) {
    while (lineStart < at) {
      int end = Bytes.lineEnd(text, lineStart, at);
      int limit = Math.min(head + limits.frame(), lineStart + limits.line());
      if (end > limit) {
        return limit;
      }
      if (end == at) {
        return NONE;
      }
      lineStart = end + 1;
    }
    return NONE;
  }

  private boolean tooLong(int limit) {
    String what =
        limit == head + limits.frame()
            ? "readout longer than " + limits.frame() + " bytes without an end mark"
            : "line longer than " + limits.line() + " bytes";
    rubbish.flush();
    rubbish.overLimit(what);
    state = State.IDLE;
    drop(head + 1);
    return true;
  }

  /**
   * The frame does not come to its end. Without a slash it may have been none: its bytes are looked
   * through.
   */
  private void giveUp(int to) {
    if (text[head] != '/') {
      state = State.IDLE;
      drop(head + 1);
    } else {
      output.cutOff(head, to);
      leave(to);
    }
  }

  private void enterTail(int at) {
    mark = at;
    state = State.TAIL;
  }

  /** Reads what stands behind the end mark, once all of it is there. */
  private boolean tail(boolean all) {
    int stx = startOfBlock(mark);
    int to = mark;
    if (text[mark] == '!') {
      to++;
      if (to == tail && !all) {
        return false;
      }
      if (to < tail && text[to] == '\r') {
        to++;
        if (to == tail && !all) {
          return false;
        }
      }
      if (to < tail && text[to] == '\n') {
        to++;
      }
      boolean blockEnd = stx >= 0 || output.expectsBlockCheck(head);
      if (blockEnd && to == tail && !all) {
        return false;
      }
      if (!blockEnd || to == tail || text[to] != ETX) {
        finish(stx, NONE, to);
        return true;
      }
    }
    if (to + 1 == tail && !all) {
      return false;
    }
    finish(stx, to, Math.min(tail, to + 2));
    return true;
  }

  private void finish(int stx, int etx, int to) {
    int used = output.frame(new D0Span(head, stx, mark, etx, to));
    if (used == head) {
      state = State.IDLE;
      drop(head + 1);
    } else {
      leave(used);
      rubbish.frameSeen();
    }
  }

  private void leave(int to) {
    head = to;
    scan = to;
    state = State.IDLE;
    previous = '\n'; // whatever ended the frame, a slash that follows starts the next
  }
}
