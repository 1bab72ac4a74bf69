package io.github.meter4j.dsmr;

import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.testkit.DecoderContract;
import java.util.List;

class P1DecoderContractTest extends DecoderContract<DsmrTelegram> {
  @Override
  protected FrameDecoder<DsmrTelegram> decoder() {
    return Dsmr.decoder(DsmrSettings.DEFAULT);
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(
        DsmrEncoder.of("ABC5\\2MTR").object("1-0:1.8.1", "000123.456*kWh").encode(),
        DsmrEncoder.of("ABC5\\2MTR-5")
            .object("1-3:0.2.8", "50")
            .object("0-0:1.0.0", "240115134501W")
            .object("0-0:96.13.0", "a text / with ! in it")
            .object("1-0:1.7.0", "01.193*kW")
            .encode());
  }
}
