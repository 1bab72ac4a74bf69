package io.github.meter4j.currentcost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.fault.DamagedFrameException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentCostDriverTest {
  @TempDir private Path folder;

  private Path file() throws Exception {
    String text = "tail</msg>\r\n" + Samples.LIVE + "\r\n" + Samples.CLASSIC + "\r\n";
    return Files.write(folder.resolve("display.txt"), Events.bytes(text));
  }

  @Test
  void isInstalledUnderItsName() {
    assertThat(MeterReader.drivers())
        .singleElement()
        .satisfies(driver -> assertThat(driver.name()).isEqualTo("cc128"));
  }

  @Test
  void setsTheLineOfTheDisplay() {
    assertThat(new CurrentCostDriver().transportDefaults())
        .containsEntry("baud", "57600")
        .containsEntry("format", "8N1");
    assertThat(new CurrentCostDriver().defaultTransport()).isEqualTo("serial");
  }

  @Test
  void readsAFileByItsAddress() throws Exception {
    try (MeterReader<Reading> reader = MeterReader.open("cc128+file:" + file())) {
      assertThat(reader.readings().map(Object::toString))
          .containsExactly(Samples.LIVE, Samples.CLASSIC);
    }
  }

  @Test
  void readsAFileByItsType() throws Exception {
    try (MeterReader<CurrentCostMessage> reader = MeterReader.open(CurrentCost.file(file()))) {
      assertThat(reader.readings().map(message -> message.total().orElseThrow().unscaled()))
          .containsExactly(2496L, 365L);
    }
  }

  @Test
  void keepsToItsLimit() throws Exception {
    String address = "cc128+file:" + file() + "?max-message=230";
    try (MeterReader<Reading> reader = MeterReader.open(address)) {
      assertThat(reader.readings().map(Object::toString)).containsExactly(Samples.LIVE);
      assertThat(reader.stats().rejectedTotal()).isPositive();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CurrentCostSettings(63, ""))
        .withMessageContaining("63");
  }

  @Test
  void saysWhyBytesAreNoMessage() {
    assertThatThrownBy(() -> CurrentCost.decode(Events.bytes("<msg><a></msg>")))
        .isInstanceOfSatisfying(
            DamagedFrameException.class,
            e ->
                assertThat(e.faults())
                    .extracting(Fault::message)
                    .containsExactly("an end tag of another element"));
  }
}
