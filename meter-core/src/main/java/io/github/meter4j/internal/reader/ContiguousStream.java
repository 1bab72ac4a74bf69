package io.github.meter4j.internal.reader;

import io.github.meter4j.fault.MeterException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Turns "give me the next one" into a stream that can be closed. */
final class ContiguousStream<R> extends Spliterators.AbstractSpliterator<R> {

  /** Gives the elements. */
  interface Source<R> {
    /** The consumer begins to read: nobody else may. */
    void begin();

    /** The next element, or null at the end. */
    @Nullable R next() throws MeterException;

    /** The consumer has what it wanted so far, and may never come back. */
    void pause();
  }

  private final Source<R> source;
  private final Runnable onEnd;
  private final AtomicBoolean ended = new AtomicBoolean();

  private ContiguousStream(Source<R> source, Runnable onEnd) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.source = source;
    this.onEnd = onEnd;
  }

  static <R> Stream<R> of(Source<R> source, Runnable onEnd) {
    ContiguousStream<R> elements = new ContiguousStream<>(source, onEnd);
    return StreamSupport.stream(elements, false).onClose(elements::end);
  }

  /** A parallel stream would take many elements before it hands on the first. */
  @Override
  public @Nullable Spliterator<R> trySplit() {
    return null;
  }

  @Override
  public boolean tryAdvance(Consumer<? super R> action) {
    if (ended.get()) {
      return false;
    }
    source.begin();
    try {
      return advance(action);
    } finally {
      source.pause();
    }
  }

  @Override
  public void forEachRemaining(Consumer<? super R> action) {
    if (ended.get()) {
      return;
    }
    source.begin();
    try {
      while (!ended.get() && advance(action)) {
        // advance does it
      }
    } finally {
      source.pause();
    }
  }

  private boolean advance(Consumer<? super R> action) {
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

  /** Once: the end of this stream must not end the next one of the same reader. */
  private void end() {
    if (!ended.getAndSet(true)) {
      onEnd.run();
    }
  }
}
