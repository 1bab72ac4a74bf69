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
    ADDRESSES.put("sdm630", "sdm630+sim:sdm630");
    ADDRESSES.put("s0", "s0+sim:household?impulses=10000&interval=2s");
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
    return question < 0 ? address : withOptions(address, demo.substring(question + 1));
  }

  /** Options of one's own take the place of those of the demo. */
  private static String withOptions(String address, String given) {
    int question = address.indexOf('?');
    if (question < 0) {
      return address + '?' + given;
    }
    StringBuilder all = new StringBuilder(address.substring(0, question)).append('?').append(given);
    for (String option : address.substring(question + 1).split("&")) {
      String name = option.substring(0, option.indexOf('=') + 1);
      if (!('&' + given).contains('&' + name)) {
        all.append('&').append(option);
      }
    }
    return all.toString();
  }
}
