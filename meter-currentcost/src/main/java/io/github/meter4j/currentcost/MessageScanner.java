package io.github.meter4j.currentcost;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of one message: tags that are properly nested, and text. That is all of XML
 * that displays send. Attributes, entities, declarations, comments and a {@code >} in a text are
 * refused, so there is nothing that could grow or reach outside.
 *
 * <p>What it takes, every XML parser takes, and reads in the same way; a test holds it to that.
 */
final class MessageScanner {
  /** Takes what is found; a path has the codes of the open elements by their depth. */
  interface Output {
    /** An element begins. */
    void start(int[] path, int depth);

    /** An element with nothing but text in it, which may be empty; the name begins at a place. */
    void leaf(int[] path, int depth, int name, int from, int to);

    /** An element with its own end tag is over. */
    void end(int[] path, int depth);

    /** Text beside elements, where displays send none. */
    void stray(int from, int to);
  }

  private static final int MAX_DEPTH = 16;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private static final boolean[] IN_NAMES = new boolean[128];
  private static final boolean[] IN_TEXTS = new boolean[128];

  static {
    for (int b = 0; b < 128; b++) {
      IN_NAMES[b] = isName((byte) b);
      IN_TEXTS[b] = b != '<' && b != '>' && b != '&';
    }
  }

  private final int[] codes = new int[MAX_DEPTH];
  private final int[] names = new int[MAX_DEPTH];
  private final int[] nameEnds = new int[MAX_DEPTH];

  /** Names of up to seven letters with the sign behind them, lowest first, or 0. */
  private final long[] closings = new long[MAX_DEPTH];

  private byte[] bytes = {};
  private int depth;
  private int at;
  private @Nullable String problem;
  private int problemAt;

  /** Why the text is no message, or null. */
  @Nullable String problem() {
    return problem;
  }

  int problemAt() {
    return problemAt;
  }

  /**
   * Reads a whole message; false when it is none.
   *
   * @param text nothing but text, which begins with {@code <msg>} and ends with {@code </msg>}
   * @param output takes what is found
   */
  boolean scan(byte[] text, Output output) {
    bytes = text;
    depth = 0;
    problem = null;
    return scan(output);
  }

  private boolean scan(Output output) {
    int text = 0;
    boolean leaf = false; // whether nothing but text followed the last start tag
    while (true) {
      int open = text(text);
      if (open < 0) {
        return false;
      }
      boolean end = bytes[open + 1] == '/';
      if (end && leaf) {
        output.leaf(codes, depth - 1, names[depth - 1], text, open);
      } else if (depth > 0 && !isBlank(text, open)) {
        output.stray(text, open);
      }
      if (end ? !endTag(open + 2, output) : !startTag(open + 1, output)) {
        return false;
      }
      leaf = !end && bytes[at - 2] != '/';
      text = at;
      if (depth == 0) {
        return at == bytes.length || fail("bytes after the last end tag", at);
      }
    }
  }

  /** The end of a text, or -1. All other loops end at the last byte, which closes a tag. */
  private int text(int from) {
    int i = from;
    if (i == bytes.length) {
      fail("it ends inside an element", i - 1);
      return -1;
    }
    for (int last = bytes.length - 8; i <= last; i += 8) {
      long word = (long) WORD.get(bytes, i);
      // the two brackets differ in one bit
      long bracket = (word | 2 * LOW_BITS) ^ '>' * LOW_BITS;
      long entity = word ^ '&' * LOW_BITS;
      long hit = ((bracket - LOW_BITS) & ~bracket | (entity - LOW_BITS) & ~entity) & HIGH_BITS;
      if (hit != 0) {
        i += Long.numberOfTrailingZeros(hit) >>> 3;
        break;
      }
    }
    while (IN_TEXTS[bytes[i]]) {
      i++;
    }
    if (bytes[i] != '<') {
      boolean entity = bytes[i] == '&';
      fail(entity ? "entities are not read" : "a > in a text: bytes were lost", i);
      return -1;
    }
    return i;
  }

  private boolean startTag(int from, Output output) {
    if (depth == MAX_DEPTH) {
      return fail("more than " + MAX_DEPTH + " elements deep", from);
    }
    if (from <= bytes.length - 8) {
      long word = (long) WORD.get(bytes, from);
      long close = word ^ '>' * LOW_BITS;
      long hit = (close - LOW_BITS) & ~close & HIGH_BITS;
      int bits = Long.numberOfTrailingZeros(hit) & ~7; // 64 where there is no >
      long name = bits == 64 ? 0 : word & (1L << bits) - 1;
      int code = Vocabulary.code(name);
      if (code != Vocabulary.UNKNOWN) {
        closings[depth] = name | (long) '>' << bits;
        at = from + (bits >>> 3) + 1;
        open(code, from, at - 1, output);
        return true;
      }
    }
    closings[depth] = 0;
    return otherStartTag(from, output);
  }

  private void open(int code, int from, int to, Output output) {
    codes[depth] = code;
    names[depth] = from;
    nameEnds[depth] = to;
    depth++;
    output.start(codes, depth - 1);
  }

  private boolean otherStartTag(int from, Output output) {
    int to = name(from);
    if (to == from) {
      boolean declaration = bytes[from] == '!' || bytes[from] == '?';
      return fail(declaration ? "declarations are not read" : "no name of an element", from);
    }
    open(Vocabulary.code(bytes, from, to), from, to, output);
    int close = skipBlanks(to);
    if (bytes[close] == '/') {
      output.leaf(codes, depth - 1, from, close, close);
      depth--;
      close++;
    }
    return close(close);
  }

  private boolean endTag(int from, Output output) {
    long closing = closings[depth - 1];
    if (closing != 0 && from <= bytes.length - 8) {
      int size = nameEnds[depth - 1] - names[depth - 1] + 1;
      long word = (long) WORD.get(bytes, from);
      if (word << 64 - 8 * size == closing << 64 - 8 * size) {
        depth--;
        output.end(codes, depth);
        at = from + size;
        return true;
      }
    }
    return otherEndTag(from, output);
  }

  private boolean otherEndTag(int from, Output output) {
    int name = names[depth - 1];
    int length = nameEnds[depth - 1] - name;
    int i = 0;
    while (i < length && bytes[name + i] == bytes[from + i]) {
      i++;
    }
    int to = from + i;
    if (i < length || IN_NAMES[bytes[to]]) {
      return fail("an end tag of another element", from);
    }
    depth--;
    output.end(codes, depth);
    return close(skipBlanks(to));
  }

  private boolean close(int i) {
    at = i + 1;
    return bytes[i] == '>' || fail("a tag without >", i);
  }

  private int name(int from) {
    int i = from;
    if (bytes[i] > '9') {
      while (IN_NAMES[bytes[i]]) {
        i++;
      }
    }
    return i;
  }

  /** Letters, digits and the signs that XML allows in names, but for the colon of prefixes. */
  private static boolean isName(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '-' && b <= '9' && b != '/')
        || b == '_';
  }

  private int skipBlanks(int from) {
    int i = from;
    while (isBlank(bytes[i])) {
      i++;
    }
    return i;
  }

  private boolean isBlank(int from, int to) {
    int i = from;
    while (i < to && isBlank(bytes[i])) {
      i++;
    }
    return i == to;
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private boolean fail(String why, int place) {
    problem = why;
    problemAt = place;
    return false;
  }
}
