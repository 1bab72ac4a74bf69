package io.github.meter4j.benchmarks;

import com.ghgande.j2mod.modbus.facade.ModbusSerialMaster;
import com.ghgande.j2mod.modbus.util.SerialParameters;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.transport.Transports;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One transaction of 18 registers over RTU at 9600 8N1, on a pseudo terminal whose other end sends
 * each byte when a line of that speed would: 8 bytes there and 41 back take 51.04 ms, the silent
 * interval 3.65 ms more. Needs socat.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 5)
public class ModbusSerialBenchmark {
  private static final long CHARACTER = 10_000_000_000L / 9600;
  private static final byte[] ANSWER =
      HexFormat.of()
          .parseHex(
              "01032400001C7B000000000000000000000000000004F300001788"
                  + "097701A603F8007003E1138A63ED");

  /** Who asks: the bus of this library or j2mod. */
  @Param({"meter4j", "j2mod"})
  private String master;

  private Process socat;
  private ModbusBus bus;
  private ModbusSerialMaster j2mod;

  /** Joins two pseudo terminals and starts the meter at one of them. */
  @Setup
  public void setUp() throws Exception {
    Path folder = Files.createTempDirectory("modbus");
    File near = folder.resolve("near").toFile();
    File far = folder.resolve("far").toFile();
    socat =
        new ProcessBuilder("socat", "pty,raw,echo=0,link=" + near, "pty,raw,echo=0,link=" + far)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (!near.exists() || !far.exists()) {
      Thread.sleep(10);
    }
    Transport meterEnd = open(far);
    Thread meter = new Thread(() -> answer(meterEnd), "benchmark meter");
    meter.setDaemon(true);
    meter.start();
    if (master.equals("meter4j")) {
      bus = ModbusBus.open("dds238:" + near);
    } else {
      SerialParameters line = new SerialParameters();
      line.setPortName(near.toString());
      line.setBaudRate(9600);
      line.setEncoding("rtu");
      j2mod = new ModbusSerialMaster(line);
      j2mod.connect();
    }
    if (transaction() != 0x03f8) {
      throw new IllegalStateException("the registers are not read as they should be");
    }
  }

  private static Transport open(File port) throws TransportException {
    return Transports.open("serial", port.toString(), Map.of());
  }

  private static void answer(Transport far) {
    ByteBuffer request = ByteBuffer.allocate(8);
    try {
      while (true) {
        request.clear();
        while (request.position() == 0) {
          far.read(request, Duration.ofSeconds(1));
        }
        long due = System.nanoTime() + request.capacity() * CHARACTER;
        while (request.hasRemaining()) {
          far.read(request, Duration.ofSeconds(1));
        }
        for (byte one : ANSWER) {
          due += CHARACTER;
          for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
          far.write(ByteBuffer.wrap(new byte[] {one}));
        }
      }
    } catch (TransportException e) {
      return; // the end
    }
  }

  /** Ends all of it. */
  @TearDown
  public void tearDown() {
    if (bus != null) {
      bus.close();
    }
    if (j2mod != null) {
      j2mod.disconnect();
    }
    socat.destroy();
  }

  @Benchmark
  public int transaction() throws Exception {
    return bus == null
        ? j2mod.readMultipleRegisters(1, 0, 18)[14].getValue()
        : bus.unit(1).read(RegisterTable.HOLDING, 0, 18).word(14);
  }
}
