package io.github.meter4j.iec62056;

import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.testkit.DecoderContract;
import java.util.List;

class D0DecoderContractTest extends DecoderContract<D0Readout> {
  @Override
  protected FrameDecoder<D0Readout> decoder() {
    return Iec62056.decoder(D0Settings.DEFAULT);
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(
        Bits.vector("ebz"), D0Encoder.of("HAG5eHZ010C_EHZ1vA02").object("1.8.0", "1*kWh").encode());
  }
}
