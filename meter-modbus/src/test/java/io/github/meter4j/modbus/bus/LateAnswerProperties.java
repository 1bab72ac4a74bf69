package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.bus.VirtualLine.Reply;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.modbus.map.RegisterBlock;
import io.github.meter4j.modbus.map.RegisterMap;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whenever the units on a line answer, up to twice the time they have for it, or not at all: every
 * register that is delivered holds what that register holds, which is its own address.
 */
class LateAnswerProperties {
  private static final int REPLY = 1_000;
  private static final int POLLS = 12;
  private static final int REFUSED = 0x4000;

  /** Blocks of one size and table one after the other, and one that is refused. */
  private static final RegisterMap MAP =
      RegisterMap.parse(
          "equal",
          """
          holes: 0
          name,table,address,type
          a,holding,0x1000,u32
          b,holding,0x2000,u32
          c,holding,0x3000,u32
          d,holding,0x4000,u32
          e,holding,0x5000,u32
          f,input,0x6000,u32
          """);

  private static int runs;
  private static int fruitful;
  private static int late;

  /** Units that answer at random, with what they hold. */
  private static final class Slow implements VirtualLine.Units {
    private final Random random;
    private final boolean inTurn;
    private final int slowness;
    private final Map<Integer, Long> busyUntil = new HashMap<>();

    Slow(Random random, boolean inTurn, int slowness) {
      this.random = random;
      this.inTurn = inTurn;
      this.slowness = slowness;
    }

    /** In turn, a unit begins with a request when it is done with the one before. */
    @Override
    public List<Reply> asked(byte[] request, long atMillis) {
      if (random.nextInt(10) < slowness / 2) {
        return List.of();
      }
      boolean isLate = random.nextInt(10) < slowness;

      int delay = isLate ? random.nextInt(2 * REPLY) : 5 + random.nextInt(50);
      late += delay > REPLY ? 1 : 0;
      long begin =
          inTurn ? Math.max(atMillis, busyUntil.getOrDefault((int) request[0], 0L)) : atMillis;
      long at = begin + delay;
      busyUntil.put((int) request[0], at);
      return parts(answer(request), at - atMillis);
    }

    private byte[] answer(byte[] request) {
      boolean refuses = Request.word(request, 2) == REFUSED;
      boolean isBusy = random.nextInt(20) == 0;
      return refuses || isBusy
          ? VirtualLine.refusal(request, refuses ? 2 : 6)
          : VirtualLine.addresses(request);
    }

    /** Whole, or where nothing else is on its way to be mixed up with, in two pieces. */
    private List<Reply> parts(byte[] answer, long after) {
      if (inTurn || random.nextInt(4) != 0) {
        return List.of(VirtualLine.reply(after, answer));
      }
      int cut = 1 + random.nextInt(answer.length - 1);
      return List.of(
          VirtualLine.reply(after, Arrays.copyOfRange(answer, 0, cut)),
          VirtualLine.reply(
              after + 1 + random.nextInt(100), Arrays.copyOfRange(answer, cut, answer.length)));
    }
  }

  @Property(tries = 1_000)
  void everyRegisterHoldsItsOwnValue(
      @ForAll long seed,
      @ForAll boolean inTurn,
      @ForAll boolean twoPrograms,
      @ForAll @IntRange(min = 1, max = 5) int slowness)
      throws MeterException {
    Random random = new Random(seed);
    VirtualLine way = new VirtualLine(new Slow(random, inTurn, slowness));
    Timing timing = new Timing(Duration.ofMillis(REPLY), 1 + random.nextInt(3));
    List<UnitClient> units = new ArrayList<>();
    List<ReadPlan> plans = new ArrayList<>();
    for (int program = 0; program < (twoPrograms ? 2 : 1); program++) {
      ModbusLine line =
          Lines.of(
              "COM7",
              twoPrograms ? way.ofProgram(program) : way,
              new RtuFraming(),
              new OutstandingReplies(),
              Optional.empty(),
              way);
      for (int number = 1; number <= 2; number++) {
        units.add(Lines.unit(line, number, timing, () -> false, ReplyListener.NOBODY));
        plans.add(ReadPlan.of(MAP));
      }
    }
    int delivered = 0;
    for (int poll = 0; poll < POLLS; poll++) {
      int which = random.nextInt(units.size());
      delivered += poll(units.get(which), plans.get(which)) ? 1 : 0;
      way.pauseMillis(random.nextInt(4) == 0 ? random.nextInt(4 * REPLY) : 0);
    }
    runs++;
    fruitful += delivered > 0 ? 1 : 0;
  }

  /** A unit owed one program three replies, each later than the one before by its own time. */
  @Example
  void anotherProgramWaitsForAllThatAUnitOwes() throws MeterException {
    everyRegisterHoldsItsOwnValue(-14789, true, true, 5);
  }

  private static boolean poll(UnitClient unit, ReadPlan plan) throws MeterException {
    ModbusSnapshot snapshot;
    try {
      snapshot = plan.read(unit, unit.number(), "", Clock.systemUTC());
    } catch (ReadTimeoutException | DeviceException e) {
      return false;
    }
    List<Integer> addresses = new ArrayList<>();
    for (RegisterBlock block : snapshot.blocks()) {
      addresses.add(block.address());
      for (int i = 0; i < block.words().length; i++) {
        assertThat(block.words()[i]).isEqualTo(block.address() + i);
      }
    }
    // no late refusal of the fourth is taken for one of another
    assertThat(addresses).containsExactly(0x1000, 0x2000, 0x3000, 0x5000, 0x6000);
    return true;
  }

  @AfterContainer
  static void somethingIsDelivered() {
    System.out.println(fruitful + " of " + runs + " runs delivered, " + late + " late answers");
    assertThat(fruitful).isGreaterThan(runs * 2 / 3);
    assertThat(late).isGreaterThan(runs);
  }
}
