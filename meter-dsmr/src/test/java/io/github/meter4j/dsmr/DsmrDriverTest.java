package io.github.meter4j.dsmr;

import static io.github.meter4j.dsmr.TelegramBuilder.bytes;
import static io.github.meter4j.dsmr.TelegramBuilder.concat;
import static io.github.meter4j.dsmr.TelegramBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of the driver, over a file. */
class DsmrDriverTest {
  private static final byte[] TINY = Vectors.bytes("p1_tiny");

  @TempDir private Path folder;

  private List<DsmrTelegram> read(MeterSource<DsmrTelegram> source) throws IOException {
    try (var meter = MeterReader.open(source)) {
      return new ArrayList<>(meter.readings().toList());
    }
  }

  private MeterSource<DsmrTelegram> file(byte[]... telegrams) throws IOException {
    return Dsmr.file(Files.write(folder.resolve("telegrams.txt"), concat(telegrams)));
  }

  @ParameterizedTest
  @CsvSource({"auto, 2", "require, 1", "ignore, 3"})
  void checksumSaysWhichTelegramsCount(String policy, int count) throws IOException {
    byte[] wrong = bytes(text(TINY).replace("FBC8", "FBC9"));
    assertThat(read(file(TINY, Vectors.bytes("p1_v3"), wrong).with("checksum", policy)))
        .hasSize(count);
  }

  @Test
  void lineEndsAreRepairedOnDemand() throws IOException {
    byte[] changed = bytes(text(TINY).replace("\r\n", "\n"));
    assertThat(read(file(changed))).isEmpty();
    assertThat(read(file(changed).with("line-ends", "repair"))).hasSize(1);
  }

  @Test
  void bitSevenIsDroppedOnDemand() throws IOException {
    byte[] parity = TINY.clone();
    for (int i = 0; i < parity.length; i++) {
      parity[i] |= (byte) 0x80;
    }
    assertThat(read(file(parity))).isEmpty();
    assertThat(read(file(parity).with("seven-bit", "true"))).hasSize(1);
  }

  @Test
  void offsetAndZoneSayWhatStampsMean() throws IOException {
    byte[] letter =
        TelegramBuilder.telegram("/X").with("0-0:1.0.0", "240214102015W").withValidCrc();
    byte[] plain = TelegramBuilder.telegram("/X").with("0-0:1.0.0", "240714102015").withValidCrc();
    MeterSource<DsmrTelegram> source =
        file(letter, plain).with("offset", "+02:00").with("zone", "Europe/Vilnius");
    assertThat(read(source))
        .extracting(telegram -> telegram.meterTime().orElseThrow().instant().orElseThrow())
        .containsExactly(
            Instant.parse("2024-02-14T08:20:15Z"), Instant.parse("2024-07-14T07:20:15Z"));
  }

  @Test
  void limitsAreOptions() throws IOException {
    byte[] big = Vectors.bytes("p1_v50");
    assertThat(read(file(big).with("max-frame", "512"))).isEmpty();
    assertThat(read(file(big).with("max-line", "64"))).isEmpty();
    assertThat(read(file(big).with("max-frame", "912").with("max-line", "128"))).hasSize(1);
  }

  @Test
  void theKeyIsReadFromAFileAndIsNowhereToBeSeen() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), CipherBuilder.KEY + "\n");
    MeterSource<DsmrTelegram> source = file(Vectors.bytes("lux_long")).with("key", "file:" + key);
    List<DsmrTelegram> telegrams = read(source);
    assertThat(telegrams).hasSize(1);
    assertThat(source.toString() + telegrams.get(0).source())
        .contains("telegrams.txt")
        .doesNotContainIgnoringCase(CipherBuilder.KEY);
  }

  @Test
  void theAuthenticationKeyAndTheTagAreOptions() throws IOException {
    String other = "F0E0D0C0B0A090807060504030201000";
    Path key = Files.writeString(folder.resolve("key"), CipherBuilder.KEY);
    Path auth = Files.writeString(folder.resolve("auth"), other);
    MeterSource<DsmrTelegram> source =
        file(new CipherBuilder().authenticationKey(other).frame(TINY)).with("key", "file:" + key);
    assertThat(read(source)).isEmpty();
    assertThat(read(source.with("auth-key", "file:" + auth))).hasSize(1);
    assertThat(read(source.with("tag", "ignore"))).hasSize(1);
  }

  @Test
  void anAuthenticationKeyAloneIsRefused() throws IOException {
    Path auth = Files.writeString(folder.resolve("auth"), CipherBuilder.KEY);
    MeterSource<DsmrTelegram> source = file(TINY).with("auth-key", "file:" + auth);
    assertThatThrownBy(() -> read(source).size()).hasMessageContaining("auth-key needs a key");
  }

  @Test
  void aFileThatHoldsNoKeyIsRefusedWithoutShowingWhatItHolds() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "0001SECRET");
    MeterSource<DsmrTelegram> source = file(TINY).with("key", "file:" + key);
    assertThatThrownBy(() -> read(source).size())
        .hasMessageContaining("32 hexadecimal digits")
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void damagedTelegramsGoToTheFaultHandlerAndNotToTheReader() throws IOException {
    byte[] wrong = bytes(text(TINY).replace("FBC8", "FBC9"));
    List<Fault> faults = new ArrayList<>();
    try (var meter = MeterReader.open(file(TINY, wrong, TINY))) {
      meter.onFault(faults::add);
      assertThat(meter.readings().toList()).hasSize(2);
    }
    assertThat(faults).extracting(Fault::kind).containsExactly(Fault.Kind.CHECKSUM);
  }
}
