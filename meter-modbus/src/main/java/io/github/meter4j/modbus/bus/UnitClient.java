package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.map.RegisterBlock;
import io.github.meter4j.modbus.map.RegisterSource;
import io.github.meter4j.modbus.map.RegisterTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends requests to one unit on a line and reads its replies. Safe to share between threads, as far
 * as its {@link Caller} is.
 */
public final class UnitClient implements RegisterSource {
  private static final int LEAST = 0;
  private static final int LAST = 0xffff;
  private static final int MOST_WRITTEN = 123;

  /** Device identification: all objects of the two levels that every device may have. */
  private static final int REGULAR = 2;

  private static final int BASIC = 1;
  private static final int MORE_FOLLOWS = 0xff;

  /** By a gateway: no path to the unit, or no reply of it (V1.1b3, section 7). */
  private static final int NO_PATH = 10;

  private static final int NO_REPLY = 11;

  private final ModbusLine line;
  private final int number;
  private final Timing timing;
  private final Caller caller;

  /**
   * A unit, whether it is there or not.
   *
   * @param number 0 to 255
   */
  public UnitClient(ModbusLine line, int number, Timing timing, Caller caller) {
    this.line = line;
    this.number = number;
    this.timing = timing;
    this.caller = caller;
  }

  /**
   * The number of the unit.
   *
   * @return 0 to 255
   */
  public int number() {
    return number;
  }

  /**
   * Reads registers in one transaction. A request that finds no good answer is sent again.
   *
   * @throws IllegalArgumentException when there are no such addresses, or too many
   */
  @Override
  public RegisterBlock read(RegisterTable table, int address, int count) throws MeterException {
    requireRange(address, count, MOST);
    byte[] reply = request(Request.read(number, table, address, count));
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = Request.word(reply, 2 + 2 * i);
    }
    return new RegisterBlock(table, address, words);
  }

  /**
   * Writes holding registers in one transaction with function 16, which changes the meter. It is
   * sent once: when no answer comes, the registers may have been written or not.
   *
   * @param address the address of the first, from 0 as on the wire
   * @param words what to write, 0 to 65535 each
   * @throws DeviceException when the unit refuses
   * @throws ReadTimeoutException when no good answer comes in time
   * @throws TransportException when the connection to the unit is broken
   * @throws IllegalArgumentException when there are no such addresses or values, or too many
   */
  public void write(int address, int... words) throws MeterException {
    requireRange(address, words.length, MOST_WRITTEN);
    for (int word : words) {
      if (word < LEAST || word > LAST) {
        throw new IllegalArgumentException(word + " is no register value: 0 to " + LAST);
      }
    }
    request(Request.write(number, address, words));
  }

  private static void requireRange(int address, int count, int most) {
    if (count < 1 || count > most) {
      throw new IllegalArgumentException(count + " registers: 1 to " + most + " are possible");
    }
    if (address < LEAST || address + count - 1 > LAST) {
      throw new IllegalArgumentException(
          "registers " + address + " to " + (address + count - 1) + ": 0 to " + LAST + " exist");
    }
  }

  /**
   * What the device says of itself (function 43/14): 0 is the vendor, 1 the product code, 2 the
   * revision, 4 the product name, 5 the model.
   *
   * @return the texts by the number of their object
   * @throws DeviceException when the unit has no identification, code 1 as a rule
   * @throws ReadTimeoutException when no good answer comes in time
   * @throws TransportException when the connection to the unit is broken
   */
  public Map<Integer, String> identification() throws MeterException {
    try {
      return identification(REGULAR);
    } catch (DeviceException e) {
      if (e.code() != 3) {
        throw e;
      }
      return identification(BASIC);
    }
  }

  private Map<Integer, String> identification(int level) throws MeterException {
    Map<Integer, String> objects = new TreeMap<>();
    int next = 0;
    boolean more = true;
    while (more) {
      byte[] reply = request(Request.identification(number, level, next));
      int before = objects.size();
      int at = 7;
      for (int left = reply[6] & 0xff; left > 0; left--) {
        int length = reply[at + 1] & 0xff;
        String text = new String(reply, at + 2, length, StandardCharsets.UTF_8);
        objects.put(reply[at] & 0xff, text.replace("\0", "").strip());
        at += 2 + length;
      }
      next = reply[5] & 0xff;
      more = (reply[4] & 0xff) == MORE_FOLLOWS && objects.size() > before;
    }
    return objects;
  }

  private byte[] request(Request request) throws MeterException {
    line.requireWhole();
    UnitHealth health = line.units().of(number);
    List<Fault> faults = new ArrayList<>();
    Skips skips = new Skips();
    long bytes = 0;
    do {
      try {
        byte[] reply = line.transact(request, !faults.isEmpty(), timing, caller, skips);
        return accepted(request, reply, health);
      } catch (NoGoodReply e) {
        faults.add(e.fault());
        bytes += e.bytes();
        if (e.bytes() > 0) {
          caller.listener().damaged(e.fault());
        }
      }
    } while (request.idempotent()
        && faults.size() < timing.tries()
        && line.units().mayRepeat(number, caller.polls()));
    health.failed();
    throw silence(request, faults, bytes + skips.bytes);
  }

  private byte[] accepted(Request request, byte[] reply, UnitHealth health) throws DeviceException {
    if (!Request.isException(reply)) {
      health.answered();
      return reply;
    }
    DeviceException refusal = refusal(request, reply[1] & 0xff);
    if (isUnreached(refusal)) {
      health.failed();
    } else {
      health.answered();
    }
    throw refusal;
  }

  /** Whether it is not the unit that refuses, but a gateway that does not reach it. */
  static boolean isUnreached(DeviceException refusal) {
    return refusal.code() == NO_PATH || refusal.code() == NO_REPLY;
  }

  /** Counts what came too late for a request before this one, which a scan takes for a sign. */
  private final class Skips implements ReplyListener {
    private long bytes;

    @Override
    public void received(ByteBuffer chunk) {
      caller.listener().received(chunk);
    }

    @Override
    public void damaged(Fault fault) {
      caller.listener().damaged(fault);
    }

    @Override
    public void skipped(int count) {
      bytes += count;
      caller.listener().skipped(count);
    }
  }

  private ReadTimeoutException silence(Request request, List<Fault> faults, long bytes) {
    Fault last = faults.get(faults.size() - 1);
    String message =
        "unit " + number + " on " + line.place() + " gave no good answer to " + request.what();
    String often = faults.size() == 1 ? "" : " (asked " + faults.size() + " times)";
    return new ReadTimeoutException(
        message, bytes, faults, last.message() + often + line.advice(bytes == 0));
  }

  private DeviceException refusal(Request request, int code) {
    return new DeviceException(
        "unit "
            + number
            + " on "
            + line.place()
            + " refuses "
            + request.what()
            + ": "
            + ExceptionCode.text(code),
        code);
  }

  @Override
  public String toString() {
    return "unit " + number + " on " + line.place();
  }
}
