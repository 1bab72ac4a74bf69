package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.PulseGap;
import io.github.meter4j.reading.PulsePower;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.ReadingSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class S0ConnectionTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private final FakeInput.Time time = new FakeInput.Time();

  private FakeInput input(String... options) {
    return new FakeInput(time, "gpio17", options);
  }

  private String state() {
    return "state=" + folder.resolve("s0.count");
  }

  private static List<S0Reading> pump(MeterConnection<S0Reading> connection, Duration patience)
      throws MeterException {
    List<S0Reading> readings = new ArrayList<>();
    connection.pump(
        patience,
        new ReadingSink<>() {
          @Override
          public void reading(S0Reading reading, long offset, int length) {
            assertThat(offset).isEqualTo(connection.position() - 1);
            readings.add(reading);
          }

          @Override
          public void rejected(Fault fault) {
            throw new AssertionError(fault);
          }

          @Override
          public void skipped(long offset, int length) {
            throw new AssertionError("nothing to skip");
          }
        });
    return readings;
  }

  private static S0Reading now(MeterConnection<S0Reading> connection) throws MeterException {
    assertThat(connection.discard()).isTrue();
    return pump(connection, Duration.ZERO).get(0);
  }

  @Test
  void countsWhoeverReads() throws Exception {
    FakeInput input = input("impulses=1000");
    MeterConnection<S0Reading> connection = input.connect();
    assertThat(now(connection).count()).isZero();
    assertThat(now(connection).power()).isEqualTo(PulsePower.none());

    input.pulses(1_000, Duration.ofMillis(3_600));
    S0Reading reading = now(connection);

    assertThat(reading.count()).isEqualTo(1_000);
    assertThat(reading.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("1.000 kWh");
    assertThat(reading.require(Measurand.ACTIVE_POWER_IMPORT)).hasToString("1000.000 W");
    assertThat(reading.quality().isAtLeast()).isFalse();
    assertThat(reading.quality().kept()).isFalse();
    assertThat(reading.source()).isEqualTo("s0:gpio17");
    connection.close();
  }

  @Test
  void aReadingIsDueWhenSomebodyIsInAHurry() throws Exception {
    MeterConnection<S0Reading> connection = input("impulses=1000").connect();
    assertThat(pump(connection, Duration.ZERO)).hasSize(1);
    assertThat(pump(connection, Duration.ZERO)).isEmpty();
    connection.hurry();
    assertThat(pump(connection, Duration.ZERO)).hasSize(1);
    assertThat(pump(connection, Duration.ZERO)).isEmpty();
    connection.close();
  }

  @Test
  void thePowerDecaysAsTimePasses() throws Exception {
    FakeInput input = input("impulses=1000");
    MeterConnection<S0Reading> connection = input.connect();
    input.pulse(Duration.ofMillis(3_600));
    assertThat(now(connection).power()).isEqualTo(PulsePower.none());
    input.pulse(Duration.ofMillis(3_600));
    assertThat(now(connection).power()).hasToString("1000.000 W");
    time.pass(Duration.ofMillis(3_600));
    assertThat(now(connection).power()).hasToString("below 500.000 W");
    time.pass(Duration.ofHours(1));
    assertThat(now(connection).power()).hasToString("below 0.999 W");
    connection.close();
  }

  /** At the greatest rate, 60 ms apart; the first was told 14 ms late, which nobody noticed. */
  @Test
  void aPulseIsNotRefusedWhenTheOneBeforeWasToldLate() throws Exception {
    FakeInput input = input("impulses=1000");
    MeterConnection<S0Reading> connection = input.connect();
    input.listener().edge(true, input.time().nanos() + 14_000_000);
    input.listener().edge(false, input.time().nanos() + 30_000_000);
    time.pass(Duration.ofMillis(60));
    input.pulse(SECOND);

    assertThat(now(connection).count()).isEqualTo(2);
    assertThat(now(connection).quality().rejected()).isZero();
    connection.close();
  }

  @Test
  void aClockThatIsSetChangesStampsOnly() throws Exception {
    FakeInput input = input("impulses=1000");
    MeterConnection<S0Reading> connection = input.connect();
    input.pulse(Duration.ofMillis(1_800));
    time.set(Duration.ofHours(-1));
    input.pulse(Duration.ofMillis(1_800));
    assertThat(now(connection).power()).hasToString("2000.000 W");
    assertThat(now(connection).at()).isBefore(Counts.START);
    time.set(Duration.ofHours(2));
    input.pulse(Duration.ofMillis(1_800));
    assertThat(now(connection).power()).hasToString("2000.000 W");
    assertThat(now(connection).count()).isEqualTo(3);
    connection.close();
  }

  @Test
  void aReadingIsDueAtOnceThenEveryIntervalAndAfterDiscard() throws Exception {
    MeterConnection<S0Reading> connection = input("impulses=1000", "interval=10s").connect();
    assertThat(pump(connection, Duration.ZERO)).hasSize(1);
    assertThat(pump(connection, Duration.ZERO)).isEmpty();
    time.pass(Duration.ofSeconds(25));
    assertThat(pump(connection, Duration.ZERO)).hasSize(1);
    assertThat(pump(connection, Duration.ZERO)).as("the slot that passed is left out").isEmpty();
    time.pass(Duration.ofSeconds(5));
    assertThat(pump(connection, Duration.ZERO)).as("and slots do not drift").hasSize(1);
    connection.discard();
    assertThat(pump(connection, Duration.ZERO)).hasSize(1);
    connection.close();
    assertThatThrownBy(() -> pump(connection, SECOND))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED));
  }

  @Test
  void refusesAreCountedAndTold() throws Exception {
    FakeInput input = input("impulses=1000");
    MeterConnection<S0Reading> connection = input.connect();
    input.listener().edge(true, time.nanos());
    time.pass(Duration.ofMillis(2));
    input.listener().edge(false, time.nanos());
    time.pass(SECOND);

    assertThat(now(connection).count()).isZero();
    assertThat(now(connection).quality().rejected()).isEqualTo(1);
    connection.close();
  }

  @Test
  void lostEdgesAreAGap() throws Exception {
    FakeInput input = input("impulses=1000");
    MeterConnection<S0Reading> connection = input.connect();
    input.pulse(SECOND);
    input.listener().edge(false, time.nanos());
    input.listener().interrupted("the queue was full");
    S0Reading reading = now(connection);

    assertThat(reading.quality().gaps()).isEqualTo(2);
    assertThat(reading.quality().isAtLeast()).isTrue();
    assertThat(reading.quality().lastGap().orElseThrow().cause()).isEqualTo(PulseGap.Cause.INPUT);
    assertThat(reading.count()).isEqualTo(1);
    connection.close();
  }

  @Test
  void aSourceThatEndsGivesALastReading() throws Exception {
    FakeInput input = input("impulses=1000");
    MeterConnection<S0Reading> connection = input.connect();
    input.pulse(SECOND);
    input.listener().ended(Optional.empty());

    assertThat(pump(connection, SECOND)).singleElement().extracting(S0Reading::count).isEqualTo(1L);
    assertThat(connection.pump(SECOND, failing())).isFalse();
    connection.close();
  }

  private static ReadingSink<S0Reading> failing() {
    return new ReadingSink<>() {
      @Override
      public void reading(S0Reading reading, long offset, int length) {
        throw new AssertionError(reading);
      }

      @Override
      public void rejected(Fault fault) {
        throw new AssertionError(fault);
      }

      @Override
      public void skipped(long offset, int length) {
        throw new AssertionError();
      }
    };
  }

  @Test
  void aSourceThatFailsSaysWhyAfterALastReading() throws Exception {
    FakeInput input = input("impulses=1000");
    MeterConnection<S0Reading> connection = input.connect();
    TransportException gone =
        new TransportException(TransportException.Kind.DISCONNECTED, "the pin is gone");
    input.listener().ended(Optional.of(gone));

    assertThat(pump(connection, SECOND)).hasSize(1);
    assertThatThrownBy(() -> pump(connection, SECOND)).isSameAs(gone);
    connection.close();
  }

  /** Whoever waits for the next slot, an hour away, hears of it now. */
  @Test
  void anEndWakesWhoeverWaits() throws Exception {
    FakeInput input = new FakeInput(Clock.systemUTC(), System::nanoTime, "interval=1h");
    MeterConnection<S0Reading> connection = input.connect();
    assertThat(pump(connection, Duration.ZERO)).hasSize(1);
    long begin = System.nanoTime();
    CompletableFuture<List<S0Reading>> last =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return pump(connection, Duration.ofSeconds(50));
              } catch (MeterException e) {
                throw new AssertionError(e);
              }
            });
    TransportException gone =
        new TransportException(TransportException.Kind.DISCONNECTED, "the pin is gone");
    input.listener().ended(Optional.of(gone));

    assertThat(last.get()).hasSize(1);
    assertThatThrownBy(() -> pump(connection, Duration.ofSeconds(50))).isSameAs(gone);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    connection.close();
  }

  @Test
  void aCountGoesOnAndSaysWhatMayBeMissing() throws Exception {
    FakeInput first = input("impulses=1000", "offset=13756.570", state());
    MeterConnection<S0Reading> connection = first.connect();
    assertThat(now(connection).quality().kept()).isTrue();
    first.pulses(5, SECOND);
    assertThat(now(connection).total()).hasToString("13756.575 kWh");
    assertThat(now(connection).quality().isAtLeast()).isFalse();
    connection.close();
    time.pass(Duration.ofMinutes(1));

    FakeInput second = input("impulses=1000", "offset=13756.570", state());
    connection = second.connect();
    S0Reading reading = now(connection);
    assertThat(reading.total()).hasToString("13756.575 kWh");
    assertThat(reading.interval()).isEmpty();
    assertThat(reading.quality().gaps()).isEqualTo(1);
    assertThat(reading.quality().since()).isEqualTo(Counts.START);
    assertThat(reading.quality().lastGap())
        .contains(
            new PulseGap(
                PulseGap.Cause.CLOSED, Counts.START.plusSeconds(5), Counts.START.plusSeconds(65)));
    second.pulses(2, SECOND);
    assertThat(now(connection).total()).hasToString("13756.577 kWh");
    connection.close();
  }

  /** The file as it was when the process was killed. */
  @Test
  void aKillIsAGapFromTheLastSave() throws Exception {
    FakeInput first = input("impulses=1000", state());
    MeterConnection<S0Reading> connection = first.connect();
    first.pulses(3, SECOND);
    Path copy = Files.copy(folder.resolve("s0.count"), folder.resolve("copy"));
    connection.close();
    time.set(Duration.ofHours(-1));

    connection = input("impulses=1000", "state=" + copy).connect();
    assertThat(now(connection).count()).isZero();
    PulseGap gap = now(connection).quality().lastGap().orElseThrow();
    assertThat(gap.cause()).isEqualTo(PulseGap.Cause.KILLED);
    assertThat(gap.from()).isEqualTo(Counts.START);
    assertThat(gap.until()).as("the clock was set back").isBefore(gap.from());
    connection.close();
  }

  @Test
  void aDamagedFileGivesTheOlderCountAndSaysSo() throws Exception {
    FakeInput first = input("impulses=1000", "save-every=1", state());
    MeterConnection<S0Reading> connection = first.connect();
    first.pulses(3, SECOND);
    connection.close();
    Path file = folder.resolve("s0.count");
    long older = CountText.parse(Files.readAllBytes(folder.resolve("s0.count.old"))).count();
    Files.write(file, new byte[] {1, 2, 3});

    connection = input("impulses=1000", state()).connect();
    S0Reading reading = now(connection);
    assertThat(reading.count()).isEqualTo(older);
    assertThat(reading.quality().lastGap().orElseThrow().cause()).isEqualTo(PulseGap.Cause.DAMAGED);
    connection.close();
    assertThat(folder.resolve("s0.count.damaged")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "impulses=800                     | old pulses are not counted anew",
        "impulses=1000 direction=export   | old pulses are not counted anew",
        "impulses=1000 unit=MWh           | old pulses are not counted anew",
        "impulses=1000 meter=heat-pump    | is that of the meter \"gpio:gpio17\"",
        "impulses=1000 offset=0           | began with offset=13756.570",
        "impulses=1000 offset=13800       | began with offset=13756.570",
        "impulses=1000 offset=13756.571   | began with offset=13756.570"
      })
  void aCountOfAnotherMeterIsRefused(String options, String message) throws Exception {
    input("impulses=1000", "offset=13756.570", state()).connect().close();
    byte[] before = Files.readAllBytes(folder.resolve("s0.count"));

    assertThatThrownBy(() -> input((options + ' ' + state()).split(" ")).connect())
        .isInstanceOf(TransportException.class)
        .hasMessageContaining(message);
    assertThat(folder.resolve("s0.count")).hasBinaryContent(before);
    input("impulses=1000", "offset=13756.57", state()).connect().close();
    input("impulses=1000", state()).connect().close();
  }

  @Test
  void anInputThatMovedSaysItsMeter() throws Exception {
    input("impulses=1000", state()).connect().close();

    assertThatThrownBy(() -> new FakeInput(time, "gpio18", "impulses=1000", state()).connect())
        .hasMessageContaining("meter=gpio:gpio17");
    new FakeInput(time, "gpio18", "impulses=1000", "meter=gpio:gpio17", state()).connect().close();
  }

  @Test
  void twoInputsDoNotShareACount() throws Exception {
    MeterConnection<S0Reading> connection = input("impulses=1000", state()).connect();

    assertThatThrownBy(() -> input("impulses=1000", state()).connect())
        .hasMessageContaining("in use by this program already");
    connection.close();
    input("impulses=1000", state()).connect().close();
  }

  @Test
  void aPinInUseLeavesTheCountAlone() throws Exception {
    input("impulses=1000", state()).connect().close();
    byte[] before = Files.readAllBytes(folder.resolve("s0.count"));
    FakeInput taken = input("impulses=1000", state());
    taken.useElsewhere();

    assertThatThrownBy(taken::connect).hasMessageContaining("gpio17 is in use");
    assertThat(folder.resolve("s0.count")).hasBinaryContent(before);
    input("impulses=1000", state()).connect().close();
  }

  @Test
  void aPresetIsExactAndTheAddressStaysAsItWas() throws Exception {
    Path file = folder.resolve("s0.count");
    FakeInput first = input("impulses=1000", "offset=13756.570", state());
    MeterConnection<S0Reading> connection = first.connect();
    first.pulses(5, SECOND);
    assertThatThrownBy(() -> S0.preset(file, "13800.000")).hasMessageContaining("in use");
    connection.close();

    S0.preset(file, "13800.000");
    connection = input("impulses=1000", "offset=13756.570", state()).connect();
    assertThat(now(connection).total()).hasToString("13800.000 kWh");
    assertThat(now(connection).count()).isZero();
    assertThat(now(connection).quality().gaps()).as("since the preset").isEqualTo(1);
    connection.close();

    S0.preset(file, "0", 800);
    FakeInput other = input("impulses=800", "offset=13756.570", state());
    connection = other.connect();
    other.pulse(SECOND);
    assertThat(now(connection).total()).hasToString("0.00125 kWh");
    connection.close();
  }

  @Test
  void aPresetNeedsACountAndANumber() {
    Path file = folder.resolve("s0.count");
    assertThatThrownBy(() -> S0.preset(file, "13800.000"))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("open it with offset=13800.000");
    assertThatIllegalArgumentException().isThrownBy(() -> S0.preset(file, "-1"));
    assertThatIllegalArgumentException().isThrownBy(() -> S0.preset(file, "1e9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "impulses=0",
        "impulses=-1",
        "impulses=1000000001",
        "impulses=a",
        "impulses=1000 debounce=30ms",
        "impulses=1000 debounce=10ms max-rate=100",
        "impulses=75 debounce=500ms",
        "impulses=75 debounce=11s max-rate=0.01",
        "impulses=75 max-rate=0",
        "impulses=75 max-rate=1e2",
        "impulses=75 max-rate=0.001",
        "impulses=1000 offset=-1",
        "impulses=1000 offset=1e9",
        "impulses=1000 unit=m3",
        "impulses=1000 unit=kW",
        "impulses=1000 medium=gas unit=kWh",
        "impulses=1000 medium=gas direction=export",
        "impulses=1000 interval=0s",
        "impulses=1000 save-interval=0s",
        "impulses=1000 save-every=0",
        "edge=rising"
      })
  void refusesOptionsThatMakeNoSense(String options) {
    assertThatIllegalArgumentException().isThrownBy(() -> input(options.split(" ")).connect());
  }

  @ParameterizedTest
  @ValueSource(strings = {"debounce=500ms max-rate=1", "debounce=3s max-rate=0.16"})
  void aContactThatBouncesForLongMayBeDebouncedForLong(String options) throws Exception {
    FakeInput input = input(("impulses=75 " + options).split(" "));
    MeterConnection<S0Reading> connection = input.connect();

    assertThat(now(connection).count()).isZero();
    connection.close();
  }

  @Test
  void gasHasAVolumeAndNoPower() throws Exception {
    FakeInput input = input("impulses=100", "medium=gas", "offset=5120.43", "edge=falling");
    MeterConnection<S0Reading> connection = input.connect();
    input.pulses(3, SECOND);
    S0Reading reading = now(connection);

    assertThat(reading.require(Measurand.GAS_VOLUME)).hasToString("5120.46 m3");
    assertThat(reading.measurements()).hasSize(1);
    assertThat(reading.power()).isEqualTo(PulsePower.none());
    assertThat(reading.interval()).contains(SECOND);
    connection.close();
  }
}
