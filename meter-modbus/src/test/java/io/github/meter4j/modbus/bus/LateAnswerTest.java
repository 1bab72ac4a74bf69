package io.github.meter4j.modbus.bus;

import static io.github.meter4j.modbus.bus.VirtualLine.addresses;
import static io.github.meter4j.modbus.bus.VirtualLine.frame;
import static io.github.meter4j.modbus.bus.VirtualLine.refusal;
import static io.github.meter4j.modbus.bus.VirtualLine.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.bus.VirtualLine.Reply;
import io.github.meter4j.modbus.map.RegisterTable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** RTU answers have no number: one that comes late must not become another register's value. */
class LateAnswerTest {
  /** Time for an answer to begin: 1 s. */
  private static final Timing TWICE = new Timing(Duration.ofSeconds(1), 2);

  private static final Timing ONCE = new Timing(Duration.ofSeconds(1), 1);

  /** What the next requests are met with; those after them are answered at once. */
  private final Queue<Function<byte[], List<Reply>>> script = new ArrayDeque<>();

  private final VirtualLine way = new VirtualLine(this::meet);
  private final OutstandingReplies owed = new OutstandingReplies();
  private ModbusLine line = line(new RtuFraming());
  private int received;
  private int skipped;

  private ModbusLine line(Framing framing) {
    return Lines.of("COM7", way, framing, owed, Optional.empty(), way);
  }

  private List<Reply> meet(byte[] request, long atMillis) {
    Function<byte[], List<Reply>> next = script.poll();
    return next == null ? List.of(reply(10, addresses(request))) : next.apply(request);
  }

  private LateAnswerTest answered(long afterMillis) {
    script.add(request -> List.of(reply(afterMillis, addresses(request))));
    return this;
  }

  private LateAnswerTest met(long afterMillis, byte[] bytes) {
    script.add(request -> List.of(reply(afterMillis, bytes)));
    return this;
  }

  private LateAnswerTest isSilent() {
    script.add(request -> List.of());
    return this;
  }

  private UnitClient unit(int number, Timing timing) {
    return Lines.unit(
        line,
        number,
        timing,
        () -> false,
        new ReplyListener() {
          @Override
          public void received(ByteBuffer bytes) {
            received += bytes.remaining();
          }

          @Override
          public void damaged(Fault fault) {}

          @Override
          public void skipped(int bytes) {
            skipped += bytes;
          }
        });
  }

  private static int ask(UnitClient unit, int address) throws MeterException {
    return unit.read(RegisterTable.HOLDING, address, 1).word(address);
  }

  /** The finding: the repeat is answered, and then the first of the two requests as well. */
  @Test
  void theAnswerToTheOtherOfTwoRequestsIsThrownAway() throws MeterException {
    answered(1_300).answered(20);
    UnitClient unit = unit(1, TWICE);
    assertThat(ask(unit, 0x10)).isEqualTo(0x10);
    assertThat(ask(unit, 0x20)).isEqualTo(0x20);
    assertThat(ask(unit, 0x30)).isEqualTo(0x30);
    // the line is quiet for 50 ms before the repeat, and 20 ms later it is answered
    assertThat(way.asked().get(1)).isEqualTo("1050 ms: unit 1, 0010h");
    // not before the answer that was owed, and then at once
    assertThat(way.asked().get(2)).isEqualTo("1301 ms: unit 1, 0020h");
    assertThat(way.asked().get(3)).isEqualTo("1313 ms: unit 1, 0030h");
    assertThat(skipped).isEqualTo(7);
    assertThat(received).isEqualTo(4 * 7);
  }

  /** The repeat may have the answer to the first; then it is its own that comes late. */
  @Test
  void theRepeatMayHaveTheAnswerToTheFirst() throws MeterException {
    answered(1_300).answered(1_900);
    UnitClient unit = unit(1, TWICE);
    assertThat(ask(unit, 0x10)).isEqualTo(0x10);
    assertThat(way.millis()).isEqualTo(1_300);
    assertThat(ask(unit, 0x20)).isEqualTo(0x20);
    assertThat(way.asked().get(2)).isEqualTo("2951 ms: unit 1, 0020h");
  }

  /** It is waited for until twice the time that an answer may take to begin. */
  @Test
  void anAnswerThatNeverComesIsWaitedForNoLonger() throws MeterException {
    isSilent().answered(20);
    UnitClient unit = unit(1, TWICE);
    assertThat(ask(unit, 0x10)).isEqualTo(0x10);
    assertThat(ask(unit, 0x20)).isEqualTo(0x20);
    assertThat(way.asked().get(2)).isEqualTo("3070 ms: unit 1, 0020h");
    assertThat(ask(unit, 0x30)).isEqualTo(0x30);
    assertThat(way.asked().get(3)).isEqualTo("3081 ms: unit 1, 0030h");
  }

  @Test
  void whoAnswersInTimeOrWithDamageOwesNothing() throws MeterException {
    UnitClient unit = unit(1, TWICE);
    ask(unit, 0x10);
    ask(unit, 0x20);
    script.add(
        request -> {
          byte[] damaged = addresses(request);
          damaged[3] ^= 1;
          return List.of(reply(10, damaged));
        });
    ask(unit, 0x30);
    ask(unit, 0x40);
    assertThat(way.millis()).isLessThan(400);
  }

  /** With pauses as a bridge makes them; the last piece comes when nothing is expected any more. */
  @Test
  void anAnswerMayComeLateAndInPieces() throws MeterException {
    script.add(
        request -> {
          byte[] all = addresses(request);
          return List.of(
              reply(1_990, Arrays.copyOfRange(all, 0, 2)),
              reply(2_110, Arrays.copyOfRange(all, 2, 5)),
              reply(2_230, Arrays.copyOfRange(all, 5, 7)));
        });
    UnitClient unit = unit(1, ONCE);
    assertThatThrownBy(() -> ask(unit, 0x10)).isInstanceOf(ReadTimeoutException.class);
    assertThat(ask(unit, 0x20)).isEqualTo(0x20);
    assertThat(way.asked().get(1)).isEqualTo("2280 ms: unit 1, 0020h");
    assertThat(skipped).isEqualTo(7);
  }

  /** Noise keeps nobody waiting for ever. */
  @Test
  void noiseIsNoAnswer() throws MeterException {
    script.add(
        request -> {
          Reply[] noise = new Reply[400];
          for (int i = 0; i < noise.length; i++) {
            noise[i] = reply(1_500 + 10 * i, new byte[] {(byte) 0xff});
          }
          return List.of(noise);
        });
    UnitClient unit = unit(1, ONCE);
    assertThatThrownBy(() -> ask(unit, 0x10)).isInstanceOf(ReadTimeoutException.class);
    assertThat(ask(unit, 0x20)).isEqualTo(0x20);
    // a second for bytes that go on, and another for the line to fall silent
    assertThat(way.asked().get(1)).isEqualTo("4001 ms: unit 1, 0020h");
  }

  /** A refusal would be remembered, and the register never asked for again. */
  @Test
  void aRefusalThatComesLateRefusesNothingElse() throws MeterException {
    script.add(request -> List.of(reply(1_500, refusal(request, 2))));
    UnitClient unit = unit(1, ONCE);
    assertThatThrownBy(() -> ask(unit, 0x10)).isInstanceOf(ReadTimeoutException.class);
    assertThat(ask(unit, 0x20)).isEqualTo(0x20);
    assertThat(way.asked().get(1)).isEqualTo("1550 ms: unit 1, 0020h");
  }

  /** The next poll is another request, also for the same registers: its answer is to be its own. */
  @Test
  void aPollThatFailedLeavesNothingToTheNextOne() throws MeterException {
    answered(1_700).answered(1_200);
    UnitClient unit = unit(1, ONCE);
    assertThatThrownBy(() -> ask(unit, 0x10)).isInstanceOf(ReadTimeoutException.class);
    assertThat(skipped).isZero();
    assertThatThrownBy(() -> ask(unit, 0x10))
        .isInstanceOfSatisfying(
            ReadTimeoutException.class, e -> assertThat(e.bytesSeen()).isEqualTo(7))
        .hasMessageContaining("an answer that came too late");
    assertThat(skipped).isEqualTo(7);
    assertThat(ask(unit, 0x20)).isEqualTo(0x20);
    assertThat(skipped).isEqualTo(14);
    assertThat(way.asked())
        .containsExactly("0 ms: unit 1, 0010h", "1750 ms: unit 1, 0010h", "3000 ms: unit 1, 0020h");
  }

  @Test
  void aPollThatComesMuchLaterWaitsForNothing() throws MeterException {
    isSilent();
    UnitClient unit = unit(1, ONCE);
    assertThatThrownBy(() -> ask(unit, 0x10)).isInstanceOf(ReadTimeoutException.class);
    way.pauseMillis(1_000);
    assertThat(ask(unit, 0x20)).isEqualTo(0x20);
    assertThat(way.asked().get(1)).isEqualTo("2050 ms: unit 1, 0020h");
  }

  /** The same register and the same value: it was the first that was written, not the second. */
  @Test
  void theLateAnswerToAWriteConfirmsNoOther() {
    byte[] written = frame(1, 0x10, 0, 0x15, 0, 1);
    met(1_400, written).isSilent();
    UnitClient unit = unit(1, ONCE);
    assertThatThrownBy(() -> unit.write(0x15, 7)).isInstanceOf(ReadTimeoutException.class);
    assertThatThrownBy(() -> unit.write(0x15, 7)).isInstanceOf(ReadTimeoutException.class);
    assertThat(way.asked()).containsExactly("0 ms: unit 1, 0015h", "1450 ms: unit 1, 0015h");
  }

  /** Another unit is told by its number, and asked at once. */
  @Test
  void anotherUnitIsNotTakenForTheOneThatIsLate() throws MeterException {
    answered(1_100);
    UnitClient late = unit(1, ONCE);
    assertThatThrownBy(() -> ask(late, 0x10)).isInstanceOf(ReadTimeoutException.class);
    answered(900); // in time, and long after the other one's answer
    assertThat(ask(unit(2, ONCE), 0x20)).isEqualTo(0x20);
    assertThat(way.asked().get(1)).isEqualTo("1050 ms: unit 2, 0020h");
    // what was heard meanwhile is owed no more
    assertThat(ask(late, 0x30)).isEqualTo(0x30);
    assertThat(way.asked().get(2)).isEqualTo("1951 ms: unit 1, 0030h");
  }

  @Test
  void theLateRefusalOfAnotherUnitIsNoRefusal() throws MeterException {
    script.add(request -> List.of(reply(1_100, refusal(request, 2))));
    assertThatThrownBy(() -> ask(unit(1, ONCE), 0x10)).isInstanceOf(ReadTimeoutException.class);
    answered(900);
    assertThat(ask(unit(2, ONCE), 0x20)).isEqualTo(0x20);
  }

  /** Unit 0 is whichever there is, and answers with its own number. */
  @Test
  void unitZeroMayBeAnyOther() throws MeterException {
    byte[] one = frame(1, 3, 2, 0, 0x10);
    met(1_300, one);
    assertThatThrownBy(() -> ask(unit(0, ONCE), 0x10)).isInstanceOf(ReadTimeoutException.class);
    assertThat(ask(unit(1, ONCE), 0x20)).isEqualTo(0x20);
    answered(1_300);
    assertThatThrownBy(() -> ask(unit(1, ONCE), 0x30)).isInstanceOf(ReadTimeoutException.class);
    assertThat(ask(unit(0, ONCE), 0x40)).isEqualTo(0x40);
  }

  /** Whoever asked has gone, and the unit answers whoever asks next. */
  @Test
  void theAnswerToARequestThatWasCalledOffIsOwedToo() throws MeterException {
    answered(900);
    UnitClient gone = Lines.unit(line, 1, ONCE, () -> way.millis() > 100, ReplyListener.NOBODY);
    assertThatThrownBy(() -> ask(gone, 0x10)).isInstanceOf(TransportException.class);
    assertThat(ask(unit(1, ONCE), 0x20)).isEqualTo(0x20);
    assertThat(way.asked().get(1)).isEqualTo("950 ms: unit 1, 0020h");
  }

  @Test
  void aLineThatIsOpenedAgainKnowsWhatIsOwed() throws MeterException {
    answered(1_500);
    assertThatThrownBy(() -> ask(unit(1, ONCE), 0x10)).isInstanceOf(ReadTimeoutException.class);
    line.close();
    line = line(new RtuFraming());
    assertThat(ask(unit(1, ONCE), 0x20)).isEqualTo(0x20);
  }

  /** Two programs have one port, and read one meter. */
  @Test
  void theLateAnswerToAnotherProgramIsNotTakenEither() throws MeterException {
    ModbusLine one = program(1);
    ModbusLine two = program(2);
    answered(1_500);
    UnitClient first = Lines.unit(one, 1, ONCE, () -> false, ReplyListener.NOBODY);
    UnitClient second = Lines.unit(two, 1, ONCE, () -> false, ReplyListener.NOBODY);
    UnitClient elsewhere = Lines.unit(two, 2, ONCE, () -> false, ReplyListener.NOBODY);
    assertThatThrownBy(() -> ask(first, 0x10)).isInstanceOf(ReadTimeoutException.class);
    assertThat(ask(elsewhere, 0x20)).isEqualTo(0x20);
    assertThat(ask(second, 0x30)).isEqualTo(0x30);
    assertThat(ask(first, 0x40)).isEqualTo(0x40);
    assertThat(way.asked())
        .containsExactly(
            "1 ms: unit 1, 0010h",
            "1003 ms: unit 2, 0020h",
            "2001 ms: unit 1, 0030h",
            "2061 ms: unit 1, 0040h");
  }

  private ModbusLine program(int number) {
    return Lines.of(
        "COM7",
        way.ofProgram(number),
        new RtuFraming(),
        new OutstandingReplies(),
        Optional.empty(),
        way);
  }

  /** Modbus TCP numbers its answers: nothing has to be waited for. */
  @Test
  void anAnswerWithANumberIsToldByIt() throws MeterException {
    line = line(new TcpFraming(false));
    script.add(request -> List.of(reply(1_100, tcp(request, 0xbad))));
    script.add(request -> List.of(reply(200, tcp(request, 0x20))));
    assertThatThrownBy(() -> ask(unit(1, ONCE), 0x10)).isInstanceOf(ReadTimeoutException.class);
    assertThat(ask(unit(1, ONCE), 0x20)).isEqualTo(0x20);
    assertThat(way.millis()).isEqualTo(1_250);
  }

  private static byte[] tcp(byte[] request, int value) {
    return new byte[] {
      request[0], request[1], 0, 0, 0, 5, 1, 3, 2, (byte) (value >> 8), (byte) value
    };
  }

  @Test
  void aRefusalToTheRepeatIsARefusal() {
    isSilent();
    script.add(request -> List.of(reply(20, refusal(request, 2))));
    assertThatThrownBy(() -> ask(unit(1, TWICE), 0x10)).isInstanceOf(DeviceException.class);
  }
}
