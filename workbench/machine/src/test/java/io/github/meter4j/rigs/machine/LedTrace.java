package io.github.meter4j.rigs.machine;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an APA102 strip would have read from two lines, decoded from the kernel's trace: it takes
 * the level of the data line whenever the clock line rises, most significant bit first.
 */
record LedTrace(List<Shown> shown) {
  /** As in {@code gpio_value: 473 set 1}. */
  private static final Pattern VALUE = Pattern.compile("gpio_value: (\\d+) set ([01])");

  /** As in {@code tracing_mark_write: show red}: what the program was about to do. */
  private static final Pattern MARK = Pattern.compile("tracing_mark_write: (\\S+)");

  /** The bits that were clocked between a mark and the next. */
  record Shown(String mark, String bits) {

    /** The whole bytes in hexadecimal, and the bits that are left over after a plus sign. */
    String hex() {
      HexFormat hex = HexFormat.of();
      StringBuilder text = new StringBuilder();
      int whole = bits.length() / 8 * 8;
      for (int i = 0; i < whole; i += 8) {
        text.append(hex.toHexDigits((byte) Integer.parseInt(bits.substring(i, i + 8), 2)));
      }
      return whole == bits.length() ? text.toString() : text + "+" + bits.substring(whole);
    }
  }

  /**
   * Decodes a trace.
   *
   * @param lines the lines of the trace; those that tell nothing of the two lines are passed over
   * @param data the number of the data line
   * @param clock the number of the clock line
   */
  static LedTrace decode(List<String> lines, int data, int clock) {
    List<Shown> shown = new ArrayList<>();
    String mark = "";
    StringBuilder bits = new StringBuilder();
    char level = '0';
    boolean clockHigh = false;
    for (String line : lines) {
      Matcher next = MARK.matcher(line);
      if (next.find()) {
        shown.add(new Shown(mark, bits.toString()));
        mark = next.group(1);
        bits.setLength(0);
        continue;
      }
      Matcher value = VALUE.matcher(line);
      if (!value.find()) {
        continue;
      }
      int number = Integer.parseInt(value.group(1));
      boolean high = value.group(2).equals("1");
      if (number == data) {
        level = high ? '1' : '0';
      } else if (number == clock) {
        if (high && !clockHigh) {
          bits.append(level);
        }
        clockHigh = high;
      }
    }
    shown.add(new Shown(mark, bits.toString()));
    return new LedTrace(List.copyOf(shown));
  }

  /** What was clocked after the mark. */
  Shown after(String mark) {
    return shown.stream().filter(one -> one.mark().equals(mark)).findFirst().orElseThrow();
  }
}
