package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.testkit.PtyPair;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where neither j2mod nor slf4j is, all works but what needs them, which says what is missing. */
@Timeout(60)
class WithoutJ2modTest {
  @TempDir private Path folder;

  /** The class path of this test without the two. */
  private static String classPath() {
    return Stream.of("target/test-classes", path("java.class.path"), path("jdk.module.path"))
        .flatMap(part -> Arrays.stream(part.split(File.pathSeparator)))
        .filter(entry -> !entry.contains("j2mod") && !entry.contains("slf4j"))
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElseThrow();
  }

  private static String path(String property) {
    return System.getProperty(property, "");
  }

  private static List<String> run(String... addresses) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                ReadingProgram.class.getName()));
    command.addAll(List.of(addresses));
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines;
    try (BufferedReader out = program.inputReader()) {
      lines = out.lines().toList();
    }
    assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return lines;
  }

  /** 1016 W, over Modbus TCP. */
  private static void answerOnce(ServerSocket server) {
    try (Socket socket = server.accept()) {
      byte[] request = new byte[12];
      new DataInputStream(socket.getInputStream()).readFully(request);
      byte[] reply = Arrays.copyOf(request, 9 + 36);
      reply[5] = 3 + 36;
      reply[8] = 36;
      byte[] registers = new byte[36];
      registers[28] = 0x03;
      registers[29] = (byte) 0xf8;
      System.arraycopy(registers, 0, reply, 9, 36);
      socket.getOutputStream().write(reply);
      socket.getInputStream().read(); // until it is closed
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tcpWorksAndTheOthersSayWhatToAdd() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PtyPair line = PtyPair.unattended(folder)) {
      Thread meter = new Thread(() -> answerOnce(server), "meter");
      meter.setDaemon(true);
      meter.start();
      assertThat(
              run(
                  "dds238+tcp://127.0.0.1:" + server.getLocalPort(),
                  "dds238+udp://127.0.0.1:502",
                  "dds238+ascii:" + line.port() + "?format=8N1"))
          .containsExactly(
              "1016 W",
              "Modbus over UDP needs the library com.ghgande:j2mod: add it to the dependencies, and"
                  + " on a module path add --add-modules j2mod,org.slf4j",
              "Modbus ASCII needs the library com.ghgande:j2mod: add it to the dependencies, and on"
                  + " a module path add --add-modules j2mod,org.slf4j");
    }
  }
}
