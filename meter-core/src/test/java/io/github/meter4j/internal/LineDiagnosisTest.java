package io.github.meter4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.reading.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineDiagnosisTest {
  private static final String TEXT =
      "1-0:1.8.1(000004.426*kWh)\r\n1-0:32.7.0(230.1*V)\r\n".repeat(3);
  private static final Fault FAULT =
      new Fault(Fault.Kind.CHECKSUM, "checksum says 1, is 2", 0, 9, 0, 0, "");

  private static String hint(byte[] bytes, Fault... faults) {
    LineDiagnosis diagnosis = new LineDiagnosis();
    diagnosis.add(ByteBuffer.wrap(bytes));
    assertThat(diagnosis.bytes()).isEqualTo(bytes.length);
    return diagnosis.hint(List.of(faults));
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

  @Test
  void silenceAsksForCableAndDataRequestPin() {
    assertThat(hint(new byte[0])).contains("0 bytes").contains("data-request pin");
  }

  @Test
  void sevenBitsWithParityAreToldFromNoise() {
    assertThat(hint(evenParity(TEXT))).contains("looks like 7E1").contains("format=7E1");
    assertThat(hint(evenParity(TEXT), FAULT)).contains("looks like 7E1");
    assertThat(hint(ascii(TEXT))).doesNotContain("7E1");
  }

  @Test
  void noiseIsTheWrongSpeed() {
    byte[] noise = new byte[500];
    new Random(1).nextBytes(noise);
    assertThat(hint(noise)).contains("wrong speed").doesNotContain("7E1");
  }

  @Test
  void textWithoutAFrameIsAnotherProtocol() {
    assertThat(hint(ascii(TEXT))).contains("another protocol");
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
}
