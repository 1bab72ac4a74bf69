package io.github.meter4j.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ghgande.j2mod.modbus.ModbusSlaveException;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import io.github.meter4j.testkit.PtyPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masters of others understand the slave: j2mod and pymodbus. */
@Timeout(60)
class ForeignMastersTest {
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path folder;
  private final Registers holding = new Registers().words(0, 7, 8, 9).words(3027, 0x4366, 0x8000);
  private final Registers input = new Registers().words(100, 1, 65535, 3);
  private final ModbusSlave slave = new ModbusSlave();

  @BeforeEach
  void units() {
    slave
        .with(
            1,
            SlaveUnit.holding(() -> holding)
                .writable(
                    (address, words) -> {
                      holding.words(address, words);
                      return 0;
                    })
                .identified(Map.of(0, "Maker", 1, "Code", 2, "V1")))
        .with(2, SlaveUnit.input(() -> input));
    slave.with(3, SlaveUnit.holding(() -> holding));
    slave.unit(3).misbehave(new Quirk.Refusal(6));
  }

  private static int[] values(InputRegister[] registers) {
    return Arrays.stream(registers).mapToInt(InputRegister::toUnsignedShort).toArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void j2mod(boolean rtu) throws Exception {
    try (SlaveServer server = rtu ? SlaveServer.rtuOverTcp(slave, 0) : SlaveServer.tcp(slave, 0)) {
      ModbusTCPMaster master = new ModbusTCPMaster("127.0.0.1", server.port(), 1_000, false, rtu);
      master.connect();
      try {
        master.setRetries(1);
        assertThat(values(master.readMultipleRegisters(1, 0, 3))).containsExactly(7, 8, 9);
        assertThat(values(master.readInputRegisters(2, 100, 3))).containsExactly(1, 65535, 3);
        master.writeMultipleRegisters(
            1, 1, new Register[] {new SimpleRegister(4711), new SimpleRegister(1)});
        assertThat(values(master.readMultipleRegisters(1, 0, 3))).containsExactly(7, 4711, 1);
        assertThatThrownBy(() -> master.readMultipleRegisters(1, 2, 2))
            .isInstanceOfSatisfying(
                ModbusSlaveException.class, e -> assertThat(e.isType(2)).isTrue());
        assertThatThrownBy(() -> master.readMultipleRegisters(3, 0, 1))
            .isInstanceOfSatisfying(
                ModbusSlaveException.class, e -> assertThat(e.isType(6)).isTrue());
      } finally {
        master.disconnect();
      }
    }
  }

  @Test
  void pymodbusOverTcp() throws Exception {
    try (SlaveServer server = SlaveServer.tcp(slave, 0)) {
      assertUnderstood("tcp", Integer.toString(server.port()));
    }
  }

  @Test
  void pymodbusRtuOverTcp() throws Exception {
    try (SlaveServer server = SlaveServer.rtuOverTcp(slave, 0)) {
      assertUnderstood("rtutcp", Integer.toString(server.port()));
    }
  }

  @Test
  void pymodbusOnASerialPort() throws Exception {
    try (PtyPair line = PtyPair.unattended(folder);
        SlaveServer server = SlaveServer.serial(slave, line.peer(), line::unplug)) {
      assertThat(server.port()).isZero();
      assertUnderstood("rtu", line.port().toString());
    }
  }

  private static void assertUnderstood(String kind, String place) throws Exception {
    Process master = start(kind, place);
    try (BufferedReader out = master.inputReader();
        Writer in = master.outputWriter()) {
      assertThat(ask(in, out, "read 1 3 0 3")).isEqualTo("7 8 9");
      assertThat(ask(in, out, "read 1 3 3027 2")).isEqualTo("17254 32768");
      assertThat(ask(in, out, "read 2 4 100 3")).isEqualTo("1 65535 3");
      assertThat(ask(in, out, "read 2 3 100 3")).isEqualTo("exception 1");
      assertThat(ask(in, out, "read 1 3 2 2")).isEqualTo("exception 2");
      assertThat(ask(in, out, "read 3 3 0 1")).isEqualTo("exception 6");
      assertThat(ask(in, out, "write 1 1 4711 1")).isEqualTo("written 1 2");
      assertThat(ask(in, out, "read 1 3 0 3")).isEqualTo("7 4711 1");
      assertThat(ask(in, out, "identify 1")).isEqualTo("0 Maker; 1 Code; 2 V1");
      assertThat(ask(in, out, "read 9 3 0 1")).isEqualTo("nothing");
      assertThat(ask(in, out, "read 1 3 0 1")).isEqualTo("7");
    } finally {
      master.destroy();
      assertThat(master.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String ask(Writer in, BufferedReader out, String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return out.readLine();
  }

  private static Process start(String kind, String place) throws Exception {
    requirePymodbus();
    Path script = Path.of(ForeignMastersTest.class.getResource("/foreign-master.py").toURI());
    return new ProcessBuilder(PYTHON, script.toString(), kind, place)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void requirePymodbus() throws Exception {
    boolean there = false;
    try {
      Process python =
          new ProcessBuilder(PYTHON, "-c", "import pymodbus.client")
              .redirectErrorStream(true)
              .start();
      python.inputReader().lines().forEach(line -> {});
      there = python.waitFor() == 0;
    } catch (IOException e) {
      there = false; // no Python
    }
    boolean required = "required".equals(System.getenv("METER_RIGS"));
    assertThat(there || !required).as("pymodbus is installed").isTrue();
    Assumptions.assumeTrue(there, "pymodbus is not installed");
  }
}
