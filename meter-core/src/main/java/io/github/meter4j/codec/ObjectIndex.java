package io.github.meter4j.codec;

import io.github.meter4j.reading.Obis;
import java.util.Optional;

/**
 * Where the objects of a telegram stand in its bytes, and the code of each: one {@code long} an
 * object. Immutable; values are read from the bytes when somebody asks.
 */
public final class ObjectIndex {
  /** The medium of an index whose codes are never reduced. */
  static final int FULL = 0;

  private static final int MEDIUM_SHIFT = 60;

  /** Key in the upper half, first parenthesis and end with sixteen bits each in the lower. */
  private final long[] entries;

  /** Start and end of each text that is no object, alternating. */
  private final int[] unparsed;

  /** Group A of the codes that have none, or {@link #FULL}. */
  private final int medium;

  ObjectIndex(long[] entries, int[] unparsed, int medium) {
    this.entries = entries;
    this.unparsed = unparsed;
    this.medium = medium;
  }

  /**
   * The index of a readout of another medium: its codes without group A get another one.
   *
   * @param bytes the readout
   * @param other group A: 5 cooling, 6 heat, 7 gas, 8 water
   */
  public ObjectIndex onMedium(byte[] bytes, int other) {
    long[] changed = entries.clone();
    for (int i = 0; i < changed.length; i++) {
      if (key(i) != ObisKey.WIDE && isReduced(bytes, i)) {
        changed[i] = (changed[i] & -1L >>> 4) | (long) other << MEDIUM_SHIFT;
      }
    }
    return new ObjectIndex(changed, unparsed, other);
  }

  /** Whether the code of an object has no group A. */
  public boolean isReduced(byte[] bytes, int object) {
    int to = groups(object);
    return medium != FULL && Bytes.indexOf((byte) '-', bytes, start(bytes, object), to) == to;
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

  /** Where an object starts: with its line, or behind what stands before it in the same line. */
  public int start(byte[] bytes, int object) {
    int groups = groups(object);
    int at = groups;
    int before = object > 0 ? end(object - 1) : 0;
    while (at > before && !startsLine(bytes[at - 1])) {
      at--;
    }
    if (medium == FULL) {
      return at;
    }
    at = Bytes.trimStart(bytes, at, groups);
    return ReducedCode.start(bytes, at, Bytes.trimEnd(bytes, at, groups));
  }

  /** Control characters too: STX starts the first line of a block. */
  private boolean startsLine(byte before) {
    boolean control = before >= 0 && before < ' ';
    return control || (medium != FULL && (before == ')' || before == 0x7f));
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
    if (medium != FULL) {
      int from = start(bytes, object);
      return ReducedCode.parse(bytes, from, Bytes.trimEnd(bytes, from, groups(object)), medium);
    }
    return Obis.tryParse(id(bytes, object));
  }

  /** The text of an object's code, exactly as sent. */
  public String id(byte[] bytes, int object) {
    int from = start(bytes, object);
    return Bytes.text(bytes, from, Bytes.trimEnd(bytes, from, groups(object)));
  }

  /** How many texts are no objects: lines, or parts of lines. */
  public int unparsedSize() {
    return unparsed.length / 2;
  }

  /** Where a text that is no object starts. */
  public int unparsedStart(int text) {
    return unparsed[2 * text];
  }

  /** Where a text that is no object ends, exclusive. */
  public int unparsedEnd(int text) {
    return unparsed[2 * text + 1];
  }
}
