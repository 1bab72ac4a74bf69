package io.github.meter4j.internal.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import org.junit.jupiter.api.Test;

class RegistryTest {
  @Test
  void anInstalledTransportIsFoundByItsScheme() {
    assertThat(Registry.transport("file").scheme()).isEqualTo("file");
    assertThatThrownBy(() -> Registry.transport("fiel"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"file\"?");
  }

  @Test
  void coreAloneHasNoDriverAndSaysWhatToDo() {
    assertThat(MeterReader.drivers()).isEmpty();
    assertThatThrownBy(() -> MeterReader.open("dsmr:/dev/ttyUSB0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("add a module such as meter-dsmr");
  }
}
