package io.github.meter4j.rigs.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the emulated adapter's line was last programmed.
 *
 * @param baud the speed that the adapter's divisor makes
 * @param format data bits, parity and stop bits as in {@code 8N1}
 */
record LineTrace(int baud, String format) {
  /** As in {@code usb_serial_set_baud dev 0:1 baud rate 115384}. */
  private static final Pattern BAUD = Pattern.compile("usb_serial_set_baud .*?(\\d+)$");

  /** As in {@code usb_serial_set_data dev 0:1 parity N, data bits 8, stop bits 1}. */
  private static final Pattern DATA =
      Pattern.compile("usb_serial_set_data .*parity (\\w), data bits (\\d), stop bits (\\d)$");

  /** Where QEMU writes what it traces. */
  static Path file(Path folder) {
    return folder.resolve("trace");
  }

  static LineTrace read(Path folder) throws IOException {
    return parse(Files.readAllLines(file(folder)));
  }

  static LineTrace parse(List<String> lines) {
    int baud = 0;
    String format = "";
    for (String line : lines) {
      Matcher speed = BAUD.matcher(line);
      Matcher data = DATA.matcher(line);
      if (speed.find()) {
        baud = Integer.parseInt(speed.group(1));
      } else if (data.find()) {
        format = data.group(2) + data.group(1) + data.group(3);
      }
    }
    return new LineTrace(baud, format);
  }
}
