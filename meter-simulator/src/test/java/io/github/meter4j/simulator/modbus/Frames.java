package io.github.meter4j.simulator.modbus;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Frames as hex text, as the documents print them. */
final class Frames {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private Frames() {}

  static byte[] bytes(String hex) {
    return HEX.parseHex(hex.toUpperCase(Locale.ROOT).strip());
  }

  /** What a slave answers to an RTU frame: frames, as far as there are any. */
  static List<String> rtu(ModbusSlave slave, String request) {
    RtuFraming framing = new RtuFraming();
    byte[] bytes = bytes(request);
    List<String> answers = new ArrayList<>();
    for (Framing.Framed framed : framing.feed(bytes, bytes.length)) {
      slave
          .reply(framed.request())
          .ifPresent(answer -> answers.add(hex(framing.frame(0, answer.unit(), answer.pdu()))));
    }
    return answers;
  }

  /** An RTU frame with its checksum. */
  static byte[] framed(int unit, String pdu) {
    return new RtuFraming().frame(0, unit, bytes(pdu));
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }
}
