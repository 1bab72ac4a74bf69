package io.github.meter4j.codec;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.ObisObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects of one frame, looked up in its bytes. Immutable. */
public final class ReadingObjects {
  private final byte[] frame;
  private final ObjectIndex index;
  private final long offset;

  /**
   * The objects of a frame.
   *
   * @param frame its bytes
   * @param index where its objects are
   * @param offset where the frame starts in the stream
   */
  public ReadingObjects(byte[] frame, ObjectIndex index, long offset) {
    this.frame = frame;
    this.index = index;
    this.offset = offset;
  }

  /** The bytes themselves; not to be changed. */
  public byte[] frame() {
    return frame;
  }

  /** Where the objects are. */
  public ObjectIndex index() {
    return index;
  }

  /** How many there are. */
  public int size() {
    return index.size();
  }

  /** The {@link ObisKey} of an object. */
  public int key(int object) {
    return index.key(object);
  }

  /** The texts of the groups of an object. */
  public List<String> groups(int object) {
    return GroupScanner.texts(frame, index.groups(object), index.end(object));
  }

  /** A scanner at the first group of an object. */
  public GroupScanner scan(int object) {
    GroupScanner scanner = new GroupScanner();
    scanner.start(frame, index.groups(object), index.end(object));
    return scanner;
  }

  /** All objects in the order sent. */
  public List<ObisObject> list() {
    List<ObisObject> objects = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      objects.add(
          new ObisObject(
              index.id(frame, i), index.obis(frame, i), groups(i), index.start(frame, i)));
    }
    return List.copyOf(objects);
  }

  /** The lines that are no objects. */
  public List<String> unparsed() {
    List<String> lines = new ArrayList<>(index.unparsedSize());
    for (int i = 0; i < index.unparsedSize(); i++) {
      lines.add(Bytes.text(frame, index.unparsedStart(i), index.unparsedEnd(i)));
    }
    return List.copyOf(lines);
  }

  /** The first group of the first object of a channel with these groups C, D and E. */
  public Optional<String> text(int medium, int channel, int c, int d, int e) {
    return group(index.find(ObisKey.of(medium, channel, c, d, e)));
  }

  /** The first group of the first object with these groups C, D and E, of any channel. */
  public Optional<String> text(int c, int d, int e) {
    return group(index.findAny(ObisKey.cde(c, d, e)));
  }

  private Optional<String> group(int object) {
    if (object < 0) {
      return Optional.empty();
    }
    GroupScanner scanner = scan(object);
    return scanner.next()
        ? Optional.of(Bytes.text(frame, scanner.from(), scanner.to()))
        : Optional.empty();
  }

  /** A fault at a place in the frame, with the line around it. */
  public Fault fault(Fault.Kind kind, String message, int from, int to) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < from; i++) {
      if (frame[i] == '\n' || (frame[i] == '\r' && (i + 1 == from || frame[i + 1] != '\n'))) {
        line++;
        lineStart = i + 1;
      }
    }
    int lineEnd = Bytes.lineEnd(frame, from, frame.length);
    String excerpt = Bytes.text(frame, lineStart, lineEnd);
    return new Fault(kind, message, offset + from, to - from, line, from - lineStart + 1, excerpt);
  }
}
