package io.github.meter4j.modbus.bus;

import io.github.meter4j.codec.Crc16;
import io.github.meter4j.testkit.PtyPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * A unit at the other end of a pty that answers a request for two registers with its unit and the
 * address that was asked for, and keeps account of what it hears.
 */
public final class PtySlave implements AutoCloseable {
  private static final int REQUEST = 8;

  private final PtyPair line;
  private final Thread thread;
  private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
  private final List<Integer> asked = new ArrayList<>();
  private int damaged;
  private volatile boolean closed;
  private volatile IntSupplier slowness = () -> 0;

  public PtySlave(PtyPair line) {
    this.line = line;
    this.thread = new Thread(this::serve, "pty slave");
    thread.setDaemon(true);
    thread.start();
  }

  void silence(int unit) {
    silent.add(unit);
  }

  /** How many milliseconds it takes over each answer. */
  void slow(IntSupplier millis) {
    slowness = millis;
  }

  private void serve() {
    while (!closed) {
      try {
        answerNext();
      } catch (IOException e) {
        continue; // nobody has asked for a while, or the line is gone
      }
    }
  }

  private void answerNext() throws IOException {
    byte[] request = line.receive(REQUEST);
    if (Crc16.modbus(request, 0, REQUEST) != 0) {
      heardDamage();
      return;
    }
    heard(request[0]);
    if (!silent.contains((int) request[0])) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(slowness.getAsInt()));
      line.send(answer(request));
    }
  }

  private static byte[] answer(byte[] request) {
    byte[] frame = {request[0], request[1], 4, 0, request[0], 0, request[3], 0, 0};
    int crc = Crc16.modbus(frame, 0, 7);
    frame[7] = (byte) crc;
    frame[8] = (byte) (crc >> 8);
    return frame;
  }

  private synchronized void heard(int unit) {
    asked.add(unit);
  }

  private synchronized void heardDamage() {
    damaged++;
  }

  /** The units that were asked, in order. */
  synchronized List<Integer> asked() {
    return List.copyOf(asked);
  }

  /** Requests that were no whole frame: two programs spoke at once. */
  public synchronized int damaged() {
    return damaged;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
