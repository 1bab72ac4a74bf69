package io.github.meter4j.modbus.foreign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Registers of meters, as words that real meters sent or that documents print. */
final class Images {
  private static final String NO_FLOAT = "FFC0 0000";

  private Images() {}

  /**
   * Captured from a DDS238-2 ZN/S: 72.91 = 60.24 + 12.67 kWh, 242.3 V, 4.22 A, 1016 W, 112 var,
   * 0.993, 50.02 Hz.
   */
  static List<String> dds238(int unit) {
    return List.of(
        "unit " + unit,
        "holding 0 0000 1C7B 0000 0000 0000 0000 0000 0000 0000 04F3 0000 1788",
        "holding 12 0977 01A6 03F8 0070 03E1 138A");
  }

  /** The same while it exports 512 W and counted 1000.00 kWh in and 234.56 kWh out. */
  static List<String> exportingDds238(int unit) {
    return List.of(
        "unit " + unit,
        "holding 0 0001 E240 0000 0000 0000 0000 0000 0000 0000 5BA0 0001 86A0",
        "holding 12 08FD 00E1 FE00 001E 03DE 1389");
  }

  /** Floats captured from an iEM2150; what it lacks is NaN. Register 3028 is at 3027. */
  static List<String> iem2150(int unit) {
    List<String> lines = new ArrayList<>();
    lines.add("unit " + unit);
    lines.add("holding 2999 " + String.join(" ", Collections.nCopies(56, NO_FLOAT)));
    lines.add("holding 2999 3CCC CCCD");
    lines.add("holding 3027 436F 970A");
    lines.add("holding 3053 3830 2928");
    lines.add("holding 3067 BBB0 9635");
    lines.add("holding 3083 3FFF 0069");
    lines.add("holding 3109 4247 F2B1");
    lines.add("holding 3203 0000 0000 0012 D687 0000 0000 0001 E240");
    lines.add("holding 3211 " + String.join(" ", Collections.nCopies(8, "8000")));
    lines.add("holding 3219 0000 0000 0000 2710 8000 0000 0000 0000");
    return lines;
  }
}
