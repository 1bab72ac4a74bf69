package io.github.meter4j.internal.play;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pipe on a thread of its own, because nothing else ends or limits a wait for a pipe. The
 * thread is a daemon: when the pipe stays silent after closing, it stays with it.
 */
final class ChunkPump implements ChunkSource {
  private static final int QUEUED = 16;

  /** A chunk, the end or a failure. */
  private interface Event {
    Optional<Chunk> get() throws IOException;
  }

  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(QUEUED);
  private final Thread thread;
  private @Nullable Event head;

  private ChunkPump(String name, Callable<ChunkSource> opener) {
    thread = new Thread(() -> run(opener), "meter4j file " + name);
    thread.setDaemon(true);
  }

  static ChunkPump start(String name, Callable<ChunkSource> opener) {
    ChunkPump pump = new ChunkPump(name, opener);
    pump.thread.start();
    return pump;
  }

  private void run(Callable<ChunkSource> opener) {
    try {
      pump(opener);
    } catch (InterruptedException e) {
      return; // closed: nobody waits for an event
    }
  }

  private void pump(Callable<ChunkSource> opener) throws InterruptedException {
    try (ChunkSource source = opener.call()) {
      Optional<Chunk> chunk = source.next();
      while (chunk.isPresent()) {
        Optional<Chunk> one = chunk;
        events.put(() -> one);
        chunk = source.next();
      }
      events.put(Optional::empty);
    } catch (InterruptedException e) {
      throw e;
    } catch (IOException e) {
      events.put(
          () -> {
            throw e;
          });
    } catch (Exception e) {
      events.put(
          () -> {
            throw new IOException(e);
          });
    }
  }

  @Override
  public boolean await(long nanos) throws InterruptedException {
    if (head == null) {
      head = events.poll(nanos, TimeUnit.NANOSECONDS);
    }
    return head != null;
  }

  @Override
  public Optional<Chunk> next() throws IOException {
    Event event = head;
    head = null;
    return event == null ? Optional.empty() : event.get();
  }

  @Override
  public void close() {
    thread.interrupt();
    events.clear();
    events.offer(Optional::empty); // wakes whoever waits
  }
}
