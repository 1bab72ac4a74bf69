package io.github.meter4j.internal.serial;

import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a serial port is set to when it is opened. There is no flow control: no meter has it, and
 * its pins carry other things.
 *
 * @param baud bits per second
 * @param format how a character goes over the line
 * @param rts whether RTS is raised
 * @param dtr whether DTR is raised
 */
public record LineSettings(int baud, LineFormat format, boolean rts, boolean dtr) {
  private static final OptionSpec<Integer> BAUD =
      OptionSpec.integer("baud", 50, 4_000_000, "9600", "bits per second");
  private static final OptionSpec<LineFormat> FORMAT =
      OptionSpec.of(
          "format",
          "a format such as 8N1 or 7E1",
          "8N1",
          "data bits (5 to 8), parity (N, E or O) and stop bits (1 or 2)",
          LineFormat::parse);
  private static final OptionSpec<Boolean> RTS =
      OptionSpec.flag("rts", "true", "raise RTS, which asks many P1 meters for data");
  private static final OptionSpec<Boolean> DTR =
      OptionSpec.flag("dtr", "true", "raise DTR, which powers many optical heads");

  /** What an address says of a line, wherever its port is. */
  public static final List<OptionSpec<?>> OPTIONS = List.of(BAUD, FORMAT, RTS, DTR);

  public static LineSettings of(Options options) {
    return new LineSettings(
        options.get(BAUD), options.get(FORMAT), options.get(RTS), options.get(DTR));
  }

  /** These, and then those of most meters that talk by themselves. */
  List<LineSettings> orCommonOnes() {
    return Stream.of(
            this,
            with(115_200, "8N1"), // P1 from DSMR 4 on
            with(9_600, "7E1"), // P1 before it, D0
            with(9_600, "8N1"))
        .distinct()
        .toList();
  }

  /** As in {@code 9600 8N1}, with the pins that are not raised. */
  @Override
  public String toString() {
    return baud + " " + format + (rts ? "" : " rts=false") + (dtr ? "" : " dtr=false");
  }

  private LineSettings with(int baud, String format) {
    return new LineSettings(baud, LineFormat.parse(format), rts, dtr);
  }
}
