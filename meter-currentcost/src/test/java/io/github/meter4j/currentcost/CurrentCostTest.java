package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.meter4j.MeterSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CurrentCostTest {

  @Test
  void optionsOfTypesAreThoseOfTheAddress() {
    MeterSource<CurrentCostMessage> source =
        CurrentCost.file(Path.of("cc128.txt")).with(CurrentCostOptions.MAX_MESSAGE, 4_096);

    assertThat(source).hasToString("cc128+file:cc128.txt?max-message=4096");
  }

  @Test
  void everySettingHasItsOwnWord() {
    assertThat(CurrentCostSettings.DEFAULT.withMaxMessage(4_096).withSource("somewhere"))
        .isEqualTo(new CurrentCostSettings(4_096, "somewhere"));
  }

  @Test
  void nullsAreRefusedByName() {
    refused("port", () -> CurrentCost.serial(null));
    refused("host", () -> CurrentCost.tcp(null, 23));
    refused("file", () -> CurrentCost.file(null));
    refused("transport", () -> CurrentCost.over(null));
    refused("bytes", () -> CurrentCost.decode(null));
    refused("bytes", () -> CurrentCost.decode(null, CurrentCostSettings.DEFAULT));
    refused("settings", () -> CurrentCost.decode(new byte[0], null));
    refused("bytes", () -> CurrentCost.decodeAll(null));
    refused("settings", () -> CurrentCost.decodeAll(new byte[0], null));
    refused("settings", () -> CurrentCost.decoder(null));
  }

  private static void refused(String name, Runnable call) {
    assertThatNullPointerException().isThrownBy(call::run).withMessage(name);
  }
}
