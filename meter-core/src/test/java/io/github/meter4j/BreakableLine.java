package io.github.meter4j;

import java.io.IOException;
import java.util.List;

/** A line that a test breaks and mends. */
interface BreakableLine extends AutoCloseable {
  String address();

  void breakIt() throws IOException;

  /** Lets a reader in again. */
  void mend() throws IOException;

  /** Sends to the reader that is connected. */
  void send(String text) throws IOException;

  /** What came with the last break, and comes before anything that is sent after it. */
  default List<String> cameWithBreak() {
    return List.of();
  }

  @Override
  void close() throws IOException;
}
