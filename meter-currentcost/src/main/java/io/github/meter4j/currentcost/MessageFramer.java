package io.github.meter4j.currentcost;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.fault.Fault;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into messages, from {@code <msg>} to {@code </msg>}. Bytes that are no
 * text may stand inside the tags. What comes out depends on the bytes alone, not on how they were
 * cut into chunks.
 *
 * <p>Both tags have the only letter g that displays send, so that is what is looked for.
 */
final class MessageFramer {
  /** Takes what the framer finds. */
  interface Output {
    /** A message with its tags; places are in the buffer. */
    void message(byte[] buffer, int from, int to);

    /** Bytes outside messages that mean nothing. */
    void skipped(long offset, int length);

    /** Bytes that are no message. */
    void rejected(Fault fault);
  }

  /** The longest tag that is looked at; in it there may be bytes that are no text. */
  private static final int MAX_TAG = 32;

  private static final int CAPACITY = 2_048;
  private static final byte[] START = {'<', 'm', 's'};
  private static final byte[] END = {'<', '/', 'm', 's'};
  private static final int NONE = -1;

  private final int limit;
  private final Output output;
  private byte[] buffer;
  private long base;

  /** Bytes before this one are settled. */
  private int head;

  private int scan;
  private int tail;
  private boolean inside;
  private boolean messageSeen;

  private int chunkStart;
  private Instant chunkAt = Instant.EPOCH;

  /** Where in the stream a tag may have begun before this chunk, and when that arrived. */
  private long candidate = -1;

  private Instant candidateAt = Instant.EPOCH;
  private Instant messageAt = Instant.EPOCH;

  MessageFramer(int limit, Output output) {
    this.limit = limit;
    this.output = output;
    this.buffer = new byte[Math.min(CAPACITY, limit + 2 * MAX_TAG)];
  }

  /** When the first byte of the message that is handed over arrived. */
  Instant messageAt() {
    return messageAt;
  }

  /** Where a place in the buffer stands in the stream. */
  long offset(int position) {
    return base + position;
  }

  void feed(ByteBuffer bytes, Instant receivedAt) {
    rememberCandidate();
    chunkAt = receivedAt;
    chunkStart = tail;
    while (bytes.hasRemaining()) {
      makeRoom();
      int count = Math.min(bytes.remaining(), buffer.length - tail);
      bytes.get(buffer, tail, count);
      tail += count;
      process(false);
    }
  }

  private void rememberCandidate() {
    int i = tail - 1;
    while (i >= Math.max(head, tail - MAX_TAG) && buffer[i] != '<') {
      i--;
    }
    if (i >= Math.max(head, tail - MAX_TAG) && offset(i) != candidate) {
      candidate = offset(i);
      candidateAt = chunkAt;
    }
  }

  private void makeRoom() {
    if (head > 0) {
      System.arraycopy(buffer, head, buffer, 0, tail - head);
      base += head;
      scan -= head;
      chunkStart -= head;
      tail -= head;
      head = 0;
    }
    if (tail == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * tail, limit + 2 * MAX_TAG));
    }
  }

  /** No more bytes will come. */
  void end() {
    process(true);
    if (inside && tail > head) {
      reject(Fault.Kind.FRAMING, "cut off: it has no </msg>", tail);
    } else {
      rubbish(tail);
    }
    reset();
  }

  /** Forgets what is pending. */
  void reset() {
    base += tail;
    head = 0;
    scan = 0;
    tail = 0;
    chunkStart = 0;
    inside = false;
    messageSeen = false;
  }

  private void process(boolean atEnd) {
    while (true) {
      int stop = Math.min(tail, head + limit + MAX_TAG);
      int g = Bytes.indexOf((byte) 'g', buffer, scan, stop);
      scan = g;
      if (g == stop) {
        if (stop < head + limit + MAX_TAG) {
          return;
        }
        giveUp();
        continue;
      }
      int open = backwards(g, START);
      int close = open == NONE && inside ? backwards(g, END) : NONE;
      int from = Math.max(open, close);
      int to = from == NONE ? NONE : afterTag(g, from + MAX_TAG);
      if (to > tail && !atEnd) {
        return;
      }
      if (to == NONE || to > tail) {
        scan = g + 1;
      } else if (from >= head + limit) {
        giveUp();
      } else if (open != NONE) {
        start(open, to);
      } else {
        finish(to);
      }
    }
  }

  /** Where a tag begins of which this is the letter g, or {@link #NONE}. */
  private int backwards(int g, byte[] tag) {
    int i = g;
    int least = Math.max(head, g - MAX_TAG);
    for (int letter = tag.length - 1; letter >= 0; letter--) {
      do {
        i--;
      } while (i >= least && !MessageText.isText(buffer[i]));
      if (i < least || buffer[i] != tag[letter]) {
        return NONE;
      }
    }
    return i;
  }

  /**
   * The place behind the {@code >} of a tag, {@link #NONE} where there is none, or a place behind
   * the last byte where it may be yet to come.
   */
  private int afterTag(int g, int furthest) {
    int i = g + 1;
    while (i < tail && i < furthest && !MessageText.isText(buffer[i])) {
      i++;
    }
    if (i >= furthest) {
      return NONE;
    }
    return i == tail ? tail + 1 : buffer[i] == '>' ? i + 1 : NONE;
  }

  private void start(int from, int to) {
    if (inside && from > head) {
      reject(Fault.Kind.FRAMING, "cut off by the next message: it has no </msg>", from);
    } else {
      rubbish(from);
    }
    messageAt = from >= chunkStart ? chunkAt : candidateAt;
    inside = true;
    messageSeen = true;
    scan = to;
  }

  private void finish(int to) {
    output.message(buffer, head, to);
    inside = false;
    head = to;
    scan = to;
  }

  /** Too many bytes without an end. */
  private void giveUp() {
    int to = head + limit;
    if (inside) {
      reject(Fault.Kind.LIMIT, "no </msg> in " + limit + " bytes", to);
      inside = false;
    } else {
      rubbish(to);
    }
  }

  private void reject(Fault.Kind kind, String message, int to) {
    output.rejected(Fault.ofSpan(kind, message, offset(head), buffer, head, to - head));
    head = to;
  }

  /** Bytes outside messages. Before the first one they are the rest of one that was running. */
  private void rubbish(int to) {
    int from = head;
    int last = to;
    while (from < to && isFill(buffer[from])) {
      from++;
    }
    while (last > from && isFill(buffer[last - 1])) {
      last--;
    }
    if (!messageSeen || from == to) {
      skip(head, to);
    } else {
      skip(head, from);
      String message = last - from + (last - from == 1 ? " byte" : " bytes") + " without <msg>";
      output.rejected(
          Fault.ofSpan(Fault.Kind.FRAMING, message, offset(from), buffer, from, last - from));
      skip(last, to);
    }
    head = to;
  }

  private void skip(int from, int to) {
    if (to > from) {
      output.skipped(offset(from), to - from);
    }
  }

  /** Line ends, NUL, blanks, DEL and 0xFF. */
  private static boolean isFill(byte b) {
    return b == '\r' || b == '\n' || b == 0 || b == ' ' || b == 0x7f || b == -1;
  }
}
