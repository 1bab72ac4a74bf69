package io.github.meter4j.modbus.map;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.reading.Integrity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a map in as few transactions as the map allows, and learns what a unit refuses.
 *
 * <p>Neighbouring rows are read together up to the map's limit, across holes only where the map
 * allows it. When a unit refuses a block because of an address, the block is halved between two
 * rows, and the halves again where they are refused too; what worked is remembered, so that the
 * same block is not refused twice. A row that is refused on its own is not asked for again.
 *
 * <p>A plan belongs to one unit and is used by one thread at a time; make a new one after
 * connecting again, since the unit may be another.
 */
public final class ReadPlan {
  private static final int ILLEGAL_ADDRESS = 2;

  /** The unit has refused nothing. */
  private static final int ANSWERED = 0;

  /** So many rows are tried on a unit that has refused all before. */
  private static final int PATIENCE = 8;

  private final RegisterMap map;
  private final List<RegisterRow> unreported = new ArrayList<>();
  private List<ReadBlock> blocks;

  private ReadPlan(RegisterMap map) {
    this.map = map;
    this.blocks = ReadBlock.of(map.rows(), map.maxWords(), map.holes());
  }

  /**
   * A plan for a unit about which nothing is known.
   *
   * @param map its register map
   * @return the plan
   */
  public static ReadPlan of(RegisterMap map) {
    return new ReadPlan(map);
  }

  /**
   * The map whose rows are read.
   *
   * @return the map
   */
  public RegisterMap map() {
    return map;
  }

  /**
   * How many transactions the next reading takes, if nothing is refused.
   *
   * @return the number
   */
  public int transactions() {
    return blocks.size();
  }

  List<ReadBlock> blocks() {
    return blocks;
  }

  /**
   * Reads every row once.
   *
   * @param registers the registers of the unit
   * @param unit the number of the unit, for the reading
   * @param source the address that was opened, for the reading
   * @param clock says when the first answer was there
   * @return the reading; its integrity is {@link Integrity#VERIFIED}, as it is with the checksum of
   *     RTU and ASCII frames: over Modbus TCP, which has none, use {@link
   *     ModbusSnapshot#with(Integrity)}
   * @throws DeviceException when the unit refuses for another reason than an address, or refuses
   *     every row: then it is not the meter that the map is for. With code 0 when its values are
   *     not those that the map expects of its meter
   * @throws MeterException what the registers throw; the next call starts afresh
   */
  public ModbusSnapshot read(RegisterSource registers, int unit, String source, InstantSource clock)
      throws MeterException {
    Poll poll = new Poll();
    try {
      poll.run(registers, clock);
    } finally {
      poll.remember();
    }
    ModbusSnapshot snapshot =
        ModbusSnapshot.of(map, unit, poll.answers, List.copyOf(unreported))
            .at(poll.answered(), source);
    Optional<String> other = snapshot.otherMeter();
    if (other.isPresent()) {
      throw new DeviceException(other.get(), ANSWERED);
    }
    unreported.clear();
    return snapshot;
  }

  /** One reading under way. */
  private final class Poll {
    private final Deque<ReadBlock> open = new ArrayDeque<>(blocks);
    private final List<ReadBlock> good = new ArrayList<>();
    private final List<RegisterRow> refused = new ArrayList<>();
    private final List<RegisterBlock> answers = new ArrayList<>();
    private @Nullable Instant answeredAt;

    void run(RegisterSource registers, InstantSource clock) throws MeterException {
      while (!open.isEmpty()) {
        ReadBlock block = open.element();
        try {
          RegisterBlock answer = registers.read(block.table(), block.address(), block.count());
          if (!answer.covers(block.table(), block.address(), block.count())) {
            throw new IllegalStateException("asked for " + block + ", got something else");
          }
          if (answeredAt == null) {
            answeredAt = clock.instant();
          }
          answers.add(answer);
          good.add(open.remove());
        } catch (DeviceException refusal) {
          refused(block, refusal);
        }
      }
    }

    private void refused(ReadBlock block, DeviceException refusal) throws DeviceException {
      if (refusal.code() != ILLEGAL_ADDRESS) {
        throw refusal;
      }
      open.remove();
      if (block.rows().size() == 1) {
        refused.addAll(block.rows());
      } else {
        List<ReadBlock> halves = block.halves();
        open.addFirst(halves.get(1));
        open.addFirst(halves.get(0));
      }
      if (answers.isEmpty() && (open.isEmpty() || refused.size() >= PATIENCE)) {
        throw new DeviceException(
            "the unit refuses every register of map "
                + map.name()
                + " that was tried; is it this meter? "
                + Expectations.alike(map.name(), RegisterMap.builtIns())
                    .map(others -> "Maps with a name like it: " + others + ". ")
                    .orElse("")
                + refusal.getMessage(),
            refusal.code());
      }
    }

    /** What a unit refuses before it has answered anything teaches nothing. */
    void remember() {
      if (!answers.isEmpty()) {
        good.addAll(open);
        blocks = List.copyOf(good);
        unreported.addAll(refused);
      }
    }

    Instant answered() {
      if (answeredAt == null) {
        throw new IllegalStateException("a plan without rows");
      }
      return answeredAt;
    }
  }
}
