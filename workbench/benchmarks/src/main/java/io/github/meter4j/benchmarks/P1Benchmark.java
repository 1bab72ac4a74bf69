package io.github.meter4j.benchmarks;

import io.github.meter4j.codec.Crc16;
import io.github.meter4j.codec.NumberVisitor;
import io.github.meter4j.dsmr.ChecksumPolicy;
import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrSettings;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.dsmr.EveryNumber;
import io.github.meter4j.dsmr.P1Decoder;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.ReadingSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One P1 telegram of about 900 bytes. The yardstick in the same run is CRC-16/ARC over the same
 * bytes by a plain table of 256 entries.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class P1Benchmark {
  /** A file with one telegram and its checksum; empty for the one that is built in. */
  @Param("")
  public String telegram = "";

  private final char[] table = new char[256];
  private byte[] bytes = {};
  private int checked;
  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private P1Decoder decoder = Dsmr.decoder(DsmrSettings.DEFAULT);
  private final Last last = new Last();
  private final Sum sum = new Sum();

  /** Makes the telegram and the table. */
  @Setup
  public void setUp() throws IOException {
    for (int i = 0; i < table.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0xA001 : crc >>> 1;
      }
      table[i] = (char) crc;
    }
    bytes = telegram.isEmpty() ? Telegrams.dsmr5() : Files.readAllBytes(Path.of(telegram));
    checked = bytes.length - 6;
    chunk = ByteBuffer.wrap(bytes);
    decoder = Dsmr.decoder(DsmrSettings.DEFAULT.withChecksum(ChecksumPolicy.REQUIRE));
    if (frameChecksumIndex() == null) {
      throw new IllegalStateException("the telegram does not decode");
    }
  }

  /** The yardstick. */
  @Benchmark
  public int yardstickTableChecksum() {
    int crc = 0;
    for (int i = 0; i < checked; i++) {
      crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 0xff];
    }
    return crc;
  }

  /** The checksum alone. */
  @Benchmark
  public int checksum() {
    return Crc16.arc(bytes, 0, checked);
  }

  /** Framing, checksum and the index of all objects: a telegram that can be kept. */
  @Benchmark
  public DsmrTelegram frameChecksumIndex() {
    chunk.rewind();
    last.telegram = null;
    decoder.feed(chunk, Instant.EPOCH, last);
    DsmrTelegram found = last.telegram;
    if (found == null) {
      throw new IllegalStateException("no telegram");
    }
    return found;
  }

  /** The same, and every number in it read. */
  @Benchmark
  public long decodeAndReadEveryNumber() {
    sum.total = 0;
    EveryNumber.visit(frameChecksumIndex(), sum);
    return sum.total;
  }

  /** The same, and the list of all measurements made, as applications use it. */
  @Benchmark
  public int decodeAndListMeasurements() {
    return frameChecksumIndex().measurements().size();
  }

  /** One telegram by the facade, with a decoder of its own. */
  @Benchmark
  public DsmrTelegram decode() {
    return Dsmr.decode(bytes);
  }

  /** A telegram of which an application takes three values. */
  @Benchmark
  public int decodeAndRequireThree() {
    DsmrTelegram found = frameChecksumIndex();
    return found.require(Measurand.ACTIVE_POWER_IMPORT).scale()
        + found.require(Measurand.ACTIVE_ENERGY_IMPORT.tariff(1)).scale()
        + found.require(Measurand.ACTIVE_ENERGY_IMPORT.tariff(2)).scale();
  }

  private static final class Last implements ReadingSink<DsmrTelegram> {
    private DsmrTelegram telegram;

    @Override
    public void reading(DsmrTelegram reading, long offset, int length) {
      telegram = reading;
    }

    @Override
    public void rejected(Fault fault) {
      throw new IllegalStateException(fault.toString());
    }

    @Override
    public void skipped(long offset, int length) {}
  }

  private static final class Sum implements NumberVisitor {
    private long total;

    @Override
    public void number(int object, int group, long unscaled, int scale, Unit unit) {
      total += unscaled + scale + unit.ordinal();
    }
  }
}
