package io.github.meter4j.dsmr.encoder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrEncoder;
import io.github.meter4j.dsmr.DsmrTelegram;
import org.junit.jupiter.api.Test;

/** Whole telegrams, taken apart and put together again; their checksums come from elsewhere. */
class ReencodingTest {
  private static final String BELGIUM =
      """
          /FLU5\\253000001_A

          0-0:96.1.4(50221)
          1-0:94.32.1(400)
          0-0:96.1.1(3153414731303030303030303031)
          0-0:96.1.2(353431343430303030303030303030303031)
          0-0:1.0.0(240710120003S)
          1-0:1.8.1(000300.100*kWh)
          1-0:1.8.2(000400.200*kWh)
          1-0:2.8.1(000050.300*kWh)
          1-0:2.8.2(000010.400*kWh)
          0-0:96.14.0(0001)
          1-0:1.4.0(02.351*kW)
          1-0:1.6.0(240709134500S)(05.589*kW)
          0-0:98.1.0(3)(1-0:1.6.0)(1-0:1.6.0)(240501000000S)(240423191500S)(03.695*kW)(240601000000S)(240512213000S)(05.980*kW)(240701000000S)(632525252525W)(00.000*kW)
          1-0:1.7.0(00.000*kW)
          1-0:2.7.0(03.141*kW)
          1-0:21.7.0(00.000*kW)
          1-0:41.7.0(00.250*kW)
          1-0:61.7.0(00.000*kW)
          1-0:22.7.0(01.691*kW)
          1-0:42.7.0(00.000*kW)
          1-0:62.7.0(01.700*kW)
          1-0:32.7.0(234.7*V)
          1-0:52.7.0(234.9*V)
          1-0:72.7.0(233.5*V)
          1-0:31.7.0(007.21*A)
          1-0:51.7.0(001.07*A)
          1-0:71.7.0(007.28*A)
          0-0:96.3.10(1)
          0-0:17.0.0(99.999*kW)
          1-0:31.4.0(999.99*A)
          0-1:96.3.10(0)
          0-2:96.3.10(0)
          0-3:96.3.10(0)
          0-4:96.3.10(0)
          0-0:96.13.0()
          0-1:24.1.0(003)
          0-1:96.1.1(37464C4F30303030303030303031)
          0-1:96.1.2(353431343430303030303030303030303032)
          0-1:24.4.0(1)
          0-1:24.2.3(240710115500S)(00112.384*m3)
          0-2:24.1.0(007)
          0-2:96.1.1(3853414730303030303030303031)
          0-2:96.1.2(353431343430303030303030303030303033)
          0-2:24.2.1(240710115500S)(00872.234*m3)
          !BD62
          """;

  private static final String SWEDEN =
      """
          /ABC5

          0-0:1.0.0(240710120010W)
          1-0:1.8.0(00001234.567*kWh)
          1-0:2.8.0(00000010.002*kWh)
          1-0:3.8.0(00000000.100*kVArh)
          1-0:4.8.0(00000020.300*kVArh)
          1-0:1.7.0(0001.234*kW)
          1-0:2.7.0(0000.000*kW)
          1-0:3.7.0(0000.000*kVAr)
          1-0:4.7.0(0000.512*kVAr)
          1-0:32.7.0(231.4*V)
          1-0:31.7.0(005.6*A)
          !D0CA
          """;

  private static final String DSMR_3 =
      """
          /ABC5\\2MTR-3

          0-0:96.1.1(4530303331323334353637383930)
          1-0:1.8.1(01234.567*kWh)
          1-0:1.8.2(02345.678*kWh)
          1-0:2.8.1(00100.001*kWh)
          1-0:2.8.2(00200.002*kWh)
          0-0:96.14.0(0002)
          1-0:1.7.0(001.19*kW)
          1-0:2.7.0(000.00*kW)
          0-0:17.0.0(016*A)
          0-0:96.3.10(1)
          0-0:96.13.1()
          0-0:96.13.0()
          0-1:96.1.0(4730303132333435363738393031323334)
          0-1:24.1.0(03)
          0-1:24.3.0(121015140000)(00)(60)(1)(0-1:24.2.1)(m3)
          (01785.123)
          0-1:24.4.0(1)
          !
          """;

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(ISO_8859_1);
  }

  private static DsmrEncoder again(DsmrTelegram telegram) {
    DsmrEncoder encoder = DsmrEncoder.of(telegram.ident());
    telegram.objects().forEach(o -> encoder.object(o.id(), o.groups().toArray(String[]::new)));
    return encoder;
  }

  @Test
  void writesABelgianTelegramAgain() {
    byte[] telegram = bytes(BELGIUM);

    assertThat(again(Dsmr.decode(telegram)).encode()).isEqualTo(telegram).hasSize(1295);
  }

  @Test
  void writesASwedishTelegramAgain() {
    byte[] telegram = bytes(SWEDEN);

    assertThat(again(Dsmr.decode(telegram)).encode()).isEqualTo(telegram).hasSize(304);
  }

  @Test
  void writesATelegramOfDsmr3Again() {
    byte[] telegram = bytes(DSMR_3);
    String joined = DSMR_3.replace("(m3)\n(01785.123)", "(m3)(01785.123)");

    byte[] written = again(Dsmr.decode(telegram)).encodeWithoutChecksum();

    assertThat(written).isEqualTo(bytes(joined));
    assertThat(Dsmr.decode(written).measurements()).isEqualTo(Dsmr.decode(telegram).measurements());
  }
}
