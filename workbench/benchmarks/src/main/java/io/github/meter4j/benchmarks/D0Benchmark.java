package io.github.meter4j.benchmarks;

import io.github.meter4j.codec.NumberVisitor;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.iec62056.D0Decoder;
import io.github.meter4j.iec62056.D0Encoder;
import io.github.meter4j.iec62056.D0Readout;
import io.github.meter4j.iec62056.D0Settings;
import io.github.meter4j.iec62056.EveryNumber;
import io.github.meter4j.iec62056.Iec62056;
import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.ReadingSink;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openmuc.j62056.DataMessage;
import org.openmuc.j62056.internal.IdentificationMessage;
import org.openmuc.jrxtx.SerialPort;

/**
 * One telegram of an eBZ DD3 in mode D, 406 bytes, beside OpenMUC j62056 2.2.0 on the same bytes.
 * That library has no way to decode without a port: its own parser is called as its listener does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class D0Benchmark {
  private static final MethodHandle READ_MODE_D = readModeD();

  private static final int TELEGRAMS = 64;

  /** Each with other values, as a meter sends them. */
  private final byte[][] telegrams = new byte[TELEGRAMS][];

  private final ByteBuffer[] chunks = new ByteBuffer[TELEGRAMS];
  private int next;
  private final D0Decoder decoder = Iec62056.decoder(D0Settings.DEFAULT);
  private final Last last = new Last();
  private final Sum sum = new Sum();

  /** A port that takes every setting; its bytes come from elsewhere. */
  private static final SerialPort NO_PORT =
      (SerialPort)
          Proxy.newProxyInstance(
              SerialPort.class.getClassLoader(),
              new Class<?>[] {SerialPort.class},
              (proxy, method, arguments) -> null);

  private static MethodHandle readModeD() {
    try {
      return MethodHandles.privateLookupIn(DataMessage.class, MethodHandles.lookup())
          .findStatic(
              DataMessage.class,
              "readModeDDataMessage",
              MethodType.methodType(
                  DataMessage.class,
                  DataInputStream.class,
                  IdentificationMessage.class,
                  SerialPort.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Both have to find everything. */
  @Setup
  public void setUp() throws Throwable {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < TELEGRAMS; i++) {
      telegrams[i] = telegram(random, i);
      chunks[i] = ByteBuffer.wrap(telegrams[i]);
    }
    int found = openMuc().getDataSets().size();
    int ours = decode().objects().size();
    if (found != 13 || ours != 13 || decodeAndListMeasurements() != 9) {
      throw new IllegalStateException(found + " and " + ours + " data sets, not 13");
    }
  }

  private static byte[] telegram(SplittableRandom random, int second) {
    return D0Encoder.of("EBZ5DD32R06ETA_107")
        .object("1-0:0.0.0*255", "1EBZ0100000001")
        .object("1-0:96.1.0*255", "1EBZ0100000001")
        .object("1-0:1.8.0*255", "003699.65" + random.nextInt(100_000, 1_000_000) + "*kWh")
        .object("1-0:2.8.0*255", "000012.34" + random.nextInt(100_000, 1_000_000) + "*kWh")
        .object("1-0:16.7.0*255", "-000" + random.nextInt(100, 1_000) + ".90*W")
        .object("1-0:36.7.0*255", "-000" + random.nextInt(100, 1_000) + ".10*W")
        .object("1-0:56.7.0*255", "000" + random.nextInt(100, 1_000) + ".20*W")
        .object("1-0:76.7.0*255", "000" + random.nextInt(100, 1_000) + ".00*W")
        .object("1-0:32.7.0*255", random.nextInt(225, 236) + ".4*V")
        .object("1-0:52.7.0*255", random.nextInt(225, 236) + ".7*V")
        .object("1-0:72.7.0*255", random.nextInt(225, 236) + ".0*V")
        .object("1-0:96.5.0*255", "001C0104")
        .object("0-0:96.8.0*255", Integer.toHexString(0xA10183C0 + second).toUpperCase(Locale.ROOT))
        .encode();
  }

  /** OpenMUC j62056: texts of every data set. */
  @Benchmark
  public DataMessage openMuc() throws Throwable {
    next = (next + 1) % TELEGRAMS;
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(telegrams[next]));
    return (DataMessage) READ_MODE_D.invokeExact(in, new IdentificationMessage(in), NO_PORT);
  }

  /** Framing and the index of all objects: a readout that can be kept. */
  @Benchmark
  public D0Readout decode() {
    next = (next + 1) % TELEGRAMS;
    ByteBuffer chunk = chunks[next].rewind();
    last.readout = null;
    decoder.feed(chunk, Instant.EPOCH, last);
    D0Readout found = last.readout;
    if (found == null) {
      throw new IllegalStateException("no readout");
    }
    return found;
  }

  /** The same, and every number in it read. */
  @Benchmark
  public long decodeAndReadEveryNumber() {
    sum.total = 0;
    EveryNumber.visit(decode(), sum);
    return sum.total;
  }

  /** The same, and the list of all measurements made, as applications use it. */
  @Benchmark
  public int decodeAndListMeasurements() {
    return decode().measurements().size();
  }

  private static final class Last implements ReadingSink<D0Readout> {
    private D0Readout readout;

    @Override
    public void reading(D0Readout reading, long offset, int length) {
      readout = reading;
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
