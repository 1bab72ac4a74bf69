package io.github.meter4j.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS) // where making a link needs rights
class StableNamesTest {
  @TempDir private Path dev;
  private Path devSerial;

  @BeforeEach
  void makeFolder() throws IOException {
    dev = dev.toRealPath();
    devSerial = Files.createDirectory(dev.resolve("serial"));
  }

  private String device(String name) throws IOException {
    return Files.createFile(dev.resolve(name)).toString();
  }

  private String link(String folder, String name, String target) throws IOException {
    Path parent = Files.createDirectories(devSerial.resolve(folder));
    return Files.createSymbolicLink(parent.resolve(name), Path.of("../..", target)).toString();
  }

  @Test
  void followsLinksToTheirDevices() throws IOException {
    String first = device("ttyUSB0");
    String second = device("ttyUSB1");
    String firstName = link("by-id", "usb-FTDI_A-if00-port0", "ttyUSB0");
    String secondName = link("by-id", "usb-FTDI_B-if00-port0", "ttyUSB1");

    assertThat(StableNames.of(devSerial))
        .containsOnly(entry(first, firstName), entry(second, secondName));
  }

  @Test
  void prefersTheAdapterToTheSocketItIsPluggedInto() throws IOException {
    String both = device("ttyUSB0");
    String onlyPath = device("ttyUSB1");
    String byId = link("by-id", "usb-FTDI_A-if00-port0", "ttyUSB0");
    link("by-path", "pci-0000:00:14.0-usb-0:1:1.0-port0", "ttyUSB0");
    String byPath = link("by-path", "pci-0000:00:14.0-usb-0:2:1.0-port0", "ttyUSB1");

    assertThat(StableNames.of(devSerial)).containsEntry(both, byId).containsEntry(onlyPath, byPath);
  }

  @Test
  void leavesOutAnAdapterThatWasJustPulledOut() throws IOException {
    link("by-id", "usb-FTDI_A-if00-port0", "ttyUSB0");

    assertThat(StableNames.of(devSerial)).isEmpty();
  }

  @Test
  void isEmptyWithoutUdev() {
    assertThat(StableNames.of(dev.resolve("nothing"))).isEmpty();
  }
}
