package io.github.meter4j.modbus.bus;

import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Playback;
import io.github.meter4j.spi.SerialLine;
import io.github.meter4j.spi.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The lines that are open in this program: one for each port, however many meters share it. */
public final class SharedLines {
  /** Whether the numbers of replies do not matter, which a meter shares with all of its line. */
  public static final OptionSpec<Boolean> IGNORE_TRANSACTION =
      OptionSpec.of(
          "transaction",
          "check, ignore",
          "check",
          "Modbus TCP: ignore takes a reply whatever its transaction number, for gateways that"
              + " number by themselves; late replies are then told by time, as with rtutcp",
          SharedLines::isIgnore,
          ignore -> ignore ? "ignore" : "check");

  /** Links that have another end of their own; any other is opened for each meter anew. */
  private static final Set<LinkKind> SHARED = Set.of(LinkKind.SERIAL, LinkKind.NETWORK);

  private static final Map<String, Entry> OPEN = new HashMap<>();

  /** What is known of places, also when they were closed meanwhile. */
  private static final Map<String, Past> PAST = new HashMap<>();

  private SharedLines() {}

  private static Boolean isIgnore(String text) {
    return switch (text) {
      case "ignore" -> true;
      case "check" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /**
   * What one connection to a place leaves to the next.
   *
   * @param outstanding replies that may still come
   * @param dead whether nobody replies there
   */
  private record Past(OutstandingReplies outstanding, DeadConnection dead) {
    Past(String place) {
      this(new OutstandingReplies(), new DeadConnection(place));
    }

    boolean isNothing() {
      return outstanding.isNothing(LineClock.SYSTEM.nanos()) && !dead.isInDoubt();
    }
  }

  /** A line and how many use it. Its lock is held while it is opened, so that others wait. */
  private static final class Entry {
    private final Map<String, String> settings;
    private final Past past;
    private volatile ModbusLine line;
    private int users;

    /** Whether the last one is closing the line: whoever comes now waits until that is done. */
    private boolean closing;

    Entry(Map<String, String> settings, Past past) {
      this.settings = settings;
      this.past = past;
    }
  }

  /**
   * The right to use a line until it is closed.
   *
   * @param reopen after how many polls without a reply the connection is opened again; 0: never
   */
  public record Use(ModbusLine line, int reopen, Runnable end) {}

  /**
   * Opens a line, or joins those who have it open.
   *
   * @throws IllegalArgumentException when it is open with other settings
   */
  public static Use join(Endpoint endpoint) throws TransportException {
    int reopen = endpoint.options().find(MeterSource.REOPEN).orElse(0);
    if (!SHARED.contains(endpoint.link().kind())) {
      ModbusLine line = open(endpoint, new Past(place(endpoint)));
      return new Use(line, reopen, line::close);
    }
    String key = endpoint.link().scheme() + ':' + device(endpoint);
    Map<String, String> settings = settings(endpoint);
    Entry entry = enter(key, place(endpoint), settings);
    try {
      requireSame(endpoint, entry.settings, settings);
      synchronized (entry) {
        if (entry.line != null && entry.line.isBroken()) {
          entry.line.close(); // else it keeps the port, until those who used it have noticed
          entry.line = null;
        }
        if (entry.line == null) {
          entry.line = open(endpoint, entry.past);
        }
        ModbusLine mine = entry.line;
        return new Use(mine, reopen, () -> leave(key, entry, mine));
      }
    } catch (TransportException | IllegalArgumentException e) {
      leave(key, entry, null);
      throw e;
    }
  }

  private static Entry enter(String key, String place, Map<String, String> settings)
      throws TransportException {
    synchronized (OPEN) {
      while (OPEN.containsKey(key) && OPEN.get(key).closing) {
        awaitClosed(key);
      }
      Past past = PAST.computeIfAbsent(key, k -> new Past(place));
      Entry entry = OPEN.computeIfAbsent(key, k -> new Entry(settings, past));
      entry.users++;
      return entry;
    }
  }

  private static void awaitClosed(String key) throws TransportException {
    try {
      OPEN.wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(Kind.CLOSED, "interrupted while waiting for " + key);
    }
  }

  private static void requireSame(
      Endpoint endpoint, Map<String, String> open, Map<String, String> wanted) {
    if (!open.equals(wanted)) {
      throw new IllegalArgumentException(
          endpoint.target()
              + " is open for another meter with "
              + open
              + ", and cannot have "
              + wanted
              + " at the same time");
    }
  }

  /** The last one closes the line, and whoever leaves a broken one does. */
  private static void leave(String key, Entry entry, ModbusLine line) {
    boolean last;
    synchronized (OPEN) {
      entry.users--;
      last = entry.users == 0;
      entry.closing = last;
    }
    if (last) {
      closeLast(key, entry);
    } else if (line != null && line.isBroken()) {
      line.close(); // the others notice that it is gone
    }
  }

  /** Nobody uses the entry, and nobody will: whoever comes waits for the end of it. */
  private static void closeLast(String key, Entry entry) {
    try {
      if (entry.line != null) {
        entry.line.close();
      }
    } finally {
      synchronized (OPEN) {
        OPEN.remove(key);
        if (entry.past.isNothing()) {
          PAST.remove(key);
        }
        OPEN.notifyAll();
      }
    }
  }

  private static String place(Endpoint endpoint) {
    return endpoint.target().isEmpty() ? endpoint.source() : endpoint.target();
  }

  private static ModbusLine open(Endpoint endpoint, Past past) throws TransportException {
    String place = place(endpoint);
    boolean network = endpoint.link().kind() == LinkKind.NETWORK;
    return new ModbusLine(
        place,
        exchange(endpoint, place, past.outstanding()),
        network ? Optional.of(past.dead()) : Optional.empty(),
        LineClock.SYSTEM);
  }

  /** What the link says; else RTU on serial lines, also on remote ones, and Modbus TCP. */
  private static Exchange exchange(Endpoint endpoint, String place, OutstandingReplies outstanding)
      throws TransportException {
    boolean ignore = endpoint.options().find(IGNORE_TRANSACTION).orElse(false);
    if (endpoint.link() instanceof ModbusLink link) {
      requireNumbers(endpoint, !ignore);
      return link.exchange(endpoint, place, outstanding);
    }
    Transport transport = endpoint.openTransport();
    if (endpoint.link().kind() == LinkKind.FILE) {
      return new PlayedExchange(place, playback(transport), ignore);
    }
    boolean tcp = endpoint.link().kind() == LinkKind.NETWORK && !(transport instanceof SerialLine);
    try {
      requireNumbers(endpoint, tcp || !ignore);
    } catch (IllegalArgumentException e) {
      transport.close();
      throw e;
    }
    Framing framing = tcp ? new TcpFraming(ignore) : new RtuFraming();
    return new FramedExchange(place, transport, framing, outstanding, LineClock.SYSTEM);
  }

  private static Playback playback(Transport transport) {
    if (transport instanceof Playback playback) {
      return playback;
    }
    transport.close();
    throw new IllegalArgumentException(
        "a meter that is asked is played without follow= and record=");
  }

  private static void requireNumbers(Endpoint endpoint, boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException(
          "transaction=ignore is for Modbus TCP (tcp): leave it out with "
              + endpoint.link().scheme());
    }
  }

  /** One name for a port, whichever of its links was given. */
  private static String device(Endpoint endpoint) {
    if (endpoint.link().kind() != LinkKind.SERIAL) {
      return endpoint.target().toLowerCase(Locale.ROOT);
    }
    try {
      return Path.of(endpoint.target()).toRealPath().toString();
    } catch (IOException e) {
      return endpoint.target();
    }
  }

  private static Map<String, String> settings(Endpoint endpoint) {
    Map<String, String> settings = new TreeMap<>();
    for (OptionSpec<?> spec : endpoint.link().options()) {
      endpoint
          .options()
          .find(spec)
          .ifPresent(value -> settings.put(spec.name(), value.toString().toLowerCase(Locale.ROOT)));
    }
    endpoint
        .options()
        .find(MeterSource.RECORD)
        .ifPresent(file -> settings.put(MeterSource.RECORD.name(), file.toString()));
    endpoint
        .options()
        .find(IGNORE_TRANSACTION)
        .filter(ignore -> ignore)
        .ifPresent(ignore -> settings.put(IGNORE_TRANSACTION.name(), "ignore"));
    return settings;
  }
}
