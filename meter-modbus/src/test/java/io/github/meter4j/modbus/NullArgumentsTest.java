package io.github.meter4j.modbus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.spi.Transport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NullArgumentsTest {
  private static final RegisterMap MAP = RegisterMap.builtIn("dds238");

  private static void assertRefused(String name, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessageContaining(name);
  }

  @Test
  void areRefusedWithTheirName() {
    assertRefused("map", () -> Modbus.serial(null, "/dev/ttyUSB0"));
    assertRefused("port", () -> Modbus.serial(MAP, null));
    assertRefused("host", () -> Modbus.tcp(MAP, null, 502));
    assertRefused("map", () -> Modbus.tcp(null, "gateway", 502));
    assertRefused("host", () -> Modbus.udp(MAP, null, 502));
    assertRefused("host", () -> Modbus.rtuOverTcp(MAP, null, 502));
    assertRefused("port", () -> Modbus.ascii(MAP, null));
    assertRefused("transport", () -> Modbus.over(MAP, (Transport) null));
    assertRefused("address", () -> ModbusBus.open(null));
    assertRefused("name", () -> RegisterMap.builtIn(null));
    assertRefused("text", () -> RegisterMap.parse("mine", null));
    assertRefused("file", () -> RegisterMap.load(null));
  }
}
