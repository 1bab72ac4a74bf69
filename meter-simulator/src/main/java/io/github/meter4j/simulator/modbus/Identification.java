package io.github.meter4j.simulator.modbus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The identification of a unit: function 43 with type 14 (V1.1b3, section 6.21). */
final class Identification {
  static final int FUNCTION = 43;
  static final int TYPE = 14;

  private static final int BASIC_END = 0x03;
  private static final int REGULAR_END = 0x80;
  private static final int ALL_END = 0x100;
  private static final int BASIC = 1;
  private static final int REGULAR = 2;
  private static final int EXTENDED = 3;
  private static final int ONE = 4;
  private static final int INDIVIDUAL_TOO = 0x80;
  private static final int MORE = 0xff;

  private final SortedMap<Integer, String> objects;

  Identification(Map<Integer, String> objects) {
    this.objects = new TreeMap<>(objects);
  }

  /** Whether it has no objects. */
  boolean isEmpty() {
    return objects.isEmpty();
  }

  /** The reply to a request. */
  byte[] reply(Request request) throws Refused {
    if (request.pdu().length != 4) {
      throw new Refused(Refused.VALUE);
    }
    int code = request.pdu()[2] & 0xff;
    int first = request.pdu()[3] & 0xff;
    if (code == ONE) {
      if (!objects.containsKey(first)) {
        throw new Refused(Refused.ADDRESS);
      }
      return encode(code, objects.subMap(first, first + 1));
    }
    int end =
        switch (code) {
          case BASIC -> BASIC_END;
          case REGULAR -> REGULAR_END;
          case EXTENDED -> ALL_END;
          default -> throw new Refused(Refused.VALUE);
        };
    // a number that is not there means from the beginning
    int from = objects.containsKey(first) && first < end ? first : 0;
    return encode(code, objects.subMap(from, end));
  }

  private byte[] encode(int code, SortedMap<Integer, String> wanted) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    int count = 0;
    int next = 0;
    for (Map.Entry<Integer, String> object : wanted.entrySet()) {
      byte[] text = object.getValue().getBytes(UTF_8);
      if (7 + list.size() + 2 + text.length > Framing.LONGEST_PDU) {
        next = object.getKey();
        break;
      }
      list.write(object.getKey());
      list.write(text.length);
      list.writeBytes(text);
      count++;
    }
    ByteArrayOutputStream pdu = new ByteArrayOutputStream();
    pdu.write(FUNCTION);
    pdu.write(TYPE);
    pdu.write(code);
    pdu.write(INDIVIDUAL_TOO | level());
    pdu.write(next == 0 ? 0 : MORE);
    pdu.write(next);
    pdu.write(count);
    pdu.writeBytes(list.toByteArray());
    return pdu.toByteArray();
  }

  private int level() {
    int last = objects.lastKey();
    return last < BASIC_END ? BASIC : last < REGULAR_END ? REGULAR : EXTENDED;
  }
}
