package io.github.meter4j.currentcost;

import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.testkit.DecoderContract;
import java.util.List;

/** A message has no line end of its own: it ends with its end tag. */
class CurrentCostDecoderContractTest extends DecoderContract<CurrentCostMessage> {
  @Override
  protected FrameDecoder<CurrentCostMessage> decoder() {
    return CurrentCost.decoder(CurrentCostSettings.DEFAULT);
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(
        Events.bytes(Samples.LIVE), Events.bytes(Samples.HISTORY), Events.bytes(Samples.CLASSIC));
  }
}
