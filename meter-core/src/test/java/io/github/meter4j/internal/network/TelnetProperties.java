package io.github.meter4j.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TelnetProperties {

  /** Bytes of which many mean something to Telnet. */
  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.oneOf(
            Arbitraries.bytes(),
            Arbitraries.of(Telnet.IAC, Telnet.SB, Telnet.SE, Telnet.WILL, Telnet.DO, 44)
                .map(Integer::byteValue))
        .array(byte[].class)
        .ofMaxSize(60);
  }

  @Property
  void whatIsEscapedComesOutAsItWas(
      @ForAll("bytes") byte[] data, @ForAll @IntRange(min = 1, max = 9) int chunk) {
    TelnetLog log = TelnetLog.of(Telnet.escape(ByteBuffer.wrap(data)), chunk);
    assertThat(log.data.toByteArray()).isEqualTo(data);
    assertThat(log.commands).isEmpty();
  }

  @Property
  void commandsAndDataDoNotDisturbEachOther(
      @ForAll @Size(max = 8) List<@IntRange(max = 2) Integer> kinds,
      @ForAll("bytes") byte[] bytes,
      @ForAll @IntRange(min = 1, max = 9) int chunk) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    List<String> commands = new ArrayList<>();
    for (int kind : kinds) {
      if (kind == 0) {
        wire.writeBytes(Telnet.escape(ByteBuffer.wrap(bytes)));
        data.writeBytes(bytes);
      } else if (kind == 1) {
        wire.writeBytes(Telnet.command(Telnet.WONT, 44));
        commands.add("252 44");
      } else {
        wire.writeBytes(Telnet.subnegotiation(44, bytes));
        commands.add("44: " + HexFormat.of().formatHex(bytes));
      }
    }
    TelnetLog log = TelnetLog.of(wire.toByteArray(), chunk);
    assertThat(log.data.toByteArray()).isEqualTo(data.toByteArray());
    assertThat(log.commands).isEqualTo(commands);
  }

  @Property
  void anyBytesInAnyChunksAreReadTheSame(
      @ForAll("bytes") byte[] bytes, @ForAll @IntRange(min = 1, max = 9) int chunk) {
    TelnetLog log = TelnetLog.of(bytes, chunk);
    TelnetLog whole = TelnetLog.of(bytes, 1000);
    assertThat(log.data.toByteArray()).isEqualTo(whole.data.toByteArray());
    assertThat(log.commands).isEqualTo(whole.commands);
  }

  /** Whatever two sides want, they come to an end, and agree. */
  @Property
  void twoSidesComeToAnEnd(
      @ForAll @Size(max = 4) List<@IntRange(max = 5) Integer> here,
      @ForAll @Size(max = 4) List<@IntRange(max = 5) Integer> there,
      @ForAll @Size(max = 4) List<@IntRange(max = 5) Integer> asked) {
    TelnetOptions left = new TelnetOptions(here);
    TelnetOptions right = new TelnetOptions(there);
    ArrayDeque<byte[]> toRight =
        new ArrayDeque<>(split(left.request(here.stream().distinct().toList())));
    ArrayDeque<byte[]> toLeft = new ArrayDeque<>();
    for (int option : asked) {
      toRight.add(Telnet.command(Telnet.DO, option)); // more than once, too
    }
    int messages = 0;
    while (!toRight.isEmpty() || !toLeft.isEmpty()) {
      pass(toRight, right, toLeft);
      pass(toLeft, left, toRight);
      messages++;
      assertThat(messages).isLessThan(100);
    }
    for (int option : here) {
      assertThat(left.isOurs(option)).isEqualTo(there.contains(option));
      assertThat(left.isRefused(option)).isEqualTo(!there.contains(option));
    }
  }

  private static void pass(
      ArrayDeque<byte[]> messages, TelnetOptions side, ArrayDeque<byte[]> answers) {
    byte[] message = messages.poll();
    if (message != null) {
      side.heard(message[1] & 0xff, message[2] & 0xff).ifPresent(answers::add);
    }
  }

  private static List<byte[]> split(byte[] commands) {
    List<byte[]> split = new ArrayList<>();
    for (int i = 0; i < commands.length; i += 3) {
      split.add(Arrays.copyOfRange(commands, i, i + 3));
    }
    return split;
  }

  /** A bridge with Telnet begins so; no data that a meter sends does. */
  @Provide
  Arbitrary<byte[]> greetings() {
    Arbitrary<byte[]> verbs =
        Arbitraries.integers()
            .between(Telnet.WILL, Telnet.DONT)
            .flatMap(
                verb ->
                    Arbitraries.integers()
                        .between(0, 44)
                        .map(option -> Telnet.command(verb, option)));
    Arbitrary<byte[]> contents =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(5)
            .filter(content -> indexOfIac(content) < 0)
            .map(content -> Telnet.subnegotiation(24, content));
    return Arbitraries.oneOf(verbs, contents)
        .list()
        .ofMaxSize(8)
        .map(
            parts -> {
              ByteArrayOutputStream all = new ByteArrayOutputStream();
              parts.forEach(all::writeBytes);
              return all.toByteArray();
            });
  }

  private static int indexOfIac(byte[] content) {
    for (int i = 0; i < content.length; i++) {
      if ((content[i] & 0xff) == Telnet.IAC) {
        return i;
      }
    }
    return -1;
  }

  @Property
  void aGreetingIsLeftOutAndAllBehindItKept(
      @ForAll("greetings") byte[] greeting,
      @ForAll("bytes") byte[] data,
      @ForAll @IntRange(min = 1, max = 9) int chunk) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(greeting);
    all.write(0x7e); // the first byte of a frame of DLMS
    all.writeBytes(data);
    byte[] expected = new byte[data.length + 1];
    expected[0] = 0x7e;
    System.arraycopy(data, 0, expected, 1, data.length);
    assertThat(withoutGreeting(all.toByteArray(), chunk)).isEqualTo(expected);
  }

  /** Also where the first byte of data has the value of a command. */
  @Property
  void bytesThatAreNoGreetingAreKept(
      @ForAll("bytes") byte[] data, @ForAll @IntRange(min = 1, max = 9) int chunk) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(new byte[] {(byte) Telnet.IAC, 0x03});
    all.writeBytes(data);
    assertThat(withoutGreeting(all.toByteArray(), chunk)).isEqualTo(all.toByteArray());
  }

  private static byte[] withoutGreeting(byte[] bytes, int chunk) {
    TelnetGreeting greeting = new TelnetGreeting();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i += chunk) {
      int count = Math.min(chunk, bytes.length - i);
      data.writeBytes(greeting.feed(ByteBuffer.wrap(bytes, i, count)));
    }
    assertThat(greeting.isOver()).isTrue();
    return data.toByteArray();
  }
}
