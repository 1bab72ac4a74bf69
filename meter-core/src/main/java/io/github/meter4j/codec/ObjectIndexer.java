package io.github.meter4j.codec;

import io.github.meter4j.reading.Obis;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects in the lines of a telegram: {@code code(group)(group)...}. Reusable, for one
 * thread at a time.
 *
 * <p>A line that starts with a parenthesis belongs to the object above it (DSMR 3.0, section 5.12),
 * and so does what follows a parenthesis that its line did not close, up to the next object.
 *
 * <p>In a readout of IEC 62056-21 every byte but line ends and blanks is in an object or in a text
 * that is none. An identifier there is up to sixteen characters of text but for {@code ( ) / !}.
 */
public final class ObjectIndexer {
  private static final int[] NONE = {};

  /** IEC 62056-21, data set: the longest identifier, unless it is a code. */
  private static final int LONGEST_IDENTIFIER = 16;

  /** Group A of a reduced code, unless its readout is one of another medium. */
  private static final int ELECTRICITY = 1;

  private static final byte DEL = 0x7f;

  /** Spreads texts over the slots: 2^64 divided by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Whether codes may be reduced, and a line may hold several objects: IEC 62056-21. */
  private final boolean reduced;

  /**
   * A text of a code that was read before, up to sixteen bytes with its parenthesis, and its key.
   * Immutable, so that threads may share it without a lock.
   */
  private record Known(long start, long rest, int key) {}

  /** Shared by all; who writes last in a slot is remembered, and losing a race costs nothing. */
  private static final @Nullable Known[] KNOWN = new Known[1024];

  /** The same for codes that may be reduced: one text may stand for another code there. */
  private static final @Nullable Known[] KNOWN_REDUCED = new Known[1024];

  private final @Nullable Known[] knownCodes;

  private long[] entries = new long[64];
  private int size;
  private int[] unparsed = NONE;
  private int unparsedSize;

  /** Where the code that was read last ends: the place of its parenthesis. */
  private int parenthesis;

  /** An indexer of P1 telegrams: full codes, an object a line. */
  public ObjectIndexer() {
    this(false);
  }

  private ObjectIndexer(boolean reduced) {
    this.reduced = reduced;
    this.knownCodes = reduced ? KNOWN_REDUCED : KNOWN;
  }

  /** An indexer of IEC 62056-21 readouts: {@link ReducedCode}, several objects a line. */
  public static ObjectIndexer ofReadouts() {
    return new ObjectIndexer(true);
  }

  /**
   * Makes the index of the lines in a range.
   *
   * @param bytes a frame of at most 65,535 bytes
   * @param from where the first line starts
   * @param to where the last line ends, exclusive
   */
  public ObjectIndex index(byte[] bytes, int from, int to) {
    size = 0;
    unparsedSize = 0;
    int at = from;
    while (at < to) {
      byte first = bytes[at];
      if (first == '\r' || first == '\n' || (reduced && first == ' ')) {
        at++;
        continue;
      }
      at = reduced ? piece(bytes, at, to) : line(bytes, at, to);
    }
    return new ObjectIndex(
        Arrays.copyOf(entries, size),
        unparsedSize == 0 ? NONE : Arrays.copyOf(unparsed, unparsedSize),
        reduced ? ELECTRICITY : ObjectIndex.FULL);
  }

  // ---- readouts: objects one behind the other, in lines or not

  /** Takes the object at a place, or the text there that is none, and says where to go on. */
  private int piece(byte[] bytes, int start, int to) {
    int key = key(bytes, start, to);
    int open = parenthesis;
    if (open < 0) {
      int end = endOfText(bytes, start, to);
      addUnparsed(start, Bytes.trimEnd(bytes, start, end));
      return end;
    }
    int end = endOfGroups(bytes, open, to);
    if (end < 0) {
      int lineEnd = Bytes.lineEnd(bytes, open, to);
      addUnparsed(start, Bytes.trimEnd(bytes, start, lineEnd));
      return lineEnd;
    }
    if (key == ObisKey.WIDE) {
      int from = ReducedCode.start(bytes, start, Bytes.trimEnd(bytes, start, open));
      if (from > start) {
        addUnparsed(start, Bytes.trimEnd(bytes, start, from));
        key = key(bytes, from, to);
      }
    }
    add(key, open, end);
    return end;
  }

  /**
   * Where a text ends that is no object: with its groups, since what stands in front of them may be
   * the rest of a code, or with its line.
   */
  private static int endOfText(byte[] bytes, int start, int to) {
    int end = start;
    while (end < to && (bytes[end] == 0 || bytes[end] == DEL)) {
      end++; // what fills a line that is idle; no part of what follows it
    }
    if (end > start) {
      return end;
    }
    int lineEnd = Bytes.lineEnd(bytes, start, to);
    int first = Bytes.parenthesis(bytes, start, lineEnd);
    if (first == lineEnd || bytes[first] == ')') {
      return Math.min(first + 1, lineEnd);
    }
    int close = endOfGroup(bytes, first, lineEnd);
    return close < 0 ? lineEnd : close;
  }

  /** Where the groups of an object end that start at a place, or -1 when the first has no end. */
  private int endOfGroups(byte[] bytes, int open, int to) {
    int end = -1;
    int next = open;
    while (next < to && bytes[next] == '(') {
      int lineEnd = Bytes.lineEnd(bytes, next, to);
      int close = closing(bytes, next, lineEnd);
      if (close < 0) {
        close = endInNextLines(bytes, next, lineEnd, to);
      }
      if (close < 0) {
        close = endOfGroup(bytes, next, lineEnd);
      }
      if (close < 0) {
        return end;
      }
      end = close;
      next = close;
      while (next < to && GroupScanner.isFiller(bytes[next])) {
        next++;
      }
    }
    return end;
  }

  /** Behind the parenthesis that closes a group, or -1 when its line has none. */
  private static int closing(byte[] bytes, int open, int lineEnd) {
    int depth = 0;
    for (int i = open; i < lineEnd; i = Bytes.parenthesis(bytes, i + 1, lineEnd)) {
      depth += bytes[i] == '(' ? 1 : -1;
      if (depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /** The same for a group that opens more parentheses than its line closes: the first counts. */
  private static int endOfGroup(byte[] bytes, int open, int lineEnd) {
    int close = closing(bytes, open, lineEnd);
    int first = Bytes.indexOf((byte) ')', bytes, open, lineEnd);
    return close >= 0 || first == lineEnd ? close : first + 1;
  }

  /** Where a group ends that goes on in the next lines, or -1 when an object starts before that. */
  private int endInNextLines(byte[] bytes, int open, int lineEnd, int to) {
    int depth = 0;
    int end = lineEnd;
    for (int i = open; i < end; i = Bytes.parenthesis(bytes, i + 1, end)) {
      depth += bytes[i] == '(' ? 1 : -1;
    }
    while (true) {
      int next = skipLineEnd(bytes, end, to);
      if (next >= to || startsObject(bytes, next, to)) {
        return -1;
      }
      end = Bytes.lineEnd(bytes, next, to);
      int i = Bytes.parenthesis(bytes, next, end);
      while (i < end) {
        depth += bytes[i] == '(' ? 1 : -1;
        if (depth == 0) {
          return i + 1;
        }
        i = Bytes.parenthesis(bytes, i + 1, end);
      }
    }
  }

  // ---- telegrams: an object a line

  /** Takes the line at a place, with those that go on with it, and says where the next one is. */
  private int line(byte[] bytes, int start, int to) {
    int key = key(bytes, start, to);
    int from = parenthesis < 0 ? start : parenthesis;
    int end = Bytes.lineEnd(bytes, from, to);
    if (parenthesis < 0) {
      addUnparsed(start, end);
      return end;
    }
    int last = bytes[end - 1] == ')' ? end : Bytes.trimEnd(bytes, from, end);
    if (bytes[last - 1] != ')') {
      return openLine(bytes, key, start, end, to);
    }
    int next = skipLineEnd(bytes, end, to);
    while (next < to && bytes[next] == '(') {
      end = Bytes.lineEnd(bytes, next, to);
      last = Bytes.trimEnd(bytes, next, end);
      next = skipLineEnd(bytes, end, to);
    }
    add(key, from, last);
    return next;
  }

  private static int skipLineEnd(byte[] bytes, int at, int to) {
    int next = at;
    while (next < to && (bytes[next] == '\r' || bytes[next] == '\n')) {
      next++;
    }
    return next;
  }

  /**
   * A line that does not end with a parenthesis: a text that goes on in the next lines, an object
   * with something behind it, or one that was cut.
   */
  private int openLine(byte[] bytes, int key, int start, int end, int to) {
    int open = parenthesis;
    if (!isOpenAtEnd(bytes, open, end)) {
      add(key, open, Bytes.trimEnd(bytes, open, end));
      return end;
    }
    int lineEnd = end;
    while (true) {
      int next = skipLineEnd(bytes, lineEnd, to);
      if (next >= to || startsObject(bytes, next, to)) {
        addUnparsed(start, end);
        return end;
      }
      lineEnd = Bytes.lineEnd(bytes, next, to);
      int last = Bytes.trimEnd(bytes, next, lineEnd);
      if (last > next && bytes[last - 1] == ')') {
        add(key, open, last);
        return lineEnd;
      }
    }
  }

  private static boolean isOpenAtEnd(byte[] bytes, int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      depth += bytes[i] == '(' ? 1 : bytes[i] == ')' ? -1 : 0;
    }
    return depth > 0;
  }

  private boolean startsObject(byte[] bytes, int at, int to) {
    key(bytes, at, to);
    return parenthesis > 0;
  }

  /**
   * Reads the code at the start of a line and leaves the place of its parenthesis, or -1 where the
   * line has no such start. Meters repeat the same codes for ever, so texts are remembered.
   */
  private int key(byte[] bytes, int at, int to) {
    if (at + 16 > bytes.length) {
      return readKey(bytes, at, to);
    }
    long start = Bytes.word(bytes, at);
    long rest = Bytes.word(bytes, at + 8);
    int length = Bytes.offsetOf('(', start);
    if (length < 8) {
      start &= -1L >>> 8 * (7 - length); // with its parenthesis, so that no NUL hides behind it
      rest = 0;
    } else {
      int more = Bytes.offsetOf('(', rest);
      if (more == 8) {
        return readKey(bytes, at, to);
      }
      rest &= -1L >>> 8 * (7 - more);
      length = 8 + more;
    }
    int slot = (int) ((start ^ rest * SPREAD) * SPREAD >>> 54);
    Known known = knownCodes[slot];
    if (known != null && known.start == start && known.rest == rest && at + length < to) {
      parenthesis = at + length;
      return known.key;
    }
    int key = readKey(bytes, at, to);
    if (parenthesis == at + length && key != ObisKey.WIDE) {
      knownCodes[slot] = new Known(start, rest, key);
    }
    return key;
  }

  private int readKey(byte[] bytes, int at, int to) {
    int i = at + 4;
    if (i < to && bytes[at + 1] == '-' && bytes[at + 3] == ':') {
      int a = bytes[at] - '0';
      int b = bytes[at + 2] - '0';
      int c = 0;
      int digit;
      int before = i;
      while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
        c = c * 10 + digit;
        i++;
      }
      boolean good = i > before && i - before <= 3 && i < to && bytes[i] == '.';
      before = ++i;
      int d = 0;
      while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
        d = d * 10 + digit;
        i++;
      }
      good &= i > before && i - before <= 3 && i < to && bytes[i] == '.';
      before = ++i;
      int e = 0;
      while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
        e = e * 10 + digit;
        i++;
      }
      good &= i > before && i - before <= 3 && i < to && bytes[i] == '(';
      if (good && (a | b) >= 0 && a <= 9 && b <= 9 && c < 256 && d < 256 && e < 256) {
        parenthesis = i;
        return ObisKey.of(a, b, c, d, e);
      }
    }
    return unusualKey(bytes, at, to);
  }

  /** Any other start of an object: letters, six groups, blanks before the parenthesis. */
  private int unusualKey(byte[] bytes, int at, int to) {
    if (reduced) {
      return reducedKey(bytes, at, to);
    }
    int i = at;
    boolean separated = false;
    while (i < to && ReducedCode.isPart(bytes[i])) {
      separated |= bytes[i] == '.' || bytes[i] == ':';
      i++;
    }
    int end = i;
    i = Bytes.trimStart(bytes, i, to);
    if (!separated || i >= to || bytes[i] != '(') {
      parenthesis = -1;
      return ObisKey.WIDE;
    }
    parenthesis = i;
    return Obis.tryParse(Bytes.text(bytes, at, end)).map(ObisKey::of).orElse(ObisKey.WIDE);
  }

  /** Any identifier of a readout; what is no code is an object all the same. */
  private int reducedKey(byte[] bytes, int at, int to) {
    int open = at;
    while (open < to && ReducedCode.isText(bytes[open])) {
      open++;
    }
    parenthesis = -1;
    int end = Bytes.trimEnd(bytes, at, open);
    if (end == at || open >= to || bytes[open] != '(') {
      return ObisKey.WIDE;
    }
    Optional<Obis> obis = ReducedCode.parse(bytes, at, end, ELECTRICITY);
    int start = obis.isPresent() ? at : ReducedCode.start(bytes, at, end);
    if (start > at || obis.isPresent() || end - at <= LONGEST_IDENTIFIER) {
      parenthesis = open;
    }
    return obis.map(ObisKey::of).orElse(ObisKey.WIDE);
  }

  private void add(int key, int groups, int end) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size++] = (long) key << 32 | (long) groups << 16 | end;
  }

  private void addUnparsed(int start, int end) {
    if (unparsedSize > 0 && unparsed[unparsedSize - 1] == start) {
      unparsed[unparsedSize - 1] = end;
      return;
    }
    if (unparsedSize == unparsed.length) {
      unparsed = Arrays.copyOf(unparsed, Math.max(16, 2 * unparsedSize));
    }
    unparsed[unparsedSize++] = start;
    unparsed[unparsedSize++] = end;
  }
}
