package io.github.meter4j.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Telegrams to measure with, made up, in the form of DSMR 5.0.2 section 6.12. */
final class Telegrams {
  private static final String DSMR5 =
      """
      /ABC5\\2MTR-5

      1-3:0.2.8(50)
      0-0:1.0.0(240115134501W)
      0-0:96.1.1(4530303331323334353637383930)
      1-0:1.8.1(001234.567*kWh)
      1-0:1.8.2(002345.678*kWh)
      1-0:2.8.1(000100.001*kWh)
      1-0:2.8.2(000200.002*kWh)
      0-0:96.14.0(0002)
      1-0:1.7.0(01.193*kW)
      1-0:2.7.0(00.000*kW)
      0-0:96.7.21(00004)
      0-0:96.7.9(00002)
      1-0:99.97.0(1)(0-0:96.7.19)(231208152415W)(0000000240*s)
      1-0:32.32.0(00002)
      1-0:52.32.0(00001)
      1-0:72.32.0(00000)
      1-0:32.36.0(00000)
      1-0:52.36.0(00003)
      1-0:72.36.0(00000)
      0-0:96.13.0()
      1-0:32.7.0(230.1*V)
      1-0:52.7.0(229.8*V)
      1-0:72.7.0(231.0*V)
      1-0:31.7.0(001*A)
      1-0:51.7.0(002*A)
      1-0:71.7.0(003*A)
      1-0:21.7.0(00.193*kW)
      1-0:41.7.0(00.400*kW)
      1-0:61.7.0(00.600*kW)
      1-0:22.7.0(00.000*kW)
      1-0:42.7.0(00.000*kW)
      1-0:62.7.0(00.000*kW)
      0-1:24.1.0(003)
      0-1:96.1.0(4730303132333435363738393031323334)
      0-1:24.2.1(240115134000W)(12785.123*m3)
      !""";

  private Telegrams() {}

  static byte[] dsmr5() {
    byte[] text = DSMR5.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    int crc = 0;
    for (byte b : text) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0xA001 : crc >>> 1;
      }
    }
    String end = Integer.toHexString(0x10000 | crc).substring(1).toUpperCase(Locale.ROOT) + "\r\n";
    byte[] all = new byte[text.length + end.length()];
    System.arraycopy(text, 0, all, 0, text.length);
    System.arraycopy(end.getBytes(StandardCharsets.ISO_8859_1), 0, all, text.length, end.length());
    return all;
  }
}
