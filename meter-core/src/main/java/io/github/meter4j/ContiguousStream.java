package io.github.meter4j;

import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Turns "give me the next one" into a stream that can be closed. */
final class ContiguousStream<R> extends Spliterators.AbstractSpliterator<R> {

  /** Gives the next element, or null at the end. */
  interface Next<R> {
    @Nullable R next() throws MeterException;
  }

  private final Next<R> source;
  private final Runnable onEnd;
  private boolean ended;

  private ContiguousStream(Next<R> source, Runnable onEnd) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.source = source;
    this.onEnd = onEnd;
  }

  static <R> Stream<R> of(Next<R> source, Runnable onEnd) {
    return StreamSupport.stream(new ContiguousStream<>(source, onEnd), false).onClose(onEnd);
  }

  @Override
  public boolean tryAdvance(Consumer<? super R> action) {
    if (ended) {
      return false;
    }
    R next;
    try {
      next = source.next();
    } catch (MeterException e) {
      end();
      throw new UncheckedIOException(e);
    }
    if (next == null) {
      end();
      return false;
    }
    action.accept(next);
    return true;
  }

  private void end() {
    ended = true;
    onEnd.run();
  }
}
