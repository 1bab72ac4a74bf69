package io.github.meter4j.s0;

import java.io.Closeable;
import java.io.IOException;

/** Where a count is saved. For one thread at a time. */
interface CountStore extends Closeable {

  /** Saves it, so that it is there after a power failure. */
  void save(SavedCount count) throws IOException;

  /** Gives the place free for others. Never throws. */
  @Override
  void close();
}
