package io.github.meter4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fazecast.jSerialComm.SerialPort;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.internal.serial.PortProbe;
import io.github.meter4j.internal.serial.SerialTransportProvider;
import io.github.meter4j.spi.Options;
import io.github.meter4j.testkit.PtyPair;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several programs, users and class paths around one port or file. */
@Timeout(120)
class TransportProgramsTest {
  private static final SerialTransportProvider PROVIDER = new SerialTransportProvider();

  @TempDir private Path folder;
  private PtyPair ptys;
  private String port;

  @BeforeEach
  void plugIn() throws IOException {
    ptys = PtyPair.start(folder);
    port = ptys.port().toString();
  }

  @AfterEach
  void unplug() throws IOException {
    if (ptys != null) {
      ptys.close();
    }
  }

  private List<String> port() {
    return List.of("serial", port);
  }

  private static TransportException openingFails(String path) {
    Options options = Options.of(Map.of(), Map.of(), PROVIDER.options());
    return Assertions.catchThrowableOfType(
        TransportException.class, () -> PROVIDER.open(path, options));
  }

  @Test
  void namesTheOtherProgramThatHasThePort() throws Exception {
    Process other = launch(List.of(), library(), port());
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("OPEN true");

      TransportException failure = openingFails(port);

      assertThat(failure.kind()).isEqualTo(Kind.BUSY);
      assertThat(failure)
          .hasMessage(
              port
                  + " is in use by another program (TransportProgram, process "
                  + other.pid()
                  + ") at 9600 8N1 (use=exclusive): stop that first");
    } finally {
      other.destroy();
    }
  }

  @Test
  void opensOnceTheOtherProgramHasEnded() throws Exception {
    Process other = launch(List.of(), library(), port());
    assertThat(other.inputReader().readLine()).isEqualTo("OPEN true");

    other.destroyForcibly().waitFor();

    assertThat(openingFails(port)).isNull();
  }

  @Test
  void saysWhatAUserWithoutPermissionCanDo() throws Exception {
    Path device = ptys.port().toRealPath();
    Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-------"));
    String group = PortProbe.of(port).group().orElseThrow();

    String answer = askAsNobody(port());

    assertThat(answer).startsWith("PERMISSION_DENIED permission denied on " + port);
    assertThat(answer).contains(group.equals("root") ? "udev rule" : "usermod -aG " + group);
  }

  @Test
  void saysThatAFileIsNotForThisUser() throws Exception {
    Path file = Files.writeString(folder.resolve("capture.txt"), "/KFM5");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(askAsNobody(List.of("file", file.toString())))
        .isEqualTo(
            "PERMISSION_DENIED permission denied on " + file + ": this user may not read it");
  }

  /** Nobody may not look into the folders of root: it gets a copy of the class path. */
  private String askAsNobody(List<String> arguments) throws Exception {
    assumeTrue(
        System.getProperty("user.name").equals("root")
            && Files.isExecutable(Path.of("/usr/bin/setpriv")),
        "only root can become nobody");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<Path> copies = new ArrayList<>();
    for (Path original : library()) {
      Path copy = folder.resolve("copy" + copies.size());
      copyTree(original, copy);
      copies.add(copy);
    }
    List<String> asNobody =
        List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    return lastWords(launch(asNobody, copies, arguments));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    try (Stream<Path> files = Files.walk(to)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  @Test
  void saysWhichLibraryIsMissing() throws Exception {
    List<Path> withoutLibrary = library().subList(0, 2);

    assertThat(lastWords(launch(List.of(), withoutLibrary, port())))
        .startsWith("NOT_FOUND serial ports need the library com.fazecast:jSerialComm");
  }

  /** Our classes, those of our tests, and jSerialComm. */
  private static List<Path> library() throws Exception {
    return List.of(
        Path.of("target", "classes").toAbsolutePath(),
        Path.of("target", "test-classes").toAbsolutePath(),
        Path.of(SerialPort.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }

  private Process launch(List<String> prefix, List<Path> classPath, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path unpacked = Files.createTempDirectory(folder, "native");
    Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxrwxrwx"));
    command.add("-Djava.io.tmpdir=" + unpacked);
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED"); // or else it prints a warning first
    }
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(TransportProgram.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String lastWords(Process process) throws Exception {
    process.getOutputStream().close();
    String words = process.inputReader().lines().collect(Collectors.joining("\n"));
    assertThat(process.waitFor()).as(words).isZero();
    return words;
  }
}
