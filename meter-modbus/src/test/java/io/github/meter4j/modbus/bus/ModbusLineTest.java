package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.Patience;
import io.github.meter4j.modbus.bus.ScriptedSlave.Part;
import io.github.meter4j.modbus.map.RegisterTable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ModbusLineTest {
  /** Unit 1, holding register 0: 1234h. */
  private static final String ANSWER = "01 03 02 12 34 B5 33";

  private static final String REQUEST = "01 03 00 00 00 01 84 0A";
  private static final Timing TIMING = new Timing(Duration.ofMillis(120), 2);

  private final ScriptedSlave slave = new ScriptedSlave();
  private final List<Fault> damaged = new ArrayList<>();
  private int skipped;
  private final AtomicBoolean calledOff = new AtomicBoolean();
  private ModbusLine line = Lines.rtu("COM7", slave);

  private UnitClient unit(int number) {
    return Lines.unit(
        line,
        number,
        TIMING,
        calledOff::get,
        new ReplyListener() {
          @Override
          public void received(ByteBuffer bytes) {}

          @Override
          public void damaged(Fault fault) {
            damaged.add(fault);
          }

          @Override
          public void skipped(int bytes) {
            skipped += bytes;
          }
        });
  }

  private int first(UnitClient unit) throws MeterException {
    return unit.read(RegisterTable.HOLDING, 0, 1).word(0);
  }

  private List<String> asked() {
    return slave.requests().stream().map(Frames::text).toList();
  }

  @Test
  void readsARegister() throws MeterException {
    slave.answers(ANSWER);
    assertThat(first(unit(1))).isEqualTo(0x1234);
    assertThat(asked()).containsExactly(REQUEST);
  }

  @Test
  void anAnswerMayComeInPieces() throws MeterException {
    byte[] all = Frames.hex(ANSWER);
    Part[] parts = new Part[all.length];
    for (int i = 0; i < all.length; i++) {
      parts[i] = new Part(15, new byte[] {all[i]});
    }
    slave.then(parts); // a byte each 15 ms: it begins in time and ends after the time to begin
    assertThat(first(unit(1))).isEqualTo(0x1234);
    assertThat(asked()).hasSize(1);
  }

  @Test
  void asksAgainAfterSilenceAndAfterDamage() throws MeterException {
    slave.isSilent().answers(ANSWER).answers("01 03 02 12 35 B5 33").answers(ANSWER);
    assertThat(first(unit(1))).isEqualTo(0x1234);
    assertThat(first(unit(1))).isEqualTo(0x1234);
    assertThat(asked()).containsExactly(REQUEST, REQUEST, REQUEST, REQUEST);
    assertThat(damaged).extracting(Fault::kind).containsExactly(Fault.Kind.CHECKSUM);
  }

  @Test
  void aRefusalIsNoSilence() {
    slave.answers("01 83 02 C0 F1");
    assertThatThrownBy(() -> first(unit(1)))
        .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.code()).isEqualTo(2))
        .hasMessage(
            "unit 1 on COM7 refuses holding register 0000h:"
                + " it does not have one of these registers (exception 2)");
    assertThat(asked()).hasSize(1);
  }

  @Test
  void whoDoesNotAnswerIsToldApartFromWhoTalksRubbish() {
    assertThatThrownBy(() -> first(unit(9)))
        .isInstanceOfSatisfying(ReadTimeoutException.class, e -> assertThat(e.bytesSeen()).isZero())
        .hasMessageContainingAll(
            "unit 9 on COM7 gave no good answer to holding register 0000h",
            "no answer (asked 2 times)",
            "is the unit number right");
    slave.answers("07 03 02 12 34 3D 33").answers("FF 00");
    assertThatThrownBy(() -> first(unit(1)))
        .isInstanceOfSatisfying(
            ReadTimeoutException.class,
            e -> {
              assertThat(e.bytesSeen()).isEqualTo(9);
              assertThat(e.faults())
                  .extracting(Fault::message)
                  .containsExactly("unit 7 answered instead of 1", "2 bytes that are no answer");
            })
        .hasMessageContaining("two units with one number");
  }

  /** The line is free for the next unit at once, whatever the one before did. */
  @Test
  void theNextUnitIsReadAfterAnyFailure() throws MeterException {
    List<ScriptedSlave> failures =
        List.of(
            new ScriptedSlave().isSilent(),
            new ScriptedSlave().answers("09 83 02 00 00"),
            new ScriptedSlave().answers("01 03 02 12 34 B5 34"),
            new ScriptedSlave().answers("01 03 02 12"),
            new ScriptedSlave().answers("FF FF FF"),
            // the answer to the request before comes when the next one is about to be sent
            new ScriptedSlave().then(new Part(140, Frames.hex(ANSWER))));
    for (ScriptedSlave next : failures) {
      line = Lines.rtu("COM7", next);
      Timing once = new Timing(Duration.ofMillis(120), 1);
      UnitClient bad = Lines.unit(line, 1, once, () -> false, ReplyListener.NOBODY);
      assertThatThrownBy(() -> first(bad)).isInstanceOf(ReadTimeoutException.class);
      next.answers("02 03 02 00 07 BD 86");
      UnitClient good = Lines.unit(line, 2, once, () -> false, ReplyListener.NOBODY);
      assertThat(first(good)).isEqualTo(7);
    }
  }

  /** An answer that comes after its time is not taken for the answer to the next request. */
  @Test
  void aLateAnswerIsThrownAway() throws MeterException {
    slave.then(new Part(140, Frames.hex("01 03 02 66 66 13 CE"))).answers(ANSWER);
    assertThat(first(unit(1))).isEqualTo(0x1234);
  }

  @Test
  void writesOnceOnly() throws MeterException {
    slave.answers("01 10 00 15 00 01 10 0D");
    unit(1).write(0x15, 0x0201);
    assertThat(asked()).containsExactly("01 10 00 15 00 01 02 02 01 64 35");
    slave.isSilent();
    assertThatThrownBy(() -> unit(1).write(0x15, 0x0201)).isInstanceOf(ReadTimeoutException.class);
    assertThat(asked()).hasSize(2);
  }

  @Test
  void refusesAddressesAndValuesThatDoNotExist() {
    assertThatThrownBy(() -> unit(1).read(RegisterTable.HOLDING, 0xfff0, 17))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("registers 65520 to 65536: 0 to 65535 exist");
    assertThatThrownBy(() -> unit(1).read(RegisterTable.HOLDING, 0, 126))
        .hasMessage("126 registers: 1 to 125 are possible");
    assertThatThrownBy(() -> unit(1).write(0)).hasMessage("0 registers: 1 to 123 are possible");
    assertThatThrownBy(() -> unit(1).write(0, 65_536))
        .hasMessage("65536 is no register value: 0 to 65535");
    assertThat(asked()).isEmpty();
  }

  /** 3.5 characters at 9600 8N1 are 3.65 ms; they are kept after every answer. */
  @Test
  void keepsTheSilentIntervalBetweenFrames() throws MeterException {
    ScriptedSlave slow = new ScriptedSlave(Duration.ofNanos(1_041_667));
    line = Lines.rtu("COM7", slow);
    for (int i = 0; i < 20; i++) {
      slow.answers(ANSWER);
      assertThat(first(unit(1))).isEqualTo(0x1234);
    }
    List<Long> at = slow.requestNanos();
    for (int i = 1; i < at.size(); i++) {
      assertThat(at.get(i) - at.get(i - 1)).isGreaterThanOrEqualTo(3_645_834);
    }
  }

  /** One that is silent costs each of the others no more than one timeout. */
  @Test
  void aSilentUnitLetsTheOthersInBetweenItsTries() throws Exception {
    slave.isSilent().answers("02 03 02 00 07 BD 86").isSilent();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> silent =
        CompletableFuture.runAsync(
            () -> {
              begun.countDown();
              assertThatThrownBy(() -> first(unit(1))).isInstanceOf(ReadTimeoutException.class);
            });
    begun.await();
    Patience.until("the unit was asked", () -> !slave.requests().isEmpty());
    assertThat(first(unit(2))).isEqualTo(7);
    silent.get(5, TimeUnit.SECONDS);
    assertThat(asked()).extracting(text -> text.substring(0, 2)).containsExactly("01", "02", "01");
  }

  /** Whoever waits for a late answer to pass lets the others have the line meanwhile. */
  @Test
  void aUnitWhoseAnswerIsLateDelaysNobodyElse() throws Exception {
    Timing once = new Timing(Duration.ofMillis(400), 1);
    AtomicBoolean listens = new AtomicBoolean();
    UnitClient late =
        Lines.unit(
            line,
            1,
            once,
            () -> {
              listens.set(true);
              return false;
            },
            ReplyListener.NOBODY);
    slave.isSilent();
    assertThatThrownBy(() -> first(late)).isInstanceOf(ReadTimeoutException.class);
    slave.answers("02 03 02 00 07 BD 86").answers(ANSWER);
    listens.set(false);
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return first(late);
              } catch (MeterException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Patience.until("it has the turn and listens", listens::get);
    assertThat(first(unit(2))).isEqualTo(7);
    assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(0x1234);
    assertThat(asked()).extracting(text -> text.substring(0, 2)).containsExactly("01", "02", "01");
    List<Long> at = slave.requestNanos();
    assertThat(at.get(2) - at.get(0)).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(800));
  }

  @Test
  void aUnitThatWasSilentIsAskedOnceOnly() throws MeterException {
    assertThatThrownBy(() -> first(unit(1))).hasMessageContaining("asked 2 times");
    assertThatThrownBy(() -> first(unit(1))).isInstanceOf(ReadTimeoutException.class);
    assertThat(asked()).hasSize(3);
    slave.answers(ANSWER).isSilent().answers(ANSWER);
    assertThat(first(unit(1))).isEqualTo(0x1234);
    assertThat(first(unit(1))).isEqualTo(0x1234); // well again: a second try
  }

  @Test
  void aLineThatIsGoneIsGoneForAll() {
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return first(
                    Lines.unit(
                        line,
                        1,
                        new Timing(Duration.ofSeconds(9), 1),
                        () -> false,
                        ReplyListener.NOBODY));
              } catch (MeterException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Patience.until("the unit was asked", () -> !slave.requests().isEmpty());
    slave.disconnect();
    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .rootCause()
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.DISCONNECTED));
    assertThatThrownBy(() -> first(unit(2)))
        .isInstanceOf(TransportException.class)
        .hasMessage("COM7 is gone: open it again");
  }

  @Test
  void whoIsCalledOffStopsWaitingAndTheLineStaysUsable() throws Exception {
    Timing patient = new Timing(Duration.ofSeconds(9), 1);
    CompletableFuture<Throwable> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                first(Lines.unit(line, 1, patient, calledOff::get, ReplyListener.NOBODY));
                return null;
              } catch (MeterException e) {
                return e;
              }
            });
    Patience.until("the unit was asked", () -> !slave.requests().isEmpty());
    calledOff.set(true);
    assertThat(waiting.get(2, TimeUnit.SECONDS)).isInstanceOf(TransportException.class);
    slave.answers("02 03 02 00 07 BD 86");
    assertThat(first(Lines.unit(line, 2, TIMING, () -> false, ReplyListener.NOBODY))).isEqualTo(7);
  }

  /** Closed, it would look like the wish of whoever asks, and would not be opened again. */
  @Test
  void aLineThatAnotherMeterFoundBrokenIsGoneAndNotClosed() throws Exception {
    UnitClient patient =
        Lines.unit(
            line, 1, new Timing(Duration.ofSeconds(30), 1), calledOff::get, ReplyListener.NOBODY);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread asking =
        new Thread(
            () -> {
              try {
                first(patient);
                ended.complete(new AssertionError("it got an answer"));
              } catch (MeterException e) {
                ended.complete(e);
              }
            });
    asking.setDaemon(true);
    asking.start();
    Patience.until("it was asked", () -> slave.requests().size() == 1);
    line.close();
    assertThat(ended.get(10, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.DISCONNECTED))
        .hasMessageContaining("open it again");
  }
}
