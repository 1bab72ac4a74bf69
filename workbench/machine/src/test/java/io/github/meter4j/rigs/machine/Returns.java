package io.github.meter4j.rigs.machine;

import io.github.meter4j.rigs.machine.Console.Entry;
import io.github.meter4j.rigs.machine.Session.Sent;
import java.util.ArrayList;
import java.util.List;

/** How a step went, each time that the adapter was pulled out, for the documentation. */
record Returns(String step, List<Session> sessions, Console console) {

  /**
   * The adapter was pulled out and put back once, in milliseconds of the machine's clock.
   *
   * @param detached when the kernel saw it go
   * @param noticed when the program said so
   * @param attached when the kernel saw it come back
   * @param opened when the program had opened its port again
   */
  record Return(long detached, long noticed, long attached, long opened) {
    long out() {
      return attached - detached;
    }

    long noticedAfter() {
      return noticed - detached;
    }

    long openedAfter() {
      return opened - attached;
    }
  }

  /** Finds them on the console. */
  static List<Return> of(String step, Console console) {
    List<Long> detached = times(console.all(step, "KERNEL", "disconnected", "ttyUSB0"));
    List<Long> attached = times(console.all(step, "KERNEL", "attached", "ttyUSB0"));
    List<Long> noticed = times(breaks(console.all(step, "STATE")));
    List<Long> opened = times(console.all(step, "STATE", "state", "CONNECTING"));
    if (!detached.isEmpty()) {
      attached = attached.stream().filter(at -> at > detached.get(0)).toList(); // not at the start
    }
    int count = opened.size();
    if (detached.size() != count || noticed.size() != count || attached.size() != count) {
      throw new AssertionError(
          "%s: gone %s, noticed %s, back %s, opened %s"
              .formatted(step, detached, noticed, attached, opened));
    }
    List<Return> returns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      returns.add(new Return(detached.get(i), noticed.get(i), attached.get(i), opened.get(i)));
    }
    return List.copyOf(returns);
  }

  /** The first DISCONNECTED of each break; it is told again when the cause becomes another one. */
  private static List<Entry> breaks(List<Entry> states) {
    List<Entry> breaks = new ArrayList<>();
    String before = "";
    for (Entry state : states) {
      String now = state.text("state");
      if (now.equals("DISCONNECTED") && !now.equals(before)) {
        breaks.add(state);
      }
      before = now;
    }
    return breaks;
  }

  private static List<Long> times(List<Entry> entries) {
    return entries.stream().map(entry -> entry.number("at_ms")).toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append('\n').append(step).append("\n\n");
    text.append("| out ms | noticed after ms | open again after ms | then due | before it |\n");
    text.append("|---|---|---|---|---|\n");
    List<Return> returns = of(step, console);
    for (int i = 0; i < returns.size(); i++) {
      Return one = returns.get(i);
      Session next = sessions.get(i + 1);
      text.append(
          "| %d | %d | %d | %d | %d |\n"
              .formatted(
                  one.out(),
                  one.noticedAfter(),
                  one.openedAfter(),
                  next.due().size(),
                  next.telegrams().stream().filter(sent -> !sent.open()).count()));
    }
    List<Sent> due =
        sessions.stream().flatMap(s -> s.telegrams().stream()).filter(Sent::due).toList();
    return text.append("telegrams due: ").append(due.size()).append('\n').toString();
  }
}
