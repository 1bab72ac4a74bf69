package io.github.meter4j.iec62056;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Waits for an identification line among the first bytes of an answer. */
final class IdentificationScanner {
  private static final int LONGEST = 64;
  private static final int SHORTEST = 5;

  private final StringBuilder line = new StringBuilder();
  private boolean heardRequest;

  void reset() {
    line.setLength(0);
    heardRequest = false;
  }

  /** Whether a request came back since the last reset. */
  boolean heardRequest() {
    return heardRequest;
  }

  /** Takes bytes; gives the line that they complete. What is heard back of a request is none. */
  Optional<String> add(ByteBuffer bytes) {
    Optional<String> found = Optional.empty();
    while (bytes.hasRemaining() && found.isEmpty()) {
      char ch = (char) (bytes.get() & 0x7f);
      if (ch == '\r' || ch == '\n') {
        boolean complete =
            line.length() >= SHORTEST && line.charAt(0) == '/' && line.charAt(1) != '?';
        heardRequest |= line.length() > 1 && line.charAt(1) == '?';
        found = complete ? Optional.of(line.toString()) : Optional.empty();
        line.setLength(0);
      } else if (line.length() < LONGEST && (line.length() > 0 || ch == '/')) {
        line.append(ch);
      }
    }
    return found;
  }
}
