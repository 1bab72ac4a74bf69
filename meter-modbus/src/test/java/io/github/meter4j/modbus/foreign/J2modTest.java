package io.github.meter4j.modbus.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import com.ghgande.j2mod.modbus.util.SerialParameters;
import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.Modbus;
import io.github.meter4j.modbus.ModbusBus;
import io.github.meter4j.modbus.ModbusOptions;
import io.github.meter4j.modbus.j2mod.J2modMaster;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.modbus.map.RegisterTable;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.testkit.PtyPair;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Modbus ASCII and UDP, read from slaves of j2mod, and a master of j2mod that a program brings. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class J2modTest {
  private static final RegisterMap DDS238 = RegisterMap.builtIn("dds238");

  @TempDir private Path folder;
  private final List<ModbusSlave> slaves = new ArrayList<>();

  @AfterEach
  void close() {
    for (ModbusSlave slave : slaves) {
      try {
        ModbusSlaveFactory.close(slave);
      } catch (UnsupportedOperationException e) {
        continue; // its slave for UDP stops threads by Thread.stop, which JDK 20 refuses
      }
    }
  }

  /** Holding registers of a DDS238 as unit 1, and input registers that hold their address. */
  private void start(ModbusSlave slave) throws Exception {
    SimpleProcessImage image = new SimpleProcessImage(1);
    for (String line : Images.dds238(1)) {
      if (line.startsWith("holding")) {
        for (String word : line.split(" ", 3)[2].split(" ")) {
          image.addRegister(new SimpleRegister(Integer.parseInt(word, 16)));
        }
      }
    }
    for (int i = 0; i < 130; i++) {
      image.addInputRegister(new SimpleInputRegister(i * 257));
    }
    slave.addProcessImage(1, image);
    slave.open();
    slaves.add(slave);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * Close it while its line is there: j2mod closes a port that vanishes on the port's own event
   * thread, and both closings then wait for each other for ever.
   */
  private AutoCloseable startAscii(PtyPair line) throws Exception {
    SerialParameters parameters = new SerialParameters();
    parameters.setPortName(line.peer().toString());
    parameters.setBaudRate(9600);
    parameters.setDatabits(8); // pseudo terminals refuse 7E1
    parameters.setParity("none");
    parameters.setStopbits(1);
    parameters.setEncoding("ascii");
    ModbusSlave slave = ModbusSlaveFactory.createSerialSlave(parameters);
    start(slave);
    slaves.remove(slave);
    return () -> ModbusSlaveFactory.close(slave);
  }

  private int startUdp() throws Exception {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    start(ModbusSlaveFactory.createUDPSlave(InetAddress.getLoopbackAddress(), port));
    return port;
  }

  private static void isTheDds238(Reading reading) {
    assertThat(reading.require(Measurand.ACTIVE_POWER_NET)).hasToString("1016 W");
    assertThat(reading.require(Measurand.ACTIVE_ENERGY_IMPORT)).hasToString("60.24 kWh");
    assertThat(reading.faults()).isEmpty();
  }

  @Test
  void readsAMeterByAscii() throws Exception {
    try (PtyPair line = PtyPair.unattended(folder);
        AutoCloseable slave = startAscii(line)) {
      assertThat(slave).isNotNull();
      try (MeterReader<?> meter =
          MeterReader.open("dds238+ascii:" + line.port() + "?format=8N1&interval=20ms")) {
        assertThat(meter.readings(Duration.ofSeconds(20)).limit(5))
            .hasSize(5)
            .allSatisfy(J2modTest::isTheDds238)
            .allSatisfy(it -> assertThat(it.integrity()).isEqualTo(Integrity.VERIFIED));
        assertThat(meter.stats().rejected()).isEmpty();
      }
    }
  }

  @Test
  void asciiHasSevenBitsWhereTheAddressSaysNothing() {
    for (String address :
        List.of("dds238+ascii:x", "modbus+ascii:x", "modbus+ascii:x?map=sdm630")) {
      assertThat(MeterSource.parse(address).options().toString())
          .contains("baud=9600", "format=7E1");
    }
    assertThat(MeterSource.parse("dds238+ascii:x?format=7E2").options().toString())
        .contains("format=7E2");
    assertThat(MeterSource.parse("dds238:x").options().toString()).contains("format=8N1");
    assertThat(Modbus.ascii(DDS238, "x")).hasToString("dds238+ascii:x");
  }

  /** What j2mod takes half a second for. */
  @Test
  void asciiOpensAndClosesAPortAtOnce() throws Exception {
    try (PtyPair line = PtyPair.unattended(folder);
        AutoCloseable slave = startAscii(line)) {
      assertThat(slave).isNotNull();
      isTheDds238(readOnce("dds238+ascii:" + line.port() + "?format=8N1"));
      long begin = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        isTheDds238(readOnce("dds238+ascii:" + line.port() + "?format=8N1"));
      }
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MILLISECONDS.toNanos(5 * 400));
    }
  }

  @Test
  void asciiTellsRefusalsAndSilence() throws Exception {
    try (PtyPair line = PtyPair.unattended(folder);
        AutoCloseable slave = startAscii(line)) {
      assertThat(slave).isNotNull();
      try (ModbusBus bus =
          ModbusBus.open("modbus+ascii:" + line.port() + "?format=8N1&reply-timeout=2s&tries=1")) {
        assertThat(bus.unit(1).read(RegisterTable.INPUT, 3, 125).word(127)).isEqualTo(127 * 257);
        assertThatThrownBy(() -> bus.unit(1).read(RegisterTable.HOLDING, 500, 2))
            .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.code()).isEqualTo(2));
        assertThatThrownBy(() -> bus.unit(9).read(RegisterTable.HOLDING, 0, 1))
            .isInstanceOfSatisfying(
                ReadTimeoutException.class, e -> assertThat(e.bytesSeen()).isZero());
        bus.unit(1).write(2, 0x1234, 0xffff);
        assertThat(bus.unit(1).read(RegisterTable.HOLDING, 2, 2).words())
            .containsExactly(0x1234, 0xffff);
      }
    }
  }

  /** Bytes go through the transports of this library. */
  @Test
  void asciiIsRecorded() throws Exception {
    Path file = folder.resolve("ascii.rec");
    try (PtyPair line = PtyPair.unattended(folder);
        AutoCloseable slave = startAscii(line)) {
      assertThat(slave).isNotNull();
      isTheDds238(readOnce("dds238+ascii:" + line.port() + "?format=8N1&record=" + file));
    }
    assertThat(Files.readString(file)).containsIgnoringCase("3a"); // the colon
  }

  private static Reading readOnce(String address) throws Exception {
    try (MeterReader<Reading> meter = MeterReader.open(address)) {
      return meter.read();
    }
  }

  @Test
  void readsAMeterByUdp() throws Exception {
    int port = startUdp();
    try (MeterReader<?> meter =
        MeterReader.open("dds238+udp://127.0.0.1:" + port + "?interval=20ms")) {
      assertThat(meter.readings(Duration.ofSeconds(20)).limit(5))
          .hasSize(5)
          .allSatisfy(J2modTest::isTheDds238)
          .allSatisfy(it -> assertThat(it.integrity()).isEqualTo(Integrity.ABSENT));
    }
    try (MeterReader<ModbusSnapshot> meter =
        MeterReader.open(Modbus.udp(DDS238, "127.0.0.1", port).with(ModbusOptions.UNIT, 1))) {
      isTheDds238(meter.read());
    }
  }

  @Test
  void udpTellsRefusalsAndSilence() throws Exception {
    int port = startUdp();
    try (ModbusBus bus =
        ModbusBus.open("modbus+udp://127.0.0.1:" + port + "?reply-timeout=300ms&tries=1")) {
      assertThat(bus.unit(1).read(RegisterTable.INPUT, 3, 125).word(127)).isEqualTo(127 * 257);
      assertThatThrownBy(() -> bus.unit(1).read(RegisterTable.HOLDING, 500, 2))
          .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.code()).isEqualTo(2));
    }
    try (ModbusBus bus =
        ModbusBus.open("modbus+udp://127.0.0.1:" + freePort() + "?reply-timeout=200ms&tries=1")) {
      assertThatThrownBy(() -> bus.unit(1).read(RegisterTable.HOLDING, 0, 1))
          .isInstanceOf(ReadTimeoutException.class);
    }
  }

  /** The first reply comes when the second request is waited for, and so on for ever. */
  @Test
  void aReplyByUdpThatComesLateIsNotTheNext() throws Exception {
    try (DatagramSocket late = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread slave = new Thread(() -> replyLate(late), "late slave");
      slave.setDaemon(true);
      slave.start();
      try (ModbusBus bus =
          ModbusBus.open(
              "modbus+udp://127.0.0.1:" + late.getLocalPort() + "?reply-timeout=300ms&tries=1")) {
        assertThatThrownBy(() -> bus.unit(1).read(RegisterTable.HOLDING, 1000, 1))
            .isInstanceOf(ReadTimeoutException.class);
        for (int address = 1; address < 5; address++) {
          assertThat(bus.unit(1).read(RegisterTable.HOLDING, address, 1).word(address))
              .isEqualTo(address);
        }
      }
    }
  }

  /** Each register holds its address; the first request is answered after 400 ms. */
  private static void replyLate(DatagramSocket socket) {
    byte[] request = new byte[12];
    try {
      for (int i = 0; true; i++) {
        DatagramPacket packet = new DatagramPacket(request, request.length);
        socket.receive(packet);
        TimeUnit.MILLISECONDS.sleep(i == 0 ? 400 : 0);
        byte[] reply = Arrays.copyOf(request, 11);
        reply[5] = 5;
        reply[8] = 2;
        reply[9] = request[8];
        reply[10] = request[9];
        socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      }
    } catch (SocketException e) {
      return; // the test is over
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void datagramsAreNotRecorded() {
    assertThatThrownBy(() -> MeterSource.parse("dds238+udp://127.0.0.1:502?record=x.rec"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be recorded");
  }

  @Test
  void readsByAMasterThatTheProgramHas() throws Exception {
    int port = freePort();
    start(ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 2, false));
    ModbusTCPMaster master = new ModbusTCPMaster("127.0.0.1", port);
    MeterSource<ModbusSnapshot> source =
        J2modMaster.over(DDS238, master)
            .with(ModbusOptions.UNIT, 1)
            .with(ModbusOptions.INTERVAL, Duration.ofMillis(20));
    try (MeterReader<ModbusSnapshot> meter = MeterReader.open(source);
        MeterReader<ModbusSnapshot> absent =
            MeterReader.open(
                J2modMaster.over(DDS238, master)
                    .with(ModbusOptions.UNIT, 9)
                    .with(ModbusOptions.REPLY_TIMEOUT, Duration.ofMillis(300)))) {
      assertThat(meter.readings(Duration.ofSeconds(20)).limit(5))
          .hasSize(5)
          .allSatisfy(J2modTest::isTheDds238)
          .allSatisfy(it -> assertThat(it.integrity()).isEqualTo(Integrity.UNCHECKED));
      assertThatThrownBy(absent::read).isInstanceOf(Exception.class);
      isTheDds238(meter.read());
      assertThat(meter.read().source()).startsWith("dds238+j2mod:master");
    }
    assertThat(master.isConnected()).as("it belongs to the program").isTrue();
    master.disconnect();
  }
}
