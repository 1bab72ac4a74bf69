package io.github.meter4j.iec62056;

import java.util.HexFormat;

/** A message of the binary protocol SML, which other meters send over the same port. */
final class SmlFile {
  private static final String HEX =
      "1b 1b 1b 1b 01 01 01 01 76 05 00 00 00 01 62 00 "
          + "62 00 72 63 01 01 76 01 01 03 00 01 0b 09 01 41 "
          + "42 43 00 00 00 00 01 01 01 63 a4 46 00 76 05 00 "
          + "00 00 02 62 00 62 00 72 63 07 01 77 01 0b 09 01 "
          + "41 42 43 00 00 00 00 01 01 72 62 01 65 00 01 51 "
          + "80 73 77 07 01 00 60 32 01 01 01 01 01 01 04 41 "
          + "42 43 01 77 07 01 00 01 08 00 ff 64 01 01 80 01 "
          + "62 1e 52 ff 69 00 00 00 00 00 bc 61 4e 01 77 07 "
          + "01 00 10 07 00 ff 01 01 62 1b 52 00 55 ff ff fe "
          + "35 01 01 01 63 55 9c 00 76 05 00 00 00 03 62 00 "
          + "62 00 72 63 02 01 71 01 63 a8 e6 00 1b 1b 1b 1b "
          + "1a 00 65 20 ";

  static final byte[] BYTES = HexFormat.of().parseHex(HEX.replace(" ", ""));

  private SmlFile() {}
}
