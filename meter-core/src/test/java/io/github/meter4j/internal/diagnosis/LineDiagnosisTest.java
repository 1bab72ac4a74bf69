package io.github.meter4j.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.internal.serial.Uart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDiagnosisTest {
  private static final String TEXT =
      "1-0:1.8.1(000004.426*kWh)\r\n1-0:32.7.0(230.1*V)\r\n".repeat(3);
  private static final Fault FAULT =
      new Fault(Fault.Kind.CHECKSUM, "checksum says 1, is 2", 0, 9, 0, 0, "");

  private static String hint(byte[] bytes, Fault... faults) {
    return hint(LineDiagnosis.Way.PORT, bytes, faults);
  }

  private static String hint(LineDiagnosis.Way way, byte[] bytes, Fault... faults) {
    LineDiagnosis diagnosis = new LineDiagnosis(way);
    diagnosis.add(ByteBuffer.wrap(bytes));
    assertThat(diagnosis.bytes()).isEqualTo(bytes.length);
    return diagnosis.hint(List.of(faults), "Is its pin high?");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] evenParity(String text) {
    byte[] bytes = ascii(text);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] |= (byte) (Integer.bitCount(bytes[i]) % 2 << 7);
    }
    return bytes;
  }

  /** What else to look at is known by the driver. */
  @Test
  void silenceOfAPortAsksForTheCableAndWhatTheDriverAsksFor() {
    assertThat(hint(new byte[0]))
        .isEqualTo("open, 0 bytes came: is the cable plugged in? Is its pin high?");
  }

  @Test
  void overANetworkNobodySeesWiresAndSpeedsOfThisMachine() {
    byte[] zeros = new byte[100];
    byte[] noise = new byte[100];
    new Random(1).nextBytes(noise);
    assertThat(hint(LineDiagnosis.Way.NETWORK, new byte[0]))
        .contains("0 bytes came", "is it the right port")
        .doesNotContain("cable", "pin");
    assertThat(hint(LineDiagnosis.Way.NETWORK, zeros))
        .contains("where it is opened")
        .doesNotContain("baud", "adapter");
    assertThat(hint(LineDiagnosis.Way.NETWORK, noise)).doesNotContain("baud", "wrong speed");
  }

  @Test
  void sevenBitsWithParityAreToldFromNoise() {
    assertThat(hint(evenParity(TEXT))).contains("looks like 7E1").contains("format=7E1");
    assertThat(hint(evenParity(TEXT), FAULT)).contains("looks like 7E1");
    assertThat(hint(ascii(TEXT))).doesNotContain("7E1");
  }

  @Test
  void whatTheAddressCannotSetIsNotProposed() {
    assertThat(hint(LineDiagnosis.Way.NETWORK, evenParity(TEXT)))
        .endsWith("set the port to 7E1 where it is opened")
        .doesNotContain("format=");
    assertThat(hint(LineDiagnosis.Way.FILE, new byte[0])).contains("append").doesNotContain("pin");
  }

  @Test
  void noiseIsTheWrongSpeed() {
    byte[] noise = new byte[500];
    new Random(1).nextBytes(noise);
    assertThat(hint(noise)).contains("wrong speed").doesNotContain("7E1");
  }

  @Test
  void textWithoutAFrameIsAnotherProtocol() {
    assertThat(hint(ascii("temperature 19.5, humidity 40, all is well")))
        .contains("another protocol");
  }

  @Test
  void afterFaultsTheLastOneIsNamed() {
    assertThat(hint(ascii(TEXT), FAULT)).contains("checksum says 1, is 2");
  }

  @Test
  void aFewBytesAreTooFewToTell() {
    assertThat(hint(evenParity("1-0:1"))).startsWith("5 bytes came").contains("wait longer");
    assertThat(hint(ascii("x"))).startsWith("1 byte came");
  }

  // ---- what the chips at both ends make of a line that is not set alike

  private static final byte[] TELEGRAM =
      ascii(
          "/XMX5LGBBFG1009394887\r\n\r\n1-3:0.2.8(42)\r\n0-0:1.0.0(190311150443W)\r\n"
              + "0-0:96.1.1(4530303334303036383937393435363138)\r\n"
              + "1-0:1.8.1(000051.775*kWh)\r\n1-0:1.8.2(000000.024*kWh)\r\n"
              + "1-0:2.8.1(000024.413*kWh)\r\n1-0:2.8.2(000000.000*kWh)\r\n"
              + "0-0:96.14.0(0001)\r\n1-0:1.7.0(00.335*kW)\r\n1-0:2.7.0(00.000*kW)\r\n"
              + "0-0:96.7.21(00003)\r\n0-0:96.7.9(00001)\r\n1-0:32.7.0(229.0*V)\r\n"
              + "1-0:31.7.0(001*A)\r\n1-0:21.7.0(00.335*kW)\r\n!2FB6\r\n");

  private static byte[] through(Uart sender, Uart receiver) {
    return receiver.receive(sender.send(TELEGRAM));
  }

  @ParameterizedTest
  @CsvSource({"115200, 8N1", "9600, 7E1", "9600, 8N1", "2400, 7O1", "300, 7E1"})
  void endsThatAreSetAlikeUnderstandEachOther(int baud, String format) {
    Uart uart = new Uart(baud, format);
    assertThat(through(uart, uart)).isEqualTo(TELEGRAM);
    assertThat(hint(through(uart, uart)))
        .contains("a P1 or D0 meter")
        .doesNotContain("speed")
        .doesNotContain("inverted");
  }

  @ParameterizedTest
  @CsvSource({
    "9600 7E1, 9600 8N1, looks like 7E1 read as 8N1",
    "9600 7O1, 9600 8N1, looks like 7O1 read as 8N1",
    "9600 8N1, 9600 7E1, looks like 8N1 read as 7E1",
    "9600 7E1, 115200 8N1, the meter sends slower than baud says",
    "9600 8N1, 115200 8N1, the meter sends slower than baud says",
    "2400 7E1, 9600 8N1, the meter sends slower than baud says",
    "300 7E1, 9600 8N1, the meter sends slower than baud says",
    "115200 8N1, 9600 8N1, wrong speed",
    "115200 8N1, 9600 7E1, wrong speed",
    "9600 7E1, 2400 8N1, wrong speed",
    "57600 8N1, 9600 8N1, wrong speed"
  })
  void aLineThatIsSetWronglyIsRecognised(String sender, String receiver, String expected) {
    byte[] seen = through(uart(sender), uart(receiver));
    assertThat(hint(seen)).contains(expected);
  }

  private static Uart uart(String text) {
    String[] parts = text.split(" ");
    return new Uart(Integer.parseInt(parts[0]), parts[1]);
  }

  @Test
  void aSignalThatIsUpsideDownIsRecognised() {
    Uart uart = new Uart(115_200, "8N1");
    byte[] seen = uart.receive(Uart.inverted(uart.send(TELEGRAM)));
    assertThat(hint(seen)).contains("looks inverted");
    assertThat(hint(seen, FAULT)).contains("looks inverted");
  }

  @Test
  void aLineThatIsHeldLowIsRecognised() {
    assertThat(hint(new byte[50])).contains("all bytes are zero").contains("held low");
  }

  @ParameterizedTest
  @CsvSource({
    "1b1b1b1b0101010176070011, SML",
    "db085341475967000000 820113 30, encrypted telegrams",
    "7ea00841030213 a1a2 7e, HDLC",
    "68040468 08017278 f3 16, M-Bus",
    "0f80000001 0c 07e80a1b0702300000ffc480 02020906, DLMS/COSEM data"
  })
  void otherProtocolsAreNamed(String frame, String expected) {
    byte[] noise = new byte[200];
    new Random(2).nextBytes(noise);
    byte[] bytes = HexFormat.of().parseHex(frame.replace(" ", ""));
    System.arraycopy(bytes, 0, noise, 100, bytes.length);
    assertThat(hint(noise)).contains("looks like " + expected);
    assertThat(hint(noise, FAULT)).contains("looks like " + expected);
  }

  @Test
  void noiseHasNoSignOfAProtocol() {
    for (int seed = 0; seed < 200; seed++) {
      byte[] noise = new byte[2048];
      new Random(seed).nextBytes(noise);
      assertThat(BinaryProtocol.in(noise)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void textOfOtherMetersIsNamed() {
    assertThat(hint(ascii("<msg><src>CC128-v0.11</src><dsb>00089</dsb></msg>\r\n")))
        .contains("driver cc128");
    assertThat(hint(ascii("\nADCO 012345678901 E\r\nBASE 012345678 #\r\nPAPP 00750 -\r")))
        .contains("TIC of a French meter");
    assertThat(hint(ascii("<msg><src>CC128-v0.11</src><dsb>00089</dsb></msg>\r\n"), FAULT))
        .as("a decoder that found something to say is believed")
        .contains("checksum says 1");
  }
}
