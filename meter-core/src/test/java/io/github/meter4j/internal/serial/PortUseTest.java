package io.github.meter4j.internal.serial;

import static io.github.meter4j.internal.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException.Kind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file stands for the device: the use of a port does not touch it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class PortUseTest {
  @TempDir private Path folder;
  private String port;
  private Process other;

  @BeforeEach
  void makePort() throws Exception {
    port = Files.createFile(folder.resolve("ttyUSB0")).toString();
  }

  @AfterEach
  void end() {
    if (other != null) {
      other.destroyForcibly();
    }
  }

  private PortUse begin(String how, boolean shared) throws Exception {
    return PortUse.begin(port, how, shared, folder);
  }

  /** Another process uses the port until it is destroyed. */
  private String startOther(String how, boolean shared) throws Exception {
    other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(
                    File.pathSeparator,
                    "target/test-classes",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    System.getProperty("jdk.module.path", "")),
                PortUser.class.getName(),
                port,
                how,
                Boolean.toString(shared),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    return other.inputReader().readLine();
  }

  private String holder() {
    return " is in use by another program (PortUser, process " + other.pid() + ")";
  }

  @ParameterizedTest
  @CsvSource({
    "true, 19200 8N1, true, at 9600 8N1 (use=shared): give both the same baud= and format=",
    "true, 9600 8N1 rts=false, true, at 9600 8N1 (use=shared): give both the same",
    "true, 9600 8N1, false, at 9600 8N1 (use=shared): this meter needs the port alone",
    "false, 9600 8N1, true, at 9600 8N1 (use=exclusive): stop that first",
    "false, 9600 8N1, false, at 9600 8N1 (use=exclusive): stop that first"
  })
  void anotherProgramIsNamedWithWhatItDoes(
      boolean theirs, String how, boolean shared, String message) throws Exception {
    assertThat(startOther("9600 8N1", theirs)).isEqualTo("using");
    assertFails(Kind.BUSY, () -> begin(how, shared))
        .hasMessageStartingWith(port + holder())
        .hasMessageContaining(message);
    other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    begin(how, shared).close(); // the system takes the lock back from a program that dies
  }

  @Test
  void programsThatSetTheLineAlikeShareThePort() throws Exception {
    assertThat(startOther("9600 8N1", true)).isEqualTo("using");
    try (PortUse mine = begin("9600 8N1", true)) {
      assertThat(mine).isNotNull();
    }
    begin("9600 8N1", true).close();
    assertFails(Kind.BUSY, () -> begin("9600 7E1", true)); // the other one is still there
  }

  /** Its own locks do not keep a program from itself. */
  @Test
  void aProgramIsInItsOwnWay() throws Exception {
    try (PortUse first = begin("9600 8N1", true)) {
      assertThat(first).isNotNull();
      for (boolean shared : new boolean[] {true, false}) {
        assertFails(Kind.BUSY, () -> begin("9600 8N1", shared))
            .hasMessageContaining("in use by this program already at 9600 8N1: share the open");
      }
      assertThat(startOther("19200 8N1", true))
          .as("what failed has given back nothing of the first")
          .contains("TransportException", "at 9600 8N1 (use=shared)");
    }
    begin("19200 8N1", false).close();
  }

  @Test
  void whoMayUseThePortMayUseTheFile() throws Exception {
    Files.setPosixFilePermissions(Path.of(port), PosixFilePermissions.fromString("rw-rw----"));
    begin("9600 8N1", false).close();
    Path file = LockFile.of(LockFile.device(port), folder, ".use");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw----");
  }

  /** Alone, a port is locked by itself; shared, nobody would know of the other. */
  @Test
  void withoutAFolderAPortCanOnlyBeUsedAlone() throws Exception {
    Path gone = folder.resolve("gone");
    PortUse.begin(port, "9600 8N1", false, gone).close();
    assertFails(Kind.PERMISSION_DENIED, () -> PortUse.begin(port, "9600 8N1", true, gone))
        .hasMessageContaining("use=exclusive");
  }

  @Test
  void anInterruptedThreadDoesNotGoOnWithoutALock() {
    Thread.currentThread().interrupt();
    try {
      assertFails(Kind.CLOSED, () -> begin("9600 8N1", false)).hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aDeviceThatNobodyMayUseHasAFileOfItsOwner() throws Exception {
    Files.setPosixFilePermissions(Path.of(port), PosixFilePermissions.fromString("---------"));
    begin("9600 8N1", false).close();
    assertThat(folder.toFile().list((directory, name) -> name.endsWith(".use"))).hasSize(1);
  }

  /** Whoever may write the file must not write on the terminals of others. */
  @Test
  void whatAnotherProgramWroteIsShownAsText() throws Exception {
    assertThat(startOther("9600 8N1", true)).isEqualTo("using");
    Files.writeString(LockFile.of(LockFile.device(port), folder, ".use"), "9600\u001b[2J");
    assertFails(Kind.BUSY, () -> begin("9600 8N1", true))
        .hasMessageContaining("at 9600?[2J")
        .hasMessageNotContaining("\u001b");
  }
}
