package io.github.meter4j.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the groups of one object. Parentheses nest; where they do not balance, everything
 * between the first and the last of them is one group, so that nothing is lost. For one thread.
 */
public final class GroupScanner {
  private byte[] bytes = {};
  private int at;
  private int end;
  private int from;
  private int to;

  /** Starts with the first parenthesis of an object. */
  public void start(byte[] frame, int groups, int objectEnd) {
    bytes = frame;
    end = objectEnd;
    at = groups;
  }

  /** Moves on to the next group, if there is one. */
  public boolean next() {
    while (at < end && bytes[at] != '(') {
      if (!isFiller(bytes[at])) {
        return false;
      }
      at++;
    }
    if (at >= end) {
      return false;
    }
    from = at + 1;
    int depth = 1;
    int i = Bytes.parenthesis(bytes, from, end);
    while (i < end) {
      if (bytes[i] == '(') {
        depth++;
      } else if (--depth == 0) {
        to = i;
        at = i + 1;
        return true;
      }
      i = Bytes.parenthesis(bytes, i + 1, end);
    }
    to = bytes[end - 1] == ')' && end - 1 >= from ? end - 1 : end;
    at = end;
    return true;
  }

  /** Between groups, only blanks and line ends stand. */
  static boolean isFiller(byte b) {
    return b == ' ' || b == '\r' || b == '\n';
  }

  /** Where the text of the group starts, without its parenthesis. */
  public int from() {
    return from;
  }

  /** Where the text of the group ends, exclusive. */
  public int to() {
    return to;
  }

  /** Where something that is no group starts behind the groups; the end where there is nothing. */
  public int rest() {
    return at;
  }

  /** Whether a range is nothing but balanced groups with blanks and line ends between them. */
  public static boolean isBalanced(byte[] bytes, int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '(') {
        depth++;
      } else if (b == ')') {
        if (--depth < 0) {
          return false;
        }
      } else if (depth == 0 && !isFiller(b)) {
        return false;
      }
    }
    return depth == 0;
  }

  /** The text of every group of an object. */
  public static List<String> texts(byte[] bytes, int groups, int objectEnd) {
    GroupScanner scanner = new GroupScanner();
    scanner.start(bytes, groups, objectEnd);
    List<String> texts = new ArrayList<>();
    while (scanner.next()) {
      texts.add(Bytes.text(bytes, scanner.from, scanner.to));
    }
    return texts;
  }
}
