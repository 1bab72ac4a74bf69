package io.github.meter4j.examples.blinkttest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.meter4j.blinkt.Blinkt;
import io.github.meter4j.blinkt.Color;
import io.github.meter4j.examples.program.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LightsTest {
  private static final String DARK = "  ------".repeat(8) + "\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private final List<Duration> waited = new ArrayList<>();

  private int run(String... args) {
    return Lights.run(args, out, printer(err), waited::add);
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void lightsOneLedAndTurnsItOff() {
    assertThat(run("--demo", "--led", "3", "--color", "red", "--time", "1ms")).isZero();
    assertThat(text(out))
        .isEqualTo("  ------".repeat(3) + "  c80000" + "  ------".repeat(4) + "\n" + DARK);
    assertThat(text(err)).isEmpty();
    assertThat(waited).containsExactly(Duration.ofMillis(1));
  }

  @Test
  void leavesTheLedsLitIfWanted() {
    assertThat(run("--demo", "--color", "#010203", "--time", "1ms", "--keep")).isZero();
    assertThat(text(out)).isEqualTo("  010203".repeat(8) + "\n");
  }

  @Test
  void showsAnAddress() {
    assertThat(run("--demo", "--address=1.0.0.1", "--brightness", "31")).isZero();
    String one = "  0000c8" + "  ------".repeat(7) + "\n" + DARK;
    String zero = "  ------".repeat(3) + "  0000c8".repeat(2) + "  ------".repeat(3) + "\n" + DARK;
    String dot = "  c8c8c8" + "  ------".repeat(6) + "  c8c8c8\n" + DARK;
    assertThat(text(out))
        .isEqualTo("showing 1.0.0.1\n" + one + dot + zero + dot + zero + dot + one);
  }

  @Test
  void saysWhatIsMissingWithoutABlinkt() {
    assumeFalse(Files.exists(Path.of("/proc/device-tree/model")), "this may be a Raspberry Pi");
    assertThat(run("--led", "3", "--color", "red")).isEqualTo(1);
    assertThat(text(err))
        .contains("no GPIO on this machine: it is not a Raspberry Pi")
        .endsWith("blinkt-test: --demo shows the LEDs in this terminal\n");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void saysThatItCannotWrite() {
    java.io.OutputStream full =
        new java.io.OutputStream() {
          @Override
          public void write(int b) throws java.io.IOException {
            throw new java.io.IOException("No space left on device");
          }
        };

    assertThat(Lights.run(new String[] {"--demo"}, full, printer(err), waited::add)).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo("blinkt-test: cannot write the output: No space left on device\n");
  }

  @Test
  void showsEveryStatus() {
    PrintStream before = System.err;
    System.setErr(printer(err));
    try {
      assertThat(run("--indicator", "console:", "--time", "5ms")).isZero();
    } finally {
      System.setErr(before);
    }
    assertThat(text(err).lines())
        .startsWith("status: running ok", "status: reading ok", "status: reading off")
        .contains("status: writing failed")
        .endsWith("status: running failed", "status: running off");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertMisuse("there is no LED 8", "--demo", "--led", "8");
    assertMisuse("did you mean \"red\"", "--demo", "--color", "rad");
    assertMisuse("brightness is 0 to 31", "--demo", "--brightness", "32");
    assertMisuse("is no address", "--demo", "--address=300.1.1.1");
    assertMisuse("--address has LEDs", "--demo", "--address=1.1.1.1", "--led", "1");
    assertMisuse("goes with --time only", "--indicator", "console:", "--led", "1");
    assertMisuse("did you mean \"console\"", "--indicator", "cnsole:");
    assertMisuse("it takes a time such as 10s", "--demo", "--time", "5");
  }

  private void assertMisuse(String message, String... args) {
    err.reset();
    assertThat(run(args)).isEqualTo(2);
    assertThat(text(err)).contains(message).contains("--help shows how it is used");
  }

  @Test
  void drawsBlocksInTheColoursOfTheFrame() {
    Program program = Program.of("test", out, printer(err));
    try (Blinkt blinkt = Blinkt.over(new TerminalLine(program.out(), true))) {
      blinkt.brightness(31).set(7, Color.RED).clearOnClose(false).show();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    String dark = "  \u001b[48;2;40;40;40m    \u001b[0m";
    assertThat(text(out)).isEqualTo(dark.repeat(7) + "  \u001b[48;2;255;40;40m    \u001b[0m\n");
  }

  @Test
  void addressesAreNumbers() {
    assertThat(OwnAddress.parse("192.168.1.20").getHostAddress()).isEqualTo("192.168.1.20");
    assertThatIllegalArgumentException().isThrownBy(() -> OwnAddress.parse("localhost"));
  }
}
