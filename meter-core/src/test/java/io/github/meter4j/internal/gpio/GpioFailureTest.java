package io.github.meter4j.internal.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pi4j.exception.InitializeException;
import com.pi4j.io.IOType;
import com.pi4j.io.exception.IOAlreadyExistsException;
import com.pi4j.provider.exception.ProviderNotFoundException;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class GpioFailureTest {
  private static final Throwable NO_PROVIDER = new ProviderNotFoundException(IOType.DIGITAL_OUTPUT);
  private static final Throwable NO_CHIP =
      new IllegalStateException("No gpio chip yet initialized!");

  private static Board board(String model) {
    return new Board(Optional.of(model), "Linux aarch64", 17, Optional.empty(), Optional.empty());
  }

  private static final Board PI_4 = board("Raspberry Pi 4 Model B Rev 1.4");
  private static final Board PC =
      new Board(Optional.empty(), "Linux amd64", 17, Optional.empty(), Optional.empty());

  private static TransportException on(Board board, Throwable cause, String... plugins) {
    return new GpioFailure(() -> board, () -> List.of(plugins), "use sim: to try without one")
        .of(23, cause);
  }

  @Test
  void aMachineThatIsNoRaspberryPi() {
    for (Throwable cause : List.of(NO_PROVIDER, NO_CHIP, new UnsatisfiedLinkError("x"))) {
      TransportException failure = on(PC, cause);
      assertThat(failure)
          .hasMessage(
              "no GPIO on this machine: it is not a Raspberry Pi (Linux amd64);"
                  + " use sim: to try without one")
          .hasCause(cause);
      assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    }
    assertThat(on(board("Orange Pi Zero"), NO_PROVIDER))
        .hasMessageContaining("not a Raspberry Pi (Orange Pi Zero)");
  }

  @Test
  void noPluginAtAll() {
    assertThat(on(PI_4, NO_PROVIDER))
        .hasMessage("Pi4J has no plugin for GPIO: add com.pi4j:pi4j-plugin-gpiod:2.8.0");
    Board newJava =
        new Board(PI_4.model(), "Linux aarch64", 25, Optional.empty(), Optional.empty());
    assertThat(on(newJava, NO_PROVIDER))
        .hasMessageEndingWith(", or com.pi4j:pi4j-plugin-ffm of Pi4J 4");
  }

  @Test
  void aPluginThatOffersNoPins() {
    assertThat(on(PI_4, NO_PROVIDER, "com.pi4j.plugin.ffm.FFMPlugin"))
        .hasMessageContaining("(com.pi4j.plugin.ffm.FFMPlugin)")
        .hasMessageContaining("provider of slf4j");
  }

  @Test
  void aBoardThatPi4jDoesNotKnow() {
    assertThat(on(board("Raspberry Pi 9"), NO_CHIP))
        .hasMessageContaining("does not know the board \"Raspberry Pi 9\": use a newer Pi4J");
  }

  @Test
  void aSystemThatIsTooOldForTheNativePart() {
    assertThat(
            on(
                PI_4,
                new UnsatisfiedLinkError(
                    "/tmp/libpi4j-gpiod.so: /lib/aarch64-linux-gnu/libc.so.6:\n"
                        + " version `GLIBC_2.33' not found")))
        .hasMessageContaining("glibc 2.33")
        .hasMessageContaining("Bookworm");
    assertThat(on(PI_4, new UnsatisfiedLinkError("wrong ELF class:\nELFCLASS32")))
        .hasMessage("the native part of Pi4J cannot be loaded: wrong ELF class: ELFCLASS32");
  }

  @Test
  void aPinOfAnotherProgram() {
    TransportException failure =
        on(
            PI_4,
            new IllegalStateException(
                "Failed to initialize IO",
                new InitializeException(
                    "Failed to initialize output",
                    new IllegalStateException(
                        "c_gpiod_line_request_output failed: -1 (Device or resource busy)"))));
    assertThat(failure.kind()).isEqualTo(Kind.BUSY);
    assertThat(failure)
        .hasMessageStartingWith("GPIO 23 is in use by another program")
        .hasMessageContaining("Device or resource busy");
    assertThat(on(PI_4, new IOAlreadyExistsException(23)).kind()).isEqualTo(Kind.BUSY);
  }

  @Test
  void aUserWithoutTheRight() {
    Board locked =
        new Board(
            PI_4.model(),
            "Linux aarch64",
            17,
            Optional.of(Path.of("/dev/gpiochip0")),
            Optional.of("gpio"));
    TransportException failure = on(locked, NO_PROVIDER, "com.pi4j.plugin.gpiod.GpioDPlugin");
    assertThat(failure.kind()).isEqualTo(Kind.PERMISSION_DENIED);
    assertThat(failure)
        .hasMessage(
            "permission denied on /dev/gpiochip0: add this user to group gpio"
                + " (sudo usermod -aG gpio $USER) and log in again");
    assertThat(on(PI_4, new IllegalStateException("c_gpiod_chip_open failed! (Permission denied)")))
        .hasMessageStartingWith("permission denied on the GPIO device");
  }

  @Test
  void aPi4jOfANewerJava() {
    TransportException failure =
        on(
            PI_4,
            new UnsupportedClassVersionError(
                "com/pi4j/Pi4J has been compiled by a more recent version of the Java Runtime"
                    + " (class file version 69.0), this version of the Java Runtime only"
                    + " recognizes class file versions up to 61.0"));
    assertThat(failure)
        .hasMessage(
            "this Pi4J needs Java 25 and this is Java 17: use Pi4J 2.8.0 with"
                + " com.pi4j:pi4j-plugin-gpiod:2.8.0, or a newer Java");
    assertThat(on(PC, new UnsupportedClassVersionError()))
        .hasMessageStartingWith("this Pi4J needs a newer Java and this is Java 17");
    assertThat(
            on(
                PI_4,
                new ServiceConfigurationError(
                    "x", new UnsupportedClassVersionError("(class file version 65.0)"))))
        .hasMessageStartingWith("this Pi4J needs Java 21");
  }

  @Test
  void noPi4jAtAll() {
    assertThat(on(PC, new NoClassDefFoundError("com/pi4j/context/Context")))
        .hasMessageContaining("com/pi4j/context/Context")
        .hasMessageContaining("add com.pi4j:pi4j-core:2.8.0")
        .hasMessageContaining("--add-modules com.pi4j");
  }

  @Test
  void whatNobodyForesaw() {
    assertThat(on(PI_4, new IllegalStateException("Couldn't identify gpiochip!")))
        .hasMessage("GPIO 23 cannot be opened: Couldn't identify gpiochip!");
    assertThat(on(PI_4, new IllegalStateException()))
        .hasMessage("GPIO 23 cannot be opened: java.lang.IllegalStateException");
  }

  @Test
  void aPinThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gpio.ofThisMachine("").output(58))
        .withMessageContaining("there is no GPIO 58");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gpio.ofThisMachine("").input(-1, Gpio.Pull.UP, 0, high -> {}));
  }
}
