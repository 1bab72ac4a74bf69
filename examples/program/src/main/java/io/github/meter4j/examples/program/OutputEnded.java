package io.github.meter4j.examples.program;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Nothing can be written any more; {@link Program} says why, if anybody has to know. */
public final class OutputEnded extends UncheckedIOException {
  private static final long serialVersionUID = 1;

  OutputEnded(IOException cause) {
    super(cause);
  }
}
