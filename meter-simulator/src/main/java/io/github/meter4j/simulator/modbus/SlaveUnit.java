package io.github.meter4j.simulator.modbus;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One unit of a slave: its registers, its identification, and how it misbehaves. It has functions 3
 * (holding registers), 4 (input registers), 16 (write, where it is writable) and 43/14 (where it is
 * identified). Safe to share between threads.
 */
public final class SlaveUnit {
  /** Receives the words that a master writes. */
  @FunctionalInterface
  public interface Writing {
    /**
     * Receives words.
     *
     * @param address the address of the first
     * @param words their values, 0 to 65535
     * @return 0 when they were accepted, or the exception code of the refusal
     */
    int write(int address, int[] words);
  }

  private static final int READ_HOLDING = 3;
  private static final int READ_INPUT = 4;
  private static final int WRITE = 16;
  private static final int MOST_READ = 125;
  private static final int MOST_WRITTEN = 123;

  private final Optional<Supplier<Registers>> holding;
  private final Optional<Supplier<Registers>> input;
  private final Deque<Quirk> coming = new ArrayDeque<>();
  private Optional<Quirk> habit = Optional.empty();
  private Identification identification = new Identification(Map.of());
  private Optional<Writing> writing = Optional.empty();
  private boolean replyingToZero;

  private SlaveUnit(Optional<Supplier<Registers>> holding, Optional<Supplier<Registers>> input) {
    this.holding = holding;
    this.input = input;
  }

  /**
   * A unit with holding registers only.
   *
   * @param image makes the registers as they are now; called once for every read
   * @return the unit
   */
  public static SlaveUnit holding(Supplier<Registers> image) {
    return new SlaveUnit(Optional.of(image), Optional.empty());
  }

  /**
   * A unit with input registers only.
   *
   * @param image makes the registers as they are now
   * @return the unit
   */
  public static SlaveUnit input(Supplier<Registers> image) {
    return new SlaveUnit(Optional.empty(), Optional.of(image));
  }

  /**
   * A unit with registers of both kinds.
   *
   * @param holding makes the holding registers as they are now
   * @param input makes the input registers as they are now
   * @return the unit
   */
  public static SlaveUnit of(Supplier<Registers> holding, Supplier<Registers> input) {
    return new SlaveUnit(Optional.of(holding), Optional.of(input));
  }

  /**
   * Gives it an identification.
   *
   * @param objects texts by their number: 0 vendor, 1 product code, 2 revision, 5 model name
   * @return this unit
   */
  public synchronized SlaveUnit identified(Map<Integer, String> objects) {
    identification = new Identification(objects);
    return this;
  }

  /**
   * Makes it writable.
   *
   * @param taker receives what is written
   * @return this unit
   */
  public synchronized SlaveUnit writable(Writing taker) {
    writing = Optional.of(taker);
    return this;
  }

  /**
   * Lets it reply to unit 0 too while it is alone, as a DDS238 does.
   *
   * @return this unit
   */
  public synchronized SlaveUnit replyingToZero() {
    replyingToZero = true;
    return this;
  }

  synchronized boolean repliesToZero() {
    return replyingToZero;
  }

  /**
   * Makes it misbehave from now on.
   *
   * @param quirk how
   */
  public synchronized void misbehave(Quirk quirk) {
    habit = Optional.of(quirk);
  }

  /** Ends all misbehaviour. */
  public synchronized void behave() {
    habit = Optional.empty();
    coming.clear();
  }

  /**
   * Makes it misbehave in its next replies only.
   *
   * @param quirks how, one for each reply
   */
  public synchronized void misbehaveOnce(Quirk... quirks) {
    coming.addAll(Arrays.asList(quirks));
  }

  /** How it misbehaves in the next reply; empty when it does not. */
  synchronized Optional<Quirk> nextQuirk() {
    Quirk next = coming.poll();
    return next == null ? habit : Optional.of(next);
  }

  /** The PDU of the reply. */
  synchronized byte[] reply(Request request) {
    try {
      return switch (request.function()) {
        case READ_HOLDING -> read(request, holding);
        case READ_INPUT -> read(request, input);
        case WRITE -> write(request);
        case Identification.FUNCTION -> identify(request);
        default -> throw new Refused(Refused.FUNCTION);
      };
    } catch (Refused e) {
      return refusal(request.function(), e.code());
    }
  }

  static byte[] refusal(int function, int code) {
    return new byte[] {(byte) (function | 0x80), (byte) code};
  }

  private static byte[] read(Request request, Optional<Supplier<Registers>> table) throws Refused {
    Supplier<Registers> image = table.orElseThrow(() -> new Refused(Refused.FUNCTION));
    if (request.pdu().length != 5 || request.word(3) < 1 || request.word(3) > MOST_READ) {
      throw new Refused(Refused.VALUE);
    }
    int[] words =
        image
            .get()
            .read(request.word(1), request.word(3))
            .orElseThrow(() -> new Refused(Refused.ADDRESS));
    byte[] pdu = new byte[2 + 2 * words.length];
    pdu[0] = request.pdu()[0];
    pdu[1] = (byte) (2 * words.length);
    for (int i = 0; i < words.length; i++) {
      pdu[2 + 2 * i] = (byte) (words[i] >>> 8);
      pdu[3 + 2 * i] = (byte) words[i];
    }
    return pdu;
  }

  private byte[] write(Request request) throws Refused {
    Writing taker = writing.orElseThrow(() -> new Refused(Refused.FUNCTION));
    byte[] pdu = request.pdu();
    int count = pdu.length < 6 ? 0 : request.word(3);
    if (count < 1
        || count > MOST_WRITTEN
        || (pdu[5] & 0xff) != 2 * count
        || pdu.length != 6 + 2 * count) {
      throw new Refused(Refused.VALUE);
    }
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = request.word(6 + 2 * i);
    }
    int refused = taker.write(request.word(1), words);
    if (refused != 0) {
      throw new Refused(refused);
    }
    return Arrays.copyOf(pdu, 5);
  }

  private byte[] identify(Request request) throws Refused {
    boolean known = request.pdu().length >= 2 && request.pdu()[1] == Identification.TYPE;
    if (!known || identification.isEmpty()) {
      throw new Refused(Refused.FUNCTION);
    }
    return identification.reply(request);
  }
}
