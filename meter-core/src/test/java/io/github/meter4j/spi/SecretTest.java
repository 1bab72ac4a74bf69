package io.github.meter4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  @Test
  void isTheFirstLineOfAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), " s3cr3t \nmore");
    Secret secret = Secret.parse("file:" + file);
    assertThat(secret.reveal()).isEqualTo("s3cr3t");
    assertThat(secret).hasToString("file:" + file);
  }

  @Test
  void isTheValueOfAVariable() {
    assertThat(Secret.parse("env:PATH").reveal()).isEqualTo(System.getenv("PATH").strip());
    assertThat(Secret.parse("env:PATH")).hasToString("env:PATH");
  }

  @Test
  void whatIsNotThereIsNamedByItsReference(@TempDir Path folder) throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    for (String reference :
        new String[] {
          "env:METER4J_NO_SUCH_VARIABLE",
          "env:",
          "file:" + empty,
          "file:" + folder,
          "file:" + folder.resolve("missing"),
          "file:\0"
        }) {
      assertThatThrownBy(() -> Secret.parse(reference).reveal())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(reference);
    }
  }
}
