package io.github.meter4j.rigs.machine;

import io.github.meter4j.rigs.machine.Session.Sent;
import io.github.meter4j.simulator.SimulatedMeter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * The meter, and the hand that pulls the adapter out and puts it back. The meter sends a telegram
 * every second while the adapter is plugged in, whether the port is open or not. The adapter is
 * pulled out in the middle of a telegram, each time at another place in it, once the program has
 * shown the telegrams before that one. All goes by the machine's clock, of which each line {@code
 * TICK} is a tenth of a second, since a busy host makes it slow.
 */
final class PullingOut implements Consumer<String> {
  /**
   * One scenario.
   *
   * @param step its name
   * @param address what the program opens
   * @param meter what sends
   * @param baud the speed of the line
   * @param outages how many ticks the adapter is out, each time
   */
  record Play(String step, String address, SimulatedMeter meter, int baud, List<Integer> outages) {

    /** As {@code usb.sh} takes it. */
    String line() {
      return "watch " + step + ' ' + address + ' ' + outages.size() + ' ' + LAST_TELEGRAMS;
    }
  }

  /** So many come at least before each time that the adapter is pulled out. */
  static final int TELEGRAMS = 3;

  /** So many come at the end, those with them that waited in QEMU while the port was closed. */
  private static final int LAST_TELEGRAMS = 15;

  /** How long the host waits for the program in the machine, in ticks. */
  private static final int PATIENCE = 1_500;

  /** From a telegram to the next. */
  private static final int PERIOD = 10;

  /** How long the host waits for a tick, in its own time. */
  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  private final Path folder;
  private final List<Play> plays;
  private final List<Session> sessions = new ArrayList<>();
  private final Thread hand = new Thread(this::play, "hand");
  private Optional<Exception> failure = Optional.empty();
  private long heard;

  /** Guards what the program in the machine has said; the hand waits on it. */
  private final Object lock = new Object();

  private final Set<String> shown = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private String step = "";
  private boolean open;
  private int ticks;

  PullingOut(Path folder, List<Play> plays) {
    this.folder = folder;
    this.plays = List.copyOf(plays);
  }

  /** A line of the machine's console. */
  @Override
  public void accept(String line) {
    if (line.startsWith("MACHINE start")) {
      hand.start();
      return;
    }
    synchronized (lock) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "STEP" -> {
          step = words[1];
          open = false;
        }
        case "OPENED" -> open = true;
        case "STATE" -> open |= words[2].equals("state=CONNECTING");
        case "TELEGRAM" -> shown.add(words[2].substring("crc=".length()));
        case "ENDED" -> ended.add(step);
        case "TICK" -> ticks++;
        default -> {
          return;
        }
      }
      lock.notifyAll();
    }
  }

  /** What was done, when the machine has ended. */
  List<Session> sessions() throws InterruptedException {
    hand.join();
    return List.copyOf(sessions);
  }

  /** How many bytes the machine sent to the meter. */
  long heard() throws InterruptedException {
    hand.join();
    return heard;
  }

  /** What kept it from being done as planned, which has ended the machine. */
  Optional<Exception> failure() throws InterruptedException {
    hand.join();
    return failure;
  }

  private void play() {
    try (Adapter adapter = Adapter.of(folder)) {
      try {
        for (Play play : plays) {
          play(play, adapter);
        }
        heard = adapter.heard();
      } catch (IOException | InterruptedException e) {
        failure = Optional.of(e);
        adapter.quit();
      }
    } catch (IOException e) {
      failure.ifPresentOrElse(first -> first.addSuppressed(e), () -> failure = Optional.of(e));
    }
  }

  private void play(Play play, Adapter adapter) throws IOException, InterruptedException {
    await(play.step() + " is opened", () -> step.equals(play.step()) && open);
    int last = play.outages().size() - 1;
    for (int i = 0; i <= last; i++) {
      List<Sent> sent = new ArrayList<>();
      sendUntil(() -> haveComeThrough(sent), play, adapter, sent);
      byte[] cut = play.meter().next();
      LineTrace line = LineTrace.read(folder);
      // From before its first byte to after its last.
      adapter.send(ByteBuffer.wrap(cut, 0, cut.length * i / Math.max(1, last)), play.baud());
      synchronized (lock) {
        open = false; // until the program says so again
      }
      adapter.pull();
      sent.add(new Sent(crc(cut), true, false));
      sessions.add(new Session(play.step(), List.copyOf(sent), line));
      pauseUntil(now() + play.outages().get(i));
      adapter.plug();
    }
    List<Sent> sent = new ArrayList<>();
    sendUntil(() -> hasEnded(play.step()), play, adapter, sent);
    // What came after the program had enough is nobody's.
    while (!sent.isEmpty() && !isShown(sent.get(sent.size() - 1))) {
      sent.remove(sent.size() - 1);
    }
    sessions.add(new Session(play.step(), List.copyOf(sent), LineTrace.read(folder)));
  }

  /** A telegram each second, until the condition holds. */
  private void sendUntil(Condition condition, Play play, Adapter adapter, List<Sent> sent)
      throws IOException, InterruptedException {
    int due = now();
    int end = due + PATIENCE;
    while (!condition.holds()) {
      if (now() > end) {
        throw new IOException("not shown: " + sent.stream().filter(t -> !isShown(t)).toList());
      }
      byte[] telegram = play.meter().next();
      boolean open = isOpen();
      adapter.send(ByteBuffer.wrap(telegram), play.baud());
      sent.add(new Sent(crc(telegram), open, true));
      int next = Math.max(due + PERIOD, now());
      due = next;
      // No more ticks come when the machine has ended.
      await("tick " + next, () -> ticks >= next || condition.holds());
    }
  }

  /** Enough, and all that had to. */
  private boolean haveComeThrough(List<Sent> sent) {
    List<String> due = sent.stream().filter(Sent::due).map(Sent::crc).toList();
    synchronized (lock) {
      return due.size() >= TELEGRAMS && shown.containsAll(due);
    }
  }

  private boolean isShown(Sent telegram) {
    synchronized (lock) {
      return shown.contains(telegram.crc());
    }
  }

  private boolean isOpen() {
    synchronized (lock) {
      return open;
    }
  }

  private boolean hasEnded(String name) {
    synchronized (lock) {
      return ended.contains(name);
    }
  }

  private interface Condition {
    boolean holds();
  }

  private void pauseUntil(int tick) throws IOException, InterruptedException {
    await("tick " + tick, () -> ticks >= tick);
  }

  private int now() {
    synchronized (lock) {
      return ticks;
    }
  }

  private void await(String what, Condition condition) throws IOException, InterruptedException {
    synchronized (lock) {
      int end = ticks + PATIENCE;
      while (!condition.holds()) {
        long before = System.nanoTime();
        lock.wait(STANDSTILL.toMillis());
        if (ticks > end || System.nanoTime() - before >= STANDSTILL.toNanos()) {
          throw new IOException("waited in vain for " + what);
        }
      }
    }
  }

  private static String crc(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return "%08x".formatted(checksum.getValue());
  }
}
