package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.spi.PolledConnection;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What units that do not answer cost the others on their line, in the time of a virtual line. */
class SilentUnitsTest {
  private static final RegisterMap MAP =
      RegisterMap.parse(
          "one",
          """
          title: One row
          name,table,address,type,unit
          volts,holding,0x0000,u16,V
          """);

  private static final Timing TIMING = new Timing(Duration.ofSeconds(1), 2);

  private final Set<Integer> silent = new TreeSet<>();
  private final List<Meter> meters = new ArrayList<>();
  private final VirtualLine wire = new VirtualLine(this::answer);
  private final ModbusLine line =
      Lines.of("COM7", wire, new RtuFraming(), new OutstandingReplies(), Optional.empty(), wire);

  /** Any request takes 60 ms. */
  private List<VirtualLine.Reply> answer(byte[] request, long atMillis) {
    return silent.contains((int) request[0])
        ? List.of()
        : List.of(VirtualLine.reply(60, VirtualLine.addresses(request)));
  }

  /** A meter that is polled. */
  private final class Meter implements ReadingSink<ModbusSnapshot> {
    private final int unit;
    private final PolledConnection<ModbusSnapshot> connection;
    private final List<Long> readings = new ArrayList<>();

    Meter(int unit, Duration interval) {
      this.unit = unit;
      this.connection =
          new PolledConnection<>(
              new ModbusPoll(
                  new SharedLines.Use(line, 2, () -> {}),
                  unit,
                  TIMING,
                  ReadPlan.of(MAP),
                  "test",
                  Clock.systemUTC()),
              interval,
              wire::nanos);
    }

    void pump() {
      try {
        connection.pump(Duration.ZERO, this);
      } catch (MeterException e) {
        return; // the line shows what was asked
      }
    }

    @Override
    public void reading(ModbusSnapshot reading, long offset, int length) {
      readings.add(wire.millis());
    }

    @Override
    public void rejected(Fault fault) {}

    @Override
    public void skipped(long offset, int length) {}

    @Override
    public void received(ByteBuffer bytes) {}

    /** When it was asked, in ms. */
    List<Long> asked() {
      return wire.asked().stream()
          .filter(request -> request.contains("unit " + unit + ","))
          .map(request -> Long.parseLong(request.split(" ")[0]))
          .toList();
    }
  }

  private void open(int from, int to, Duration interval) {
    for (int unit = from; unit <= to; unit++) {
      meters.add(new Meter(unit, interval));
    }
  }

  private void run(Duration time) {
    long end = wire.nanos() + time.toNanos();
    while (wire.nanos() - end < 0) {
      long before = wire.nanos();
      meters.forEach(Meter::pump);
      if (wire.nanos() == before) {
        wire.pauseMillis(5);
      }
    }
  }

  private int readings(int from, int to) {
    return meters.stream()
        .filter(meter -> meter.unit >= from && meter.unit <= to)
        .mapToInt(meter -> meter.readings.size())
        .sum();
  }

  @Test
  void fiveSilentUnitsCostTheOthersLittle() {
    silent.addAll(List.of(36, 37, 38, 39, 40));
    open(1, 40, Duration.ofMillis(2800));
    run(Duration.ofHours(1));
    int possible = 35 * 3600 * 1000 / 2800;
    assertThat(readings(1, 35)).isGreaterThan(possible * 95 / 100);
    long silentMillis =
        1000L * meters.subList(35, 40).stream().mapToInt(m -> m.asked().size()).sum();
    assertThat(silentMillis).isBetween(3_600_000L * 3 / 100, 3_600_000L * 41 / 1000 + 5_000);
  }

  @Test
  void aUnitThatNeverAnsweredIsAskedOnceBesideUnitsThatDo() {
    silent.add(2);
    open(1, 1, Duration.ofSeconds(1));
    run(Duration.ofSeconds(2));
    open(2, 2, Duration.ofSeconds(1));
    run(Duration.ofSeconds(60));
    List<Long> asked = meters.get(1).asked();
    assertThat(asked).hasSizeBetween(2, 3);
    assertThat(asked.get(1) - asked.get(0)).isGreaterThanOrEqualTo(25_000);
  }

  /** Nobody else could use the time. */
  @Test
  void aSilentUnitAloneOnItsLineIsPolledAsAlways() {
    silent.add(1);
    open(1, 1, Duration.ofSeconds(1));
    run(Duration.ofSeconds(60));
    List<Long> asked = meters.get(0).asked();
    assertThat(asked).hasSizeGreaterThanOrEqualTo(6);
    assertThat(asked.get(1)).as("its second try").isBetween(1000L, 1100L);
    assertThat(asked.get(2)).as("after a pause of 1 s").isBetween(3000L, 4200L);
  }

  /** One failure may be noise. */
  @Test
  void aUnitThatFailedOnceIsPolledAgainSoon() {
    open(1, 2, Duration.ofSeconds(1));
    run(Duration.ofSeconds(10));
    silent.add(2);
    run(Duration.ofSeconds(2));
    silent.clear();
    long since = wire.millis();
    run(Duration.ofSeconds(5));
    assertThat(meters.get(1).readings.stream().filter(at -> at > since).findFirst().orElseThrow())
        .isLessThan(since + 4_000);
  }

  @Test
  void afterAPowerCutAllAreFoundAgain() {
    open(1, 40, Duration.ofSeconds(5));
    run(Duration.ofSeconds(30));
    for (int unit = 1; unit <= 40; unit++) {
      silent.add(unit);
    }
    run(Duration.ofMinutes(30));
    silent.removeIf(unit -> unit <= 35);
    long since = wire.millis();
    run(Duration.ofMinutes(6));
    List<Long> first =
        meters.subList(0, 35).stream()
            .map(m -> m.readings.stream().filter(at -> at > since).findFirst().orElseThrow())
            .sorted()
            .toList();
    // a pause of 30 s, and 25 s for each silent one that is polled before
    assertThat(first.get(34) - since).isLessThan((30 + 5 * 25 + 30) * 1000);
    assertThat(first.get(17) - since).as("half of them").isLessThan(95_000);
  }

  /** Also for whoever waits for a reading. */
  @Test
  void theBudgetHoldsForAReadThatWaits() {
    silent.add(2);
    open(1, 2, Duration.ofSeconds(1));
    run(Duration.ofSeconds(10));
    Meter dead = meters.get(1);
    int before = dead.asked().size();
    dead.connection.hurry();
    run(Duration.ofSeconds(5));
    assertThat(dead.asked()).hasSize(before);
    run(Duration.ofSeconds(25));
    assertThat(dead.asked()).hasSize(before + 1);
    assertThat(TimeUnit.MILLISECONDS.toSeconds(dead.asked().get(before) - dead.asked().get(0)))
        .isBetween(24L, 32L);
  }

  @Test
  void aGatewayThatReachesNoUnitIsAskedAsRarely() {
    VirtualLine gateway =
        new VirtualLine(
            (request, at) ->
                request[0] == 2
                    ? List.of(VirtualLine.reply(500, VirtualLine.refusal(request, 11)))
                    : List.of(VirtualLine.reply(60, VirtualLine.addresses(request))));
    ModbusLine behind =
        Lines.of(
            "gateway",
            gateway,
            new RtuFraming(),
            new OutstandingReplies(),
            Optional.empty(),
            gateway);
    List<PolledConnection<ModbusSnapshot>> polled = new ArrayList<>();
    for (int unit = 1; unit <= 2; unit++) {
      polled.add(
          new PolledConnection<>(
              new ModbusPoll(
                  new SharedLines.Use(behind, 2, () -> {}),
                  unit,
                  TIMING,
                  ReadPlan.of(MAP),
                  "test",
                  Clock.systemUTC()),
              Duration.ofSeconds(1),
              gateway::nanos));
    }
    Meter sink = new Meter(99, Duration.ofHours(1));
    List<String> failures = new ArrayList<>();
    while (gateway.millis() < 60_000) {
      for (PolledConnection<ModbusSnapshot> each : polled) {
        try {
          each.pump(Duration.ZERO, sink);
        } catch (MeterException e) {
          failures.add(e.getClass().getSimpleName() + ' ' + e.getMessage());
        }
      }
      gateway.pauseMillis(5);
    }
    assertThat(failures)
        .hasSizeBetween(4, 6)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .startsWith("ReadTimeoutException unit 2 on gateway gave no good answer")
                    .contains("the gateway got no answer from the unit"));
  }
}
