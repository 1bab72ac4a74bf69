package io.github.meter4j.dsmr;

import io.github.meter4j.spi.FrameDecoder;
import io.github.meter4j.testkit.NoEmptyReadings;
import java.util.ArrayList;
import java.util.List;

class P1NoEmptyReadingsTest extends NoEmptyReadings<DsmrTelegram> {
  @Override
  protected List<FrameDecoder<DsmrTelegram>> decoders() {
    DsmrSettings settings = DsmrSettings.DEFAULT.withKey(Vectors.KEY);
    return List.of(
        Dsmr.decoder(settings),
        Dsmr.decoder(
            settings
                .withChecksum(ChecksumPolicy.IGNORE)
                .withLineEnds(LineEnds.REPAIR)
                .withTag(TagPolicy.IGNORE)));
  }

  @Override
  protected List<byte[]> frames() {
    List<byte[]> frames = new ArrayList<>(Dialects.all());
    frames.add(new CipherBuilder().counter(1).frame(Dialects.all().get(0)));
    return frames;
  }

  @Override
  protected boolean isEmpty(DsmrTelegram telegram) {
    return telegram.objects().isEmpty();
  }
}
