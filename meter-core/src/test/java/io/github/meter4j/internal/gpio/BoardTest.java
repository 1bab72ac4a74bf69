package io.github.meter4j.internal.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardTest {
  @TempDir Path root;

  private Board board() {
    return Board.of(root, "Linux aarch64", 17, file -> true);
  }

  @Test
  void saysItsModel() throws IOException {
    Files.createDirectories(root.resolve("proc/device-tree"));
    Files.writeString(root.resolve("proc/device-tree/model"), "Raspberry Pi 5 Model B Rev 1.0\0");
    assertThat(board().model()).contains("Raspberry Pi 5 Model B Rev 1.0");
    assertThat(board().isRaspberryPi()).isTrue();
  }

  @Test
  void mayHaveNoModel() {
    assertThat(board().model()).isEmpty();
    assertThat(board().isRaspberryPi()).isFalse();
    assertThat(board().denied()).isEmpty();
  }

  @Test
  void saysWhatThisUserMayNotOpen() throws IOException {
    Path chip = Files.createDirectories(root.resolve("dev")).resolve("gpiochip0");
    Files.createFile(chip);
    assertThat(board().denied()).isEmpty();
    assertThat(board().group()).isEmpty();

    Board locked = Board.of(root, "Linux aarch64", 17, file -> false);
    assertThat(locked.denied()).contains(chip);
    assertThat(locked.group()).isPresent();
  }
}
