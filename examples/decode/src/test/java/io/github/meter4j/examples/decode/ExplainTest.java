package io.github.meter4j.examples.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees. */
class ExplainTest {
  @TempDir Path folder;

  @Test
  void showsThePlaceOfEveryFault() throws IOException {
    byte[] good = Telegrams.small("A", "01.000");
    byte[] unit =
        Telegrams.telegram(
            "/XMP5B", "", "1-0:1.7.0(01.000*V)", "1-0:32.7.0(230.x*V)", "0-0:96.13.0()");
    byte[] one = Telegrams.telegram("/XMP5\2C", "", "1-0:32.7.0(\u00b3)");
    byte[] bad = Telegrams.bytes("/XMP5D\r\n\r\n1-0:1.7.0(01.000*kW)\r\n!0000\r\n");
    Path file = folder.resolve("x.txt");
    Files.write(file, Telegrams.join(good, unit, one, bad, Telegrams.bytes("rubbish")));
    int third = good.length + unit.length;
    int fourth = third + one.length;
    int fifth = fourth + bad.length;

    Program program = Program.run("--explain", file);

    assertThat(program.code()).isZero();
    String computed =
        String.format("%04X", Telegrams.crc(java.util.Arrays.copyOf(bad, bad.length - 6)));
    assertThat(program.out())
        .isEqualTo(
            """
            FILE, telegram at byte 0 (XMP5A): ok
            FILE, telegram at byte %d (XMP5B): 2 faults
            UNIT: V is no unit of active_power_import
              line 3 | 1-0:1.7.0(01.000*V)
                                 ^
            VALUE: not a number
              line 4 | 1-0:32.7.0(230.x*V)
                                  ^
            FILE, telegram at byte %d (XMP5.C): 1 fault
            VALUE: not a number
              line 3 | 1-0:32.7.0(\u00b3)
                                  ^
            FILE, %d bytes at byte %d: rejected
            CHECKSUM: checksum sent 0000, computed %s
              byte %d | /XMP5D....1-0:1.7.0(01.000*kW)..!0000..
            FILE, 7 bytes at byte %d: rejected
            FRAMING: 7 bytes that belong to no telegram
              byte %d | rubbish
            """
                .formatted(good.length, third, bad.length, fourth, computed, fourth, fifth, fifth)
                .replace("FILE", file.toString()));
  }

  @Test
  void showsBytesBeforeTheFirstTelegram() throws IOException {
    Path file = Files.write(folder.resolve("x.txt"), Telegrams.bytes("."));

    assertThat(Program.run("--explain", file).out())
        .isEqualTo(
            file
                + ", 1 byte at byte 0: rejected\nFRAMING: 1 byte without a telegram\n  byte 0 | .\n");
  }
}
