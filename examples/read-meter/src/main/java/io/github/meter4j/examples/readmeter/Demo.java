package io.github.meter4j.examples.readmeter;

import java.util.LinkedHashMap;
import java.util.Map;

/** Simulated meters that need no hardware. */
final class Demo {
  static final String DEFAULT = "dsmr";

  private static final Map<String, String> ADDRESSES = new LinkedHashMap<>();

  static {
    ADDRESSES.put("dsmr", "dsmr+sim:household");
    ADDRESSES.put("iec62056", "iec62056+sim:ebz");
    ADDRESSES.put("cc128", "cc128+sim:display");
    ADDRESSES.put("dds238", "dds238+sim:dds238");
    ADDRESSES.put("iem2150", "iem2150+sim:iem2150");
  }

  private Demo() {}

  /** The address behind a name; what follows a question mark is passed on. */
  static String address(String demo) {
    int question = demo.indexOf('?');
    String name = question < 0 ? demo : demo.substring(0, question);
    String address = ADDRESSES.get(name);
    if (address == null) {
      throw new IllegalArgumentException(
          "no demo \"" + name + "\"; there is " + String.join(", ", ADDRESSES.keySet()));
    }
    return question < 0 ? address : address + demo.substring(question);
  }
}
