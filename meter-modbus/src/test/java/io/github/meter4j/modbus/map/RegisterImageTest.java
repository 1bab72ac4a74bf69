package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.DeviceException;
import org.junit.jupiter.api.Test;

class RegisterImageTest {
  private static final RegisterMap MAP = RegisterMap.builtIn("dds238");

  @Test
  void whatWasNeverSetIsRefused() throws DeviceException {
    RegisterImage image = RegisterImage.empty(MAP).put("voltage", "230.1 V");
    assertThat(image.read(RegisterTable.HOLDING, 12, 1).words()).containsExactly(2301);
    assertThatThrownBy(() -> image.read(RegisterTable.HOLDING, 12, 2))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("register 000D is not there")
        .satisfies(e -> assertThat(((DeviceException) e).code()).isEqualTo(2));
    assertThatThrownBy(() -> image.read(RegisterTable.INPUT, 12, 1))
        .isInstanceOf(DeviceException.class);
  }

  @Test
  void anImageOfZerosHasTheHolesToo() throws DeviceException {
    assertThat(RegisterImage.zero(MAP).read(RegisterTable.HOLDING, 0, 18).words())
        .containsOnly(0)
        .hasSize(18);
  }

  @Test
  void aRowOfALayoutIsSetWhereTheLayoutHasIt() throws DeviceException {
    RegisterImage old = RegisterImage.zero(MAP.with("layout", "1")).put("import", "60.24");
    assertThat(old.read(RegisterTable.HOLDING, 6, 2).words()).containsExactly(0, 0x1788);
  }

  @Test
  void misuseIsRefused() {
    RegisterImage image = RegisterImage.empty(MAP);
    assertThatThrownBy(() -> image.put("volts", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no row \"volts\"");
    assertThatThrownBy(() -> image.put("voltage", "1.23"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row voltage: 1.23 is no multiple of 0.1");
    assertThatThrownBy(() -> image.put(RegisterTable.INPUT, 65535, 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> image.put(RegisterTable.INPUT, 0, 65536))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
