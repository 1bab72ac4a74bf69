package io.github.meter4j.internal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.fault.TransportException.Kind;
import io.github.meter4j.transport.SerialPortInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SerialFailureTest {
  private static final String PORT = "/dev/ttyUSB0";
  private static final LineSettings LINE =
      new LineSettings(250_000, LineFormat.parse("7E1"), true, false);

  private static PortProbe probe(boolean accessible, String group, PortHolder... holder) {
    return new PortProbe(
        true,
        accessible,
        group.isEmpty() ? Optional.empty() : Optional.of(group),
        List.of(holder).stream().findFirst());
  }

  @Test
  void listsThePortsThatThereAreWithTheirStableNames() {
    TransportException failure =
        SerialFailure.missing(
            "/dev/ttyUSB7",
            List.of(
                new SerialPortInfo(PORT, Optional.of("/dev/serial/by-id/usb-FTDI"), "FT232R"),
                new SerialPortInfo("/dev/ttyS0", Optional.empty(), "Physical Port S0")));

    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure)
        .hasMessage(
            "no port /dev/ttyUSB7; there are: /dev/ttyUSB0 (/dev/serial/by-id/usb-FTDI),"
                + " /dev/ttyS0");
  }

  @Test
  void asksForTheAdapterWhenThereAreNoPorts() {
    assertThat(SerialFailure.missing(PORT, List.of()))
        .hasMessage("no port /dev/ttyUSB0; there are none: is the adapter plugged in?");
  }

  @Test
  void namesTheGroupThatOwnsThePort() {
    TransportException failure = SerialFailure.notOpened(PORT, LINE, 13, probe(false, "uucp"));

    assertThat(failure.kind()).isEqualTo(Kind.PERMISSION_DENIED);
    assertThat(failure)
        .hasMessage(
            "permission denied on /dev/ttyUSB0: add this user to group uucp"
                + " (sudo usermod -aG uucp $USER) and log in again");
  }

  @Test
  void fallsBackOnTheUsualGroup() {
    assertThat(SerialFailure.notOpened(PORT, LINE, 13, probe(false, "")))
        .hasMessageContaining("group dialout (sudo usermod -aG dialout $USER)");
  }

  @Test
  void doesNotSuggestToJoinTheGroupOfRoot() {
    assertThat(SerialFailure.notOpened(PORT, LINE, 13, probe(false, "root")))
        .hasMessageNotContaining("usermod")
        .hasMessageContaining("udev rule");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void believesTheSystemThatPermissionIsDenied() {
    assertThat(SerialFailure.notOpened(PORT, LINE, 13, probe(true, "dialout")).kind())
        .isEqualTo(Kind.PERMISSION_DENIED);
  }

  @Test
  void namesTheProgramThatHasThePort() {
    TransportException failure =
        SerialFailure.notOpened(
            PORT, LINE, 11, probe(true, "dialout", new PortHolder(1, "minicom")));

    assertThat(failure.kind()).isEqualTo(Kind.BUSY);
    assertThat(failure)
        .hasMessage(
            "/dev/ttyUSB0 is in use by another program (minicom, process 1): stop that first");
  }

  @Test
  void namesOnlyTheProcessWhenItsCommandIsHidden() {
    assertThat(SerialFailure.notOpened(PORT, LINE, 11, probe(true, "", new PortHolder(1, ""))))
        .hasMessageContaining("another program (process 1)");
  }

  @Test
  void saysThatThisProgramHasThePort() {
    PortHolder self = new PortHolder(ProcessHandle.current().pid(), "java");

    assertThat(SerialFailure.notOpened(PORT, LINE, 2, probe(true, "dialout", self)))
        .hasMessageContaining("in use by this program already");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isBusyAlsoWhenTheHolderIsHidden() {
    TransportException failure = SerialFailure.notOpened(PORT, LINE, 11, probe(true, "dialout"));

    assertThat(failure.kind()).isEqualTo(Kind.BUSY);
    assertThat(failure).hasMessageContaining("in use by another program: stop that first");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void doesNotBlameAProgramThatOnlyLooksOn() {
    PortHolder watcher = new PortHolder(1, "tail");

    assertThat(SerialFailure.notOpened(PORT, LINE, 25, probe(true, "dialout", watcher)))
        .hasMessage("/dev/ttyUSB0 is no serial port (error 25)");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void givesTheErrorNumberWhenItKnowsNoBetter() {
    TransportException failure = SerialFailure.notOpened(PORT, LINE, 5, probe(true, "dialout"));

    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure).hasMessage("/dev/ttyUSB0 does not open as a serial port (error 5)");
  }

  /** The library has a number of its own for a port that this program has open. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void knowsThisProgramWithoutItsName() {
    assertThat(SerialFailure.notOpened(PORT, LINE, 2, probe(true, "dialout")))
        .hasMessage(
            PORT + " is in use by this program already: share the open reader, or close it first");
    PortHolder other = new PortHolder(1, "socat");
    assertThat(SerialFailure.notOpened(PORT, LINE, 2, probe(true, "dialout", other)))
        .hasMessageContaining("in use by this program already");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void namesTheFormatThatThePortDoesNotTake() {
    TransportException failure = SerialFailure.notOpened(PORT, LINE, 22, probe(true, "dialout"));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure)
        .hasMessage(
            PORT
                + " does not take 250000 7E1 dtr=false: choose baud= and format= that this port can"
                + " do (error 22)");
  }

  @Test
  void tellsAMissingLibraryFromOneThatDoesNotLoad() {
    TransportException missing =
        SerialFailure.noLibrary(new NoClassDefFoundError("com/fazecast/jSerialComm/SerialPort"));
    TransportException unloadable =
        SerialFailure.noLibrary(new UnsatisfiedLinkError("no such .so"));

    assertThat(missing.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(missing).hasMessageContaining("add it to the dependencies");
    assertThat(unloadable.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(unloadable).hasMessageContaining("no such .so").hasMessageContaining("tmpdir");
  }
}
