package io.github.meter4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.ReadingSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FrameDecoder} does, whatever its protocol. Extend it and say how to make one
 * and what a good frame looks like.
 *
 * @param <R> the type of reading
 */
public abstract class DecoderContract<R extends Reading> {
  private static final long SEED = 20240115;

  /**
   * A new decoder.
   *
   * @return a decoder that has seen nothing
   */
  protected abstract FrameDecoder<R> decoder();

  /**
   * Good frames, each different, each with its line end.
   *
   * @return at least two
   */
  protected abstract List<byte[]> frames();

  /** What came out, one line an event. */
  private static final class Events<R extends Reading> implements ReadingSink<R> {
    private final List<String> lines = new ArrayList<>();
    private final List<byte[]> frames = new ArrayList<>();
    private long accounted;
    private boolean inOrder = true;

    private void span(long offset, int length) {
      inOrder &= offset == accounted && length > 0;
      accounted = offset + length;
    }

    @Override
    public void reading(R reading, long offset, int length) {
      span(offset, length);
      frames.add(reading.frame());
      lines.add("reading " + offset + '+' + length + ' ' + reading.measurements());
    }

    @Override
    public void rejected(Fault fault) {
      span(fault.offset(), fault.length());
      lines.add("rejected " + fault);
    }

    @Override
    public void skipped(long offset, int length) {
      span(offset, length);
      lines.add("skipped " + offset + '+' + length);
    }
  }

  private Events<R> decode(byte[] bytes, int chunk) {
    Events<R> events = new Events<>();
    FrameDecoder<R> decoder = decoder();
    for (int at = 0; at < bytes.length; at += chunk) {
      ByteBuffer part = ByteBuffer.wrap(bytes, at, Math.min(chunk, bytes.length - at));
      decoder.feed(part, Instant.EPOCH, events);
      assertThat(part.hasRemaining()).as("bytes left in the chunk").isFalse();
    }
    decoder.end(events);
    return events;
  }

  private byte[] stream(byte[] between) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames()) {
      all.writeBytes(between);
      all.writeBytes(frame);
    }
    all.writeBytes(between);
    return all.toByteArray();
  }

  @Test
  @DisplayName("delivers every good frame, in order")
  void deliversEveryGoodFrame() {
    assertThat(decode(stream(new byte[0]), Integer.MAX_VALUE / 2).frames)
        .hasSameSizeAs(frames())
        .usingRecursiveComparison()
        .isEqualTo(frames());
  }

  @Test
  @DisplayName("gives the same events however the bytes are cut")
  void doesNotDependOnChunks() {
    byte[] bytes = stream(new byte[] {0, 'x', '\r', '\n'});
    List<String> whole = decode(bytes, bytes.length).lines;
    assertThat(whole).isNotEmpty();
    for (int chunk = 1; chunk <= Math.min(bytes.length, 200); chunk++) {
      assertThat(decode(bytes, chunk).lines).as("chunks of %s", chunk).isEqualTo(whole);
    }
  }

  @Test
  @DisplayName("accounts for every byte exactly once")
  void accountsForEveryByte() {
    Random random = new Random(SEED);
    byte[] good = stream(new byte[] {'\r', '\n'});
    for (int i = 0; i < 500; i++) {
      byte[] bytes = good.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Events<R> events = decode(bytes, 1 + random.nextInt(300));
      assertThat(events.accounted).isEqualTo(bytes.length);
      assertThat(events.inOrder).as("spans that follow each other").isTrue();
    }
  }

  @Test
  @DisplayName("takes rubbish of any kind without an exception")
  void takesRubbish() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(5000)];
      random.nextBytes(bytes);
      assertThat(decode(bytes, 1 + random.nextInt(500)).accounted).isEqualTo(bytes.length);
    }
  }

  @Test
  @DisplayName("delivers a frame that follows a cut one")
  void recoversFromACut() {
    byte[] first = frames().get(0);
    byte[] second = frames().get(1);
    for (int cut = 1; cut < first.length; cut++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(first, 0, cut);
      bytes.writeBytes(new byte[] {'\r', '\n'});
      bytes.writeBytes(second);
      assertThat(decode(bytes.toByteArray(), 64).frames)
          .as("after %s bytes of the first", cut)
          .anySatisfy(frame -> assertThat(frame).isEqualTo(second));
    }
  }

  @Test
  @DisplayName("forgets what is pending when it is reset")
  void forgetsOnReset() {
    byte[] first = frames().get(0);
    byte[] second = frames().get(1);
    Events<R> events = new Events<>();
    FrameDecoder<R> decoder = decoder();
    decoder.feed(ByteBuffer.wrap(first, 0, first.length / 2), Instant.EPOCH, events);
    decoder.reset();
    decoder.feed(ByteBuffer.wrap(second), Instant.EPOCH, events);
    decoder.end(events);
    assertThat(events.frames).usingRecursiveComparison().isEqualTo(List.of(second));
  }

  @Test
  @DisplayName("rejects nothing when it is reset in a frame, whose rest comes then")
  void theRestOfAFrameIsNoFaultAfterReset() {
    byte[] first = frames().get(0);
    byte[] second = frames().get(1);
    for (int cut = 1; cut < first.length; cut++) {
      Events<R> events = new Events<>();
      FrameDecoder<R> decoder = decoder();
      decoder.feed(ByteBuffer.wrap(second), Instant.EPOCH, events);
      decoder.feed(ByteBuffer.wrap(first, 0, cut), Instant.EPOCH, events);
      decoder.reset();
      decoder.feed(ByteBuffer.wrap(first, cut, first.length - cut), Instant.EPOCH, events);
      decoder.feed(ByteBuffer.wrap(second), Instant.EPOCH, events);
      decoder.end(events);
      // the rest may hold a whole frame of another form, such as a block without identification
      assertThat(events.frames).as("forgotten after %s bytes", cut).startsWith(second);
      assertThat(events.frames).as("forgotten after %s bytes", cut).endsWith(second);
      assertThat(events.lines)
          .as("forgotten after %s bytes", cut)
          .noneMatch(DecoderContract::isBad);
    }
  }

  private static boolean isBad(String line) {
    return line.startsWith("rejected");
  }
}
