package io.github.meter4j.iec62056;

import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.testkit.NoEmptyReadings;
import java.util.ArrayList;
import java.util.List;

class D0NoEmptyReadingsTest extends NoEmptyReadings<D0Readout> {
  @Override
  protected List<FrameDecoder<D0Readout>> decoders() {
    return List.of(
        Iec62056.decoder(D0Settings.DEFAULT),
        Iec62056.decoder(
            D0Settings.DEFAULT
                .withParity(Parity.IGNORE)
                .withChecksum(ChecksumPolicy.IGNORE)
                .withMedium(Medium.HEAT)));
  }

  @Override
  protected List<byte[]> frames() {
    List<byte[]> frames = new ArrayList<>(Samples.all());
    frames.add(SmlFile.BYTES);
    return frames;
  }

  @Override
  protected boolean isEmpty(D0Readout readout) {
    return readout.objects().isEmpty();
  }
}
