package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.Rubbish;
import io.github.meter4j.spi.FrameLimits;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into candidate frames: texts from a slash to an end mark, and encrypted
 * frames. Knows nothing of checksums or objects. What comes out depends on the bytes alone, not on
 * how they were cut into chunks.
 *
 * <p>A slash at the start of a line always starts a frame. Inside a line it does so only while no
 * frame is open and something that looks like an identification follows. An exclamation mark at the
 * start of a line, or behind the last parenthesis of a line, ends the frame.
 */
final class P1Framer {
  private enum State {
    IDLE,
    TEXT,
    CIPHER
  }

  /** The longest text behind an end mark that is looked at as a checksum. */
  private static final int MAX_CRC_TEXT = 8;

  /** The longest identification behind a slash inside a line. */
  private static final int MAX_IDENT = 64;

  /** Room for what may follow a frame of the greatest length, and for reading ahead. */
  private static final int SLACK = 1024;

  private final FrameCandidates output;
  private final FrameLimits limits;
  private final boolean sevenBit;
  private final Rubbish rubbish;
  private byte[] buffer;
  private long base;
  private int head;
  private int scan;
  private int tail;
  private int lineStart;
  private int cipherEnd;

  /** Whether nothing but the identification of this text was looked at. */
  private boolean cipherMayFollow;

  private State state = State.IDLE;
  private byte previous = '\n';
  private int chunkStart;
  private Instant chunkAt = Instant.EPOCH;
  private Instant beforeChunk = Instant.EPOCH;
  private Instant frameAt = Instant.EPOCH;
  private boolean waiting;
  private Instant waitingSince = Instant.EPOCH;

  P1Framer(FrameLimits limits, boolean sevenBit, int capacity, FrameCandidates output) {
    this.limits = limits;
    this.sevenBit = sevenBit;
    this.output = output;
    this.rubbish = new Rubbish(limits.frame(), false, output);
    this.buffer = new byte[Math.min(capacity, limits.frame() + SLACK)];
  }

  /** When the first byte of the frame that is handed over arrived. */
  Instant frameAt() {
    return frameAt;
  }

  /** Where a place in the buffer stands in the stream. */
  long offset(int position) {
    return base + position;
  }

  void feed(ByteBuffer bytes, Instant receivedAt) {
    beforeChunk = chunkAt;
    chunkAt = receivedAt;
    chunkStart = tail;
    while (bytes.hasRemaining()) {
      makeRoom();
      int count = Math.min(bytes.remaining(), buffer.length - tail);
      bytes.get(buffer, tail, count);
      if (sevenBit) {
        for (int i = tail; i < tail + count; i++) {
          buffer[i] &= 0x7f;
        }
      }
      tail += count;
      process(false);
    }
  }

  private void makeRoom() {
    if (head > 0) {
      System.arraycopy(buffer, head, buffer, 0, tail - head);
      base += head;
      scan -= head;
      lineStart -= head;
      cipherEnd -= head;
      chunkStart -= head;
      tail -= head;
      head = 0;
    }
    if (tail == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * tail, limits.frame() + SLACK));
    }
  }

  /** The line is silent: an end mark without a line end is one now. */
  void silence() {
    if (state == State.TEXT && scan < tail && buffer[scan] == '!') {
      mark(scan, true);
      process(false);
    }
  }

  void end() {
    process(true);
    while (state != State.IDLE) {
      if (state == State.CIPHER) {
        // It never came to its end: perhaps it was none, and its bytes hold something else.
        state = State.IDLE;
        drop(head + 1);
      } else {
        leave(output.unmarked(buffer, head, tail), tail);
      }
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
            case TEXT -> text(atEnd);
            case CIPHER -> cipher();
          };
    }
  }

  // ---- outside frames

  private boolean idle(boolean atEnd) {
    for (int i = scan; i < tail; i++) {
      byte b = buffer[i];
      if (b != '/' && b != CipherFrame.TAG) {
        continue;
      }
      Lookahead here = b == '/' ? slash(i, atEnd) : cipherHeader(i, atEnd);
      if (here == Lookahead.MORE) {
        waitingSince = waiting ? waitingSince : arrival(i);
        waiting = true;
        drop(i);
        return false;
      }
      if (here == Lookahead.YES) {
        frameAt = waiting ? waitingSince : arrival(i);
        waiting = false;
        drop(i);
        rubbish.flush();
        rubbish.frameSeen();
        state = b == '/' ? State.TEXT : State.CIPHER;
        cipherMayFollow = b == '/';
        lineStart = i;
        scan = i + 1;
        return true;
      }
      waiting = false;
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
      previous = buffer[to - 1];
      rubbish.add(buffer, head, to, base);
    }
    head = to;
    scan = to;
  }

  private enum Lookahead {
    YES,
    NO,
    MORE
  }

  private Lookahead slash(int at, boolean atEnd) {
    byte before = at > head ? buffer[at - 1] : previous;
    if (before == '\n' || before == '\r') {
      return Lookahead.YES;
    }
    return identification(at, atEnd);
  }

  /** Three letters or digits, and nothing but text up to the end of the line. */
  private Lookahead identification(int slash, boolean atEnd) {
    Lookahead found = identification(buffer, slash, tail);
    return found == Lookahead.MORE && atEnd ? Lookahead.NO : found;
  }

  private static Lookahead identification(byte[] bytes, int slash, int to) {
    int i = slash + 1;
    for (; i < to && i <= slash + MAX_IDENT; i++) {
      byte b = bytes[i];
      if (endsLine(b)) {
        return i > slash + 3 ? Lookahead.YES : Lookahead.NO;
      }
      boolean good = i <= slash + 3 ? Character.isLetterOrDigit(b) && b > 0 : isText(b);
      if (!good) {
        return Lookahead.NO;
      }
    }
    return i == to && i <= slash + MAX_IDENT ? Lookahead.MORE : Lookahead.NO;
  }

  /** Whether what follows a slash is an identification, or may become one behind a place. */
  static boolean mayIdentify(byte[] bytes, int slash, int to) {
    return identification(bytes, slash, to) != Lookahead.NO;
  }

  /** A byte 02 stands in published identifications whose backslash was lost. */
  private static boolean isText(byte b) {
    return (b >= ' ' && b <= '~') || b == 2;
  }

  private Lookahead cipherHeader(int at, boolean atEnd) {
    int length = CipherFrame.length(buffer, at, tail, limits.frame());
    if (length == CipherFrame.MORE) {
      return atEnd ? Lookahead.NO : Lookahead.MORE;
    }
    if (length == CipherFrame.NONE) {
      return Lookahead.NO;
    }
    cipherEnd = at + length;
    return Lookahead.YES;
  }

  // ---- inside frames

  private boolean cipher() {
    if (tail < cipherEnd) {
      return false;
    }
    leave(output.encrypted(buffer, head, cipherEnd), cipherEnd);
    return true;
  }

  /** Looks for the end mark, or for a slash that starts the next frame. */
  private boolean text(boolean atEnd) {
    if (cipherMayFollow) {
      Lookahead cipher = cipherBehindIdentification(atEnd);
      if (cipher != Lookahead.NO) {
        state = cipher == Lookahead.YES ? State.CIPHER : State.TEXT;
        return cipher == Lookahead.YES;
      }
    }
    while (true) {
      int at = Bytes.indexOfEither((byte) '!', (byte) '/', buffer, scan, tail);
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
      boolean atLineStart = endsLine(buffer[at - 1]);
      if (atLineStart && buffer[at] == '/') {
        restart();
        return true;
      } else if (buffer[at] == '!') {
        Lookahead mark = atLineStart ? Lookahead.YES : markBehindParenthesis(at, atEnd);
        if (mark == Lookahead.YES) {
          return mark(at, atEnd);
        }
        if (mark == Lookahead.MORE) {
          return false;
        }
      }
      scan = at + 1;
    }
  }

  /** An encrypted frame may stand in the place of the text, behind an empty line. */
  private Lookahead cipherBehindIdentification(boolean atEnd) {
    int at = behindIdentification(buffer, head, tail);
    if (at == tail) {
      return Lookahead.NO; // the lines before it are not all there
    }
    cipherMayFollow = buffer[at] == 0 || buffer[at] == CipherFrame.TAG;
    if (!cipherMayFollow) {
      return Lookahead.NO;
    }
    int length = CipherFrame.length(buffer, at, tail, limits.frame() - (at - head));
    if (length == CipherFrame.MORE && !atEnd) {
      return Lookahead.MORE;
    }
    cipherMayFollow = false;
    if (length < 0) {
      return Lookahead.NO;
    }
    cipherEnd = at + length;
    return Lookahead.YES;
  }

  /** Where the first line has ended and those behind it that are empty. */
  static int behindIdentification(byte[] bytes, int from, int to) {
    int at = Bytes.lineEnd(bytes, from, to);
    while (at < to && endsLine(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean endsLine(byte b) {
    return b == '\r' || b == '\n';
  }

  /** The first place before another where a limit was passed, or -1. */
  private int limitBefore(int at) {
    while (lineStart < at) {
      int end = Bytes.lineEnd(buffer, lineStart, at);
      int limit = Math.min(head + limits.frame(), lineStart + limits.line());
      if (end > limit) {
        return limit;
      }
      if (end == at) {
        return -1;
      }
      lineStart = end + 1;
    }
    return -1;
  }

  /** The next frame begins before this one has ended. */
  private void restart() {
    leave(output.unmarked(buffer, head, scan), scan);
  }

  /** Whether an exclamation mark ends a frame: behind a parenthesis, at the end of its line. */
  private Lookahead markBehindParenthesis(int mark, boolean atEnd) {
    boolean inIdentification = Bytes.lineEnd(buffer, head, mark) == mark;
    if (buffer[mark - 1] != ')' || inIdentification) {
      return Lookahead.NO;
    }
    int i = mark + 1;
    while (i < tail && i - mark <= 4 && Bytes.hexDigit(buffer[i]) >= 0) {
      i++;
    }
    if (i == tail) {
      return atEnd ? Lookahead.YES : Lookahead.MORE;
    }
    return endsLine(buffer[i]) ? Lookahead.YES : Lookahead.NO;
  }

  /** Reads what stands behind an end mark, once all of it is there. */
  private boolean mark(int mark, boolean atEnd) {
    int i = mark + 1;
    int limit = i + MAX_CRC_TEXT;
    while (i < limit && i < tail && !endsChecksum(buffer[i])) {
      i++;
    }
    if (i < limit && i == tail && !atEnd) {
      return false;
    }
    int to = i;
    if (i < limit && to < tail && buffer[to] == '\r') {
      to++;
      if (to == tail && !atEnd) {
        return false;
      }
    }
    if (i < limit && to < tail && buffer[to] == '\n') {
      to++;
    }
    finishText(mark, i, to);
    return true;
  }

  private static boolean endsChecksum(byte b) {
    return b == '\r' || b == '\n' || b == 0 || b == (byte) 0xff || b == '/';
  }

  private void finishText(int mark, int crcTo, int to) {
    leave(output.telegram(buffer, head, mark, mark + 1, crcTo, to), to);
  }

  /** Behind the end of a frame, whatever it was, a slash starts the next; inside, it may not. */
  private void leave(int to, int end) {
    head = to;
    scan = to;
    state = State.IDLE;
    previous = to == end ? (byte) '\n' : buffer[to - 1];
  }

  private boolean tooLong(int limit) {
    String what =
        limit == head + limits.frame()
            ? "telegram longer than " + limits.frame() + " bytes without an end mark"
            : "line longer than " + limits.line() + " bytes";
    rubbish.flush();
    rubbish.overLimit(what);
    state = State.IDLE;
    drop(head + 1);
    return true;
  }
}
