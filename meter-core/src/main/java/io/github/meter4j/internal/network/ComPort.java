package io.github.meter4j.internal.network;

import io.github.meter4j.internal.serial.LineFormat;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What RFC 2217 says to a remote serial port, section 3, and what its answers said last. Commands
 * may be made by another thread than the one that hears the answers.
 */
final class ComPort {
  /** Answers have the number of the command plus this. */
  private static final int ANSWER = 100;

  private static final int SET_CONTROL = 5;
  private static final int SUSPEND = 8;
  private static final int RESUME = 9;
  private static final int SET_LINE_STATE_MASK = 10;
  private static final int SET_MODEM_STATE_MASK = 11;

  private static final int NO_FLOW_CONTROL = 1;
  private static final int DTR_ON = 8;
  private static final int DTR_OFF = 9;
  private static final int RTS_ON = 11;
  private static final int RTS_OFF = 12;

  /** A UART reads a character right while the speeds differ by no more than this. */
  private static final int MOST_DEVIATION_PERCENT = 2;

  /** A setting that the server answers with the value that it has now. */
  enum Setting {
    BAUD(1),
    DATA_BITS(2),
    PARITY(3),
    STOP_BITS(4);

    private final int number;

    Setting(int number) {
      this.number = number;
    }
  }

  private final Map<Setting, Long> answers = new ConcurrentHashMap<>();
  private volatile boolean suspended;
  private Optional<String> refusedControl = Optional.empty();
  private int wantedDtr;
  private int wantedRts;

  /** The values that stand for a speed and a format. */
  static Map<Setting, Long> values(int baud, LineFormat format) {
    long parity =
        switch (format.parity()) {
          case NONE -> 1;
          case ODD -> 2;
          case EVEN -> 3;
        };
    return Map.of(
        Setting.BAUD, (long) baud,
        Setting.DATA_BITS, (long) format.dataBits(),
        Setting.PARITY, parity,
        Setting.STOP_BITS, (long) format.stopBits());
  }

  /** The command that sets a value. Its answer of before is forgotten. */
  byte[] set(Setting setting, long value) {
    answers.remove(setting);
    ByteBuffer content = ByteBuffer.allocate(setting == Setting.BAUD ? 5 : 2);
    content.put((byte) setting.number);
    if (setting == Setting.BAUD) {
      content.putInt((int) value);
    } else {
      content.put((byte) value);
    }
    return Telnet.subnegotiation(Telnet.COM_PORT, content.array());
  }

  /** The commands for what has no flow control, and for DTR and RTS. */
  List<byte[]> control(boolean dtr, boolean rts) {
    wantedDtr = dtr ? DTR_ON : DTR_OFF;
    wantedRts = rts ? RTS_ON : RTS_OFF;
    return List.of(
        command(SET_CONTROL, NO_FLOW_CONTROL),
        command(SET_CONTROL, wantedDtr),
        command(SET_CONTROL, wantedRts));
  }

  /** The commands by which the server does not tell of changes that nobody asks about. */
  List<byte[]> noNotices() {
    return List.of(command(SET_LINE_STATE_MASK, 0), command(SET_MODEM_STATE_MASK, 0));
  }

  private static byte[] command(int number, int value) {
    return Telnet.subnegotiation(Telnet.COM_PORT, new byte[] {(byte) number, (byte) value});
  }

  /** Notes what the server says. */
  void heard(byte[] content) {
    if (content.length == 0) {
      return;
    }
    int number = (content[0] & 0xff) - ANSWER;
    if (number == SUSPEND || number == RESUME) {
      suspended = number == SUSPEND;
    } else if (number == SET_CONTROL && content.length == 2) {
      control(content[1] & 0xff);
    }
    for (Setting setting : Setting.values()) {
      boolean isBaud = setting == Setting.BAUD;
      if (number == setting.number && content.length == (isBaud ? 5 : 2)) {
        ByteBuffer value = ByteBuffer.wrap(content, 1, content.length - 1);
        answers.put(setting, isBaud ? value.getInt() & 0xffff_ffffL : value.get() & 0xff);
      }
    }
  }

  private void control(int value) {
    boolean dtr = (value == DTR_ON || value == DTR_OFF) && value != wantedDtr;
    boolean rts = (value == RTS_ON || value == RTS_OFF) && value != wantedRts;
    if (dtr || rts) {
      refusedControl = Optional.of(dtr ? "DTR" : "RTS");
    }
  }

  /** Whether the server has answered all these settings. */
  boolean hasAnswered(Iterable<Setting> settings) {
    for (Setting setting : settings) {
      if (!answers.containsKey(setting)) {
        return false;
      }
    }
    return true;
  }

  /** What the server answered that is not what was wanted, as a list for a message. */
  Optional<String> differences(Map<Setting, Long> wanted) {
    StringBuilder text = new StringBuilder();
    for (Setting setting : Setting.values()) {
      Long value = wanted.get(setting);
      Long answer = answers.get(setting);
      if (value != null && answer != null && !isNear(setting, value, answer)) {
        text.append(text.isEmpty() ? "" : ", ").append(name(setting)).append(" of ");
        text.append(shown(setting, value)).append(", it has ").append(shown(setting, answer));
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  private static boolean isNear(Setting setting, long wanted, long answer) {
    return setting == Setting.BAUD
        ? Math.abs(wanted - answer) * 100 <= wanted * MOST_DEVIATION_PERCENT
        : wanted == answer;
  }

  private static String name(Setting setting) {
    return switch (setting) {
      case BAUD -> "a speed";
      case DATA_BITS -> "a number of data bits";
      case PARITY -> "a parity";
      case STOP_BITS -> "a number of stop bits";
    };
  }

  private static String shown(Setting setting, long value) {
    if (setting != Setting.PARITY) {
      return Long.toString(value);
    }
    List<String> names = List.of("none", "odd", "even", "mark", "space");
    return value >= 1 && value <= names.size() ? names.get((int) value - 1) : "no. " + value;
  }

  /** Whether the server has said that nothing is to be sent for now. */
  boolean isSuspended() {
    return suspended;
  }

  /** A control line that is not as it was wanted, told once. */
  Optional<String> takeRefusedControl() {
    Optional<String> line = refusedControl;
    refusedControl = Optional.empty();
    return line;
  }
}
