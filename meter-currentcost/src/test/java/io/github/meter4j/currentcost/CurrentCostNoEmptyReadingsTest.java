package io.github.meter4j.currentcost;

import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.testkit.NoEmptyReadings;
import java.util.List;

class CurrentCostNoEmptyReadingsTest extends NoEmptyReadings<CurrentCostMessage> {
  @Override
  protected List<FrameDecoder<CurrentCostMessage>> decoders() {
    return List.of(CurrentCost.decoder(CurrentCostSettings.DEFAULT));
  }

  @Override
  protected List<byte[]> frames() {
    return Samples.ALL.stream().map(Events::bytes).toList();
  }

  @Override
  protected boolean isEmpty(CurrentCostMessage message) {
    return message.measurements().isEmpty()
        && message.impulses().isEmpty()
        && message.history().isEmpty()
        && message.faults().isEmpty();
  }
}
