package io.github.meter4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.spi.ReadingSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What comes out of a decoder of text says something, whatever goes in: {@code mvn -Pslow verify}.
 * Extend it and say how to make decoders, what good frames look like, and what an empty reading is.
 *
 * @param <R> the type of reading
 */
@Tag("slow")
public abstract class NoEmptyReadings<R extends Reading> {
  private static final long SEED = 20_261_201;
  private static final int MUTATIONS = 1_000_000;
  private static final int PIECES = 1_000_000;
  private static final int LONGEST_PIECE = 200;

  /** Characters that mean something to decoders of text. */
  private static final byte[] MARKS = bytes("/!()*<>\r\n\0\2\3\6?.:-,&#0159CF");

  /**
   * New decoders, with every setting that may let more through.
   *
   * @return at least one
   */
  protected abstract List<FrameDecoder<R>> decoders();

  /**
   * Good frames of every form.
   *
   * @return at least one
   */
  protected abstract List<byte[]> frames();

  /**
   * Whether a reading says nothing: neither a value nor what was wrong with one.
   *
   * @param reading a reading
   * @return true when it should not have been delivered
   */
  protected abstract boolean isEmpty(R reading);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Counts readings, and keeps the first that is empty. */
  private final class Count implements ReadingSink<R> {
    private long readings;
    private long empty;
    private String first = "";

    @Override
    public void reading(R reading, long offset, int length) {
      readings++;
      if (isEmpty(reading)) {
        empty++;
        first = first.isEmpty() ? "\"" + reading + '"' : first;
      }
    }

    @Override
    public void rejected(Fault fault) {
      // only what is delivered counts
    }

    @Override
    public void skipped(long offset, int length) {
      // only what is delivered counts
    }
  }

  @Test
  @DisplayName("a million damaged frames give no reading without a value")
  void damagedFramesGiveNoEmptyReading() {
    List<byte[]> frames = frames();
    for (FrameDecoder<R> decoder : decoders()) {
      Random random = new Random(SEED);
      Count count = new Count();
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] damaged = damaged(frames.get(i % frames.size()), random);
        decoder.feed(ByteBuffer.wrap(damaged), Instant.EPOCH, count);
        if (i % 4 == 0) {
          decoder.end(count);
        }
      }
      decoder.end(count);
      assertThat(count.empty).as("of %s, such as %s", count.readings, count.first).isZero();
      assertThat(count.readings).isPositive();
    }
  }

  @Test
  @DisplayName("a million pieces of random bytes give no reading without a value")
  void randomBytesGiveNoEmptyReading() {
    for (FrameDecoder<R> decoder : decoders()) {
      Random random = new Random(SEED);
      Count count = new Count();
      for (int i = 0; i < PIECES; i++) {
        byte[] piece = new byte[1 + random.nextInt(LONGEST_PIECE)];
        random.nextBytes(piece);
        if (i % 2 == 0) {
          strewMarks(piece, random);
        }
        decoder.feed(ByteBuffer.wrap(piece), Instant.EPOCH, count);
      }
      decoder.end(count);
      assertThat(count.empty).as("of %s, such as %s", count.readings, count.first).isZero();
    }
  }

  private static void strewMarks(byte[] piece, Random random) {
    for (int i = 0; i < piece.length; i += 1 + random.nextInt(4)) {
      piece[i] = MARKS[random.nextInt(MARKS.length)];
    }
  }

  private static byte[] damaged(byte[] frame, Random random) {
    byte[] bytes = frame.clone();
    for (int k = random.nextInt(4); k >= 0; k--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(random.nextInt(200), bytes.length - at);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = MARKS[random.nextInt(MARKS.length)];
        case 2 -> bytes = without(bytes, at, length);
        default -> System.arraycopy(bytes, random.nextInt(at + 1), bytes, at, length);
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
    System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
    return shorter.length == 0 ? bytes : shorter;
  }
}
