package io.github.meter4j.codec;

import io.github.meter4j.reading.Unit;

/** Goes over the numbers of one frame; usual groups are read where they stand, in one step. */
public final class NumberWalk {
  private final byte[] frame;
  private final ObjectIndex index;
  private final NumberReader reader = new NumberReader();

  /** A walk over the objects of a frame. */
  public NumberWalk(byte[] frame, ObjectIndex index) {
    this.frame = frame;
    this.index = index;
  }

  /** Visits the numbers of all objects. */
  public void visit(NumberVisitor visitor) {
    int size = index.size();
    for (int object = 0; object < size; object++) {
      visit(visitor, object);
    }
  }

  /** Visits the numbers of one object. */
  public void visit(NumberVisitor visitor, int object) {
    int end = index.end(object);
    int at = index.groups(object);
    int group = 0;
    while (at < end && frame[at] == '(') {
      int close = reader.readGroup(frame, at + 1);
      if (close >= 0) {
        give(visitor, object, group);
      } else {
        close = StampReader.endOfStamp(frame, at + 1, end);
        if (close < 0) {
          break;
        }
      }
      group++;
      at = close + 1;
    }
    if (at < end) {
      visitUnusual(visitor, object, group, at);
    }
  }

  /** Groups from one on that is neither a plain number nor a stamp. */
  private void visitUnusual(NumberVisitor visitor, int object, int first, int at) {
    GroupScanner scanner = new GroupScanner();
    scanner.start(frame, at, index.end(object));
    for (int group = first; scanner.next(); group++) {
      if (!StampReader.endsLikeStamp(frame, scanner.from(), scanner.to())
          && reader.read(frame, scanner.from(), scanner.to()) == NumberReader.Outcome.NUMBER) {
        give(visitor, object, group);
      }
    }
  }

  private void give(NumberVisitor visitor, int object, int group) {
    Unit unit = reader.unit();
    visitor.number(
        object, group, reader.unscaled(), reader.scale(), unit == null ? Unit.NONE : unit);
  }
}
