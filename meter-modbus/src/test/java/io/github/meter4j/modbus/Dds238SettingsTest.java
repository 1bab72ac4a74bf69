package io.github.meter4j.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.Dds238Settings.Line;
import io.github.meter4j.modbus.bus.Frames;
import io.github.meter4j.modbus.bus.Lines;
import io.github.meter4j.modbus.bus.ScriptedSlave;
import io.github.meter4j.modbus.bus.Timing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class Dds238SettingsTest {
  private final ScriptedSlave slave = new ScriptedSlave();

  private final Dds238Settings settings =
      Dds238Settings.of(
          new ModbusUnit(
              Lines.unit(Lines.rtu("COM7", slave), 1, new Timing(Duration.ofMillis(100), 3))));

  private List<String> asked() {
    return slave.requests().stream().map(Frames::text).toList();
  }

  @Test
  void setsNumberAndSpeedInOneRegister() throws MeterException {
    slave.answers("01 10 00 15 00 01 10 0D");
    settings.setLine(new Line(2, 9600));
    assertThat(asked()).containsExactly("01 10 00 15 00 01 02 02 01 64 35");
  }

  @Test
  void switchesTheRelay() throws MeterException {
    slave.answers("01 10 00 1A 00 01 20 0E");
    settings.switchRelay(true);
    assertThat(asked()).containsExactly("01 10 00 1A 00 01 02 00 01 65 AA");
  }

  @Test
  void readsWhatIsSet() throws MeterException {
    slave.answers("01 03 02 02 03 F9 25").answers("01 03 02 00 01 79 84");
    assertThat(settings.line()).isEqualTo(new Line(2, 2400));
    assertThat(settings.relayIsOn()).isTrue();
    slave.answers("01 03 02 02 09 79 22");
    assertThatThrownBy(settings::line)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("unit 1 on COM7 has the baud code 9, which no DDS238 has");
  }

  @Test
  void isAskedOnceWhateverHappens() {
    slave.isSilent().answers("01 90 02 CD C1");
    assertThatThrownBy(() -> settings.switchRelay(false)).isInstanceOf(ReadTimeoutException.class);
    assertThatThrownBy(() -> settings.switchRelay(false)).isInstanceOf(DeviceException.class);
    assertThat(asked()).hasSize(2);
  }

  @Test
  void refusesWhatTheMeterCannotHave() {
    assertThatThrownBy(() -> new Line(0, 9600)).hasMessage("unit 0: a DDS238 takes 1 to 247");
    assertThatThrownBy(() -> new Line(248, 9600)).hasMessage("unit 248: a DDS238 takes 1 to 247");
    assertThatThrownBy(() -> new Line(1, 19200))
        .hasMessage("19200 baud: a DDS238 takes [9600, 4800, 2400, 1200]");
    assertThat(asked()).isEmpty();
  }
}
