package io.github.meter4j.codec;

import io.github.meter4j.reading.Obis;
import java.util.Optional;

/**
 * Where the objects of a telegram stand in its bytes, and the code of each: one {@code long} an
 * object. Immutable; values are read from the bytes when somebody asks.
 */
public final class ObjectIndex {
  /** Key in the upper half, first parenthesis and end with sixteen bits each in the lower. */
  private final long[] entries;

  /** Start and end of each line that is no object, alternating. */
  private final int[] unparsed;

  private final boolean reduced;

  ObjectIndex(long[] entries, int[] unparsed, boolean reduced) {
    this.entries = entries;
    this.unparsed = unparsed;
    this.reduced = reduced;
  }

  /** How many objects there are. */
  public int size() {
    return entries.length;
  }

  /** The {@link ObisKey} of an object. */
  public int key(int object) {
    return (int) (entries[object] >>> 32);
  }

  /** Where the first parenthesis of an object stands, with which its groups start. */
  public int groups(int object) {
    return (int) entries[object] >>> 16;
  }

  /** Where an object starts: with its line, or behind the object before it in the same line. */
  public int start(byte[] bytes, int object) {
    int at = groups(object);
    int before = object > 0 ? end(object - 1) : 0;
    while (at > before && !startsLine(bytes[at - 1])) {
      at--;
    }
    return at == before && before > 0 ? Bytes.trimStart(bytes, at, groups(object)) : at;
  }

  /** Control characters too: STX starts the first line of a block. */
  private static boolean startsLine(byte before) {
    return before >= 0 && before < ' ';
  }

  /** Where an object ends, exclusive, without the line end. */
  public int end(int object) {
    return (int) entries[object] & 0xffff;
  }

  /** The first object with a key, or -1. */
  public int find(int key) {
    for (int i = 0; i < entries.length; i++) {
      if ((int) (entries[i] >>> 32) == key) {
        return i;
      }
    }
    return -1;
  }

  /** The first object with these groups C, D and E on any medium and channel, or -1. */
  public int findAny(int cde) {
    for (int i = 0; i < entries.length; i++) {
      int key = (int) (entries[i] >>> 32);
      if (ObisKey.cde(key) == cde && key != ObisKey.WIDE) {
        return i;
      }
    }
    return -1;
  }

  /** The code of an object, from its key or from its text. */
  public Optional<Obis> obis(byte[] bytes, int object) {
    int key = key(object);
    if (key != ObisKey.WIDE) {
      return Optional.of(ObisKey.obis(key));
    }
    if (reduced) {
      int from = start(bytes, object);
      return ReducedCode.parse(bytes, from, Bytes.trimEnd(bytes, from, groups(object)));
    }
    return Obis.tryParse(id(bytes, object));
  }

  /** The text of an object's code, exactly as sent. */
  public String id(byte[] bytes, int object) {
    int from = start(bytes, object);
    return Bytes.text(bytes, from, Bytes.trimEnd(bytes, from, groups(object)));
  }

  /** How many lines are no objects. */
  public int unparsedSize() {
    return unparsed.length / 2;
  }

  /** Where a line that is no object starts. */
  public int unparsedStart(int line) {
    return unparsed[2 * line];
  }

  /** Where a line that is no object ends, exclusive. */
  public int unparsedEnd(int line) {
    return unparsed[2 * line + 1];
  }
}
