package io.github.meter4j.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.testkit.PtyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Unit 1 misbehaves, and unit 2 is asked directly after it: each gets what it deserves. Both
 * answers have the same length, so that one that is late could be taken for the other.
 */
@Timeout(60)
class FaultyUnitTest {
  /** What leads to the slave. */
  enum Way {
    SERIAL,
    RTU_OVER_TCP,
    TCP
  }

  private static final int ONE = 0x1111;
  private static final int TWO = 0x2222;

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final ModbusSlave slave =
      new ModbusSlave()
          .with(1, SlaveUnit.holding(() -> new Registers().words(0, ONE, ONE, ONE)))
          .with(2, SlaveUnit.holding(() -> new Registers().words(0, TWO, TWO, TWO)));
  private String place = "";
  private ModbusBus bus;

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  /** The one try lets faults be seen; a second one would heal most of them. */
  private void plugIn(Way way) throws IOException {
    if (way == Way.SERIAL) {
      PtyPair line = PtyPair.unattended(folder);
      open.add(line);
      open.add(SlaveServer.serial(slave, line.peer(), line::unplug));
      place = ":" + line.port();
    } else if (place.isEmpty()) {
      SlaveServer server =
          way == Way.TCP ? SlaveServer.tcp(slave, 0) : SlaveServer.rtuOverTcp(slave, 0);
      open.add(server);
      place = (way == Way.TCP ? "+tcp" : "+rtutcp") + "://127.0.0.1:" + server.port();
    }
    bus = ModbusBus.open("modbus" + place + "?reply-timeout=600ms&tries=1");
    open.add(bus);
  }

  private int[] read(int unit) throws MeterException {
    return bus.unit(unit).read(RegisterTable.HOLDING, 0, 3).words();
  }

  /** Asks unit 1 once more than it misbehaves, and unit 2 in between, which has to be quick. */
  private ReadTimeoutException misbehave(Quirk quirk) throws MeterException {
    slave.unit(1).misbehaveOnce(quirk);
    ReadTimeoutException problem = catchThrowableOfType(ReadTimeoutException.class, () -> read(1));
    assertThat(problem).as("%s", quirk).isNotNull();
    long start = System.nanoTime();
    assertThat(read(2)).as("unit 2 after %s", quirk).containsExactly(TWO, TWO, TWO);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(read(1)).as("unit 1 after %s", quirk).containsExactly(ONE, ONE, ONE);
    return problem;
  }

  private static Fault.Kind kind(ReadTimeoutException problem) {
    return problem.faults().get(problem.faults().size() - 1).kind();
  }

  @ParameterizedTest
  @EnumSource
  void noAnswer(Way way) throws Exception {
    plugIn(way);
    ReadTimeoutException silence = misbehave(new Quirk.Silent());
    assertThat(silence.bytesSeen()).isZero();
    assertThat(kind(silence)).isEqualTo(Fault.Kind.NO_ANSWER);
  }

  /** The late answer of unit 1 comes while unit 2 is waited for, and has the same length. */
  @ParameterizedTest
  @EnumSource
  void anAnswerInTheTimeOfTheNextOne(Way way) throws Exception {
    plugIn(way);
    slave.unit(1).misbehaveOnce(new Quirk.Late(Duration.ofMillis(1_000)));
    slave.unit(2).misbehaveOnce(new Quirk.Late(Duration.ofMillis(400)));

    ReadTimeoutException late = catchThrowableOfType(ReadTimeoutException.class, () -> read(1));
    assertThat(late.bytesSeen()).isZero();
    assertThat(read(2)).containsExactly(TWO, TWO, TWO);
    assertThat(read(1)).containsExactly(ONE, ONE, ONE);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerOfTheWrongUnitOrFunction(Way way) throws Exception {
    plugIn(way);
    assertThat(misbehave(new Quirk.OtherUnit(7))).hasMessageContaining("7");
    ReadTimeoutException other = misbehave(new Quirk.OtherFunction(4));
    assertThat(other.bytesSeen()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedAnswer(Way way) throws Exception {
    plugIn(way);
    ReadTimeoutException damaged = misbehave(new Quirk.Damaged());
    assertThat(damaged.bytesSeen()).isPositive();
    // over TCP, the number of the transaction is what is damaged
    assertThat(kind(damaged)).isEqualTo(way == Way.TCP ? Fault.Kind.FRAMING : Fault.Kind.CHECKSUM);

    ReadTimeoutException cut = misbehave(new Quirk.Cut());
    assertThat(cut.bytesSeen()).isPositive();
    assertThat(kind(cut)).isEqualTo(Fault.Kind.FRAMING);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerWithALongPause(Way way) throws Exception {
    plugIn(way);
    slave.unit(1).misbehaveOnce(new Quirk.InHalves(Duration.ofMillis(40)));
    assertThat(read(1)).containsExactly(ONE, ONE, ONE);

    assertThat(misbehave(new Quirk.InHalves(Duration.ofMillis(900))).bytesSeen()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERIAL", "RTU_OVER_TCP"})
  void noiseBeforeTheAnswer(Way way) throws Exception {
    plugIn(way);
    for (String noise : List.of("00", "ff00ff", "0103", "01", "020306", "a55aa55a")) {
      slave.unit(1).misbehaveOnce(new Quirk.Noise(noise));
      assertThat(read(1)).as("noise %s", noise).containsExactly(ONE, ONE, ONE);
    }
    assertThat(read(2)).containsExactly(TWO, TWO, TWO);
  }

  @ParameterizedTest
  @EnumSource
  void refusals(Way way) throws Exception {
    plugIn(way);
    for (int code : List.of(1, 2, 3, 4, 6)) {
      slave.unit(1).misbehaveOnce(new Quirk.Refusal(code));
      DeviceException refusal = catchThrowableOfType(DeviceException.class, () -> read(1));
      assertThat(refusal.code()).isEqualTo(code);
      assertThat(refusal.retryable()).isEqualTo(code == 6);
      assertThat(read(2)).containsExactly(TWO, TWO, TWO);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecondTryHealsWhatHappensOnce(Way way) throws Exception {
    plugIn(way);
    bus.close();
    bus = ModbusBus.open("modbus" + place + "?reply-timeout=600ms&tries=2");
    open.add(bus);
    for (Quirk quirk : List.of(new Quirk.Silent(), new Quirk.Damaged(), new Quirk.Cut())) {
      slave.unit(1).misbehaveOnce(quirk);
      assertThat(read(1)).as("%s", quirk).containsExactly(ONE, ONE, ONE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void unpluggedInMidAnswer(Way way) throws Exception {
    plugIn(way);
    slave.unit(1).misbehaveOnce(new Quirk.Unplugged());
    long start = System.nanoTime();

    assertThatThrownBy(() -> read(1))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DISCONNECTED));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    bus.close();

    plugIn(way);
    assertThat(read(2)).containsExactly(TWO, TWO, TWO);
    assertThat(read(1)).containsExactly(ONE, ONE, ONE);
  }
}
