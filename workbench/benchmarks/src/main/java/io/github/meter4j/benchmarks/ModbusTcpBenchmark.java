package io.github.meter4j.benchmarks;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.Register;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.ModbusUnit;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.reading.Measurand;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.HexFormat;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One transaction of 18 registers over Modbus TCP on loopback, against a server that does nothing
 * but answer. The yardsticks in the same run are a bare socket and j2mod.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class ModbusTcpBenchmark {
  private static final byte[] REGISTERS =
      HexFormat.of()
          .parseHex(
              "00001C7B000000000000000000000000000004F300001788" + "097701A603F8007003E1138A");

  private ServerSocket server;
  private Socket socket;
  private DataInputStream socketInput;
  private ModbusTCPMaster j2mod;
  private ModbusBus bus;
  private ModbusUnit unit;
  private ReadPlan plan;

  /** Opens one connection for each and checks that all see the same. */
  @Setup
  public void setUp() throws Exception {
    server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    start(this::accept);
    String host = server.getInetAddress().getHostAddress();
    socket = new Socket(host, server.getLocalPort());
    socket.setTcpNoDelay(true);
    socketInput = new DataInputStream(socket.getInputStream());
    j2mod = new ModbusTCPMaster(host, server.getLocalPort());
    j2mod.connect();
    bus = ModbusBus.open("dds238+tcp://" + host + ':' + server.getLocalPort());
    unit = bus.unit(1);
    plan = ReadPlan.of(RegisterMap.builtIn("dds238"));
    if (yardstickSocket() != 0x03f8
        || yardstickJ2mod() != 0x03f8
        || transaction() != 0x03f8
        || reading() != 1016) {
      throw new IllegalStateException("the registers are not read as they should be");
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "benchmark server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket peer = server.accept();
        start(() -> serve(peer));
      }
    } catch (IOException e) {
      return; // the end
    }
  }

  private static void serve(Socket peer) {
    byte[] request = new byte[12];
    byte[] answer = new byte[9 + REGISTERS.length];
    System.arraycopy(REGISTERS, 0, answer, 9, REGISTERS.length);
    answer[5] = (byte) (3 + REGISTERS.length);
    answer[8] = (byte) REGISTERS.length;
    try (peer) {
      peer.setTcpNoDelay(true);
      InputStream in = peer.getInputStream();
      OutputStream out = peer.getOutputStream();
      while (in.readNBytes(request, 0, 12) == 12) {
        answer[0] = request[0];
        answer[1] = request[1];
        answer[6] = request[6];
        answer[7] = request[7];
        out.write(answer);
      }
    } catch (IOException e) {
      return; // the end
    }
  }

  /** Closes all of them. */
  @TearDown
  public void tearDown() throws IOException {
    bus.close();
    j2mod.disconnect();
    socket.close();
    server.close();
  }

  @Benchmark
  public int yardstickSocket() throws IOException {
    byte[] request = {0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 18};
    socket.getOutputStream().write(request);
    byte[] answer = new byte[9 + REGISTERS.length];
    socketInput.readFully(answer);
    return (answer[9 + 28] & 0xff) << 8 | answer[9 + 29] & 0xff;
  }

  @Benchmark
  public int yardstickJ2mod() throws ModbusException {
    Register[] registers = j2mod.readMultipleRegisters(1, 0, 18);
    return registers[14].getValue();
  }

  /** The words, as a program that uses the bus gets them. */
  @Benchmark
  public int transaction() throws MeterException {
    return unit.read(RegisterTable.HOLDING, 0, 18).word(14);
  }

  /** A reading with its values, as a reader delivers it. */
  @Benchmark
  public long reading() throws MeterException {
    return plan.read(unit, 1, "", Clock.systemUTC()).require(Measurand.ACTIVE_POWER_NET).unscaled();
  }
}
