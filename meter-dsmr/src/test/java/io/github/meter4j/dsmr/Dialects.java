package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.telegram;

import java.util.List;

/** Telegrams of the dialects for which there is no worked example, made by hand. */
final class Dialects {
  private Dialects() {}

  static byte[] hungary() {
    return telegram("/SAG5SAG-METER")
        .with("0-0:1.0.0", "240710120010S")
        .with("0-0:42.0.0", "53414735313233343536373839303132")
        .with("0-0:96.1.0", "3132333435363738")
        .with("0-0:96.14.0", "0001")
        .with("0-0:96.50.68", "ON")
        .with("0-0:17.0.0", "90.000*kW")
        .with("1-0:1.8.0", "000100.500*kWh")
        .with("1-0:1.8.1", "000060.250*kWh")
        .with("1-0:5.8.0", "000001.000*kvarh")
        .with("1-0:15.8.0", "000101.500*kWh")
        .with("1-0:31.7.0", "003*A")
        .with("1-0:13.7.0", "0.956")
        .with("1-0:33.7.0", "4.556")
        .with("1-0:14.7.0", "50.01*Hz")
        .with("1-0:31.4.0", "200.00*A")
        .with(
            "0-0:98.1.0",
            "240701000000S",
            "000090.000*kWh",
            "000050.000*kWh",
            "000040.000*kWh",
            "000001.000*kWh",
            "000000.500*kWh",
            "000000.500*kWh",
            "000002.000*kvarh",
            "000003.000*kvarh",
            "000004.000*kvarh",
            "000005.000*kvarh",
            "000006.000*kvarh",
            "000007.000*kvarh",
            "000091.000*kWh",
            "01.100*kW",
            "01.200*kW",
            "01.300*kW",
            "00.100*kW",
            "00.200*kW",
            "00.300*kW")
        .with("0-0:96.13.0", "\u00ff".repeat(1024))
        .withValidCrc();
  }

  static byte[] lithuania() {
    return telegram("/ESO5\\V01001")
        .with("0-0:1.0.0", "240214102015W")
        .with("1-0:1.8.0", "000345.678*kWh")
        .with("1-0:1.8.4", "000004.000*kWh")
        .with("1-0:3.8.1", "000001.250*kvarh")
        .with("1-0:1.7.0", "00.512*kW")
        .with("1-0:32.7.0", "0.231*kV")
        .with("1-0:31.7.0", "2200*mA")
        .with("1-0:91.7.0", "0.010*A")
        .with("1-0:14.7.0", "0.05001*kHz")
        .with("1-0:16.24.0", "-03.618*kW")
        .with("1-0:1.4.0", "00.400*kW")
        .with("1-0:32.33.0", "0012*s")
        .with("1-0:9.7.0", "00.600*kVA")
        .withValidCrc();
  }

  static byte[] switzerland() {
    return telegram("/GRE5\\12341234_A")
        .with("0-0:1.0.0", "240214102015W")
        .with("0-0:96.1.1", "47524531323334")
        .with("0-0:96.1.2", "20".repeat(48))
        .with("1-1:1.8.1", "000123.000*kWh")
        .with("1-1:1.7.0", "00.700*kW")
        .with("1-1:1.6.0", "240210121500W", "03.200*kW")
        .with("1-0:21.7.0", "00.700*kW")
        .with("1-0:32.7.0", "229.9*V")
        .with("0-0:98.1.0", "12")
        .withValidCrc();
  }

  static byte[] slovenia() {
    return telegram("/ISK9\\2M551T-200")
        .with("0-0:97.97.0", "00000000")
        .with("1-0:0.9.1", "134501")
        .with("1-0:0.9.2", "240115")
        .with("1-0:1.8.0", "001234.567*kWh")
        .with("1-0:32.7.0", "00234.6*V")
        .withoutCrc();
  }

  static byte[] wallonia() {
    return telegram("/ISk5\\2MIE5T-200")
        .with("1-0:0.0.0", "00000000")
        .with("0-0:96.1.0", "3132333435363738")
        .with("0-0:1.0.0", "240715134501S")
        .with("1-0:1.8.0", "000012.345*kWh")
        .withValidCrc();
  }

  static byte[] heat() {
    return telegram("/NWA-WARMTELINK")
        .with("0-0:1.0.0", "240115134501W")
        .with("0-1:24.1.0", "012")
        .with("0-1:96.1.0", "3132333435363738")
        .with("0-1:24.2.1", "240115134500W", "00012.345*GJ")
        .withValidCrc();
  }

  static byte[] luxembourg() {
    return telegram("/Lux5\\253000471_M")
        .with("1-3:0.2.8", "42")
        .with("0-0:1.0.0", "240710120003S")
        .with("0-0:42.0.0", "53414730303030303030303030303031")
        .with("1-0:1.8.0", "000123.456*kWh")
        .with("1-0:3.8.0", "000001.000*kvarh")
        .with("1-0:9.7.0", "00.700*kVA")
        .with("0-0:17.0.0", "027.6*kVA")
        .with("1-1:31.4.0", "100*A", "-063*A")
        .with("0-1:96.3.10", "0")
        .with("0-2:96.1.0", "")
        .with("0-2:24.2.1", "632525252525S", "00000.000")
        .with("0-0:96.13.2", "57656C636F6D65")
        .withValidCrc();
  }

  /** Everything that has objects, by hand and from the vectors. */
  static List<byte[]> all() {
    List<byte[]> all = new java.util.ArrayList<>();
    Vectors.PLAIN.forEach(name -> all.add(Vectors.bytes(name)));
    all.addAll(
        List.of(
            hungary(), lithuania(), switzerland(), slovenia(), wallonia(), heat(), luxembourg()));
    return List.copyOf(all);
  }

  /** Those with a checksum. */
  static List<byte[]> checked() {
    return all().stream().filter(bytes -> !TelegramBuilder.text(bytes).endsWith("!\r\n")).toList();
  }
}
