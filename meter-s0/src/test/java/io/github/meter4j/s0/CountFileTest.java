package io.github.meter4j.s0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.reading.PulseGap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountFileTest {
  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("s0.count");
  }

  private void save(SavedCount... counts) throws IOException {
    try (CountFile file = CountFile.open(path)) {
      for (SavedCount count : counts) {
        file.save(count);
      }
    }
  }

  private CountFile.Found load() throws TransportException {
    try (CountFile file = CountFile.open(path)) {
      return file.load();
    }
  }

  private void write(String ending, byte[] bytes) throws IOException {
    Files.write(folder.resolve("s0.count" + ending), bytes);
  }

  @Test
  void findsNothingWhereNothingWasSaved() throws Exception {
    assertThat(load()).isEqualTo(new CountFile.Found(Optional.empty(), Optional.empty()));
    assertThat(path).doesNotExist();
  }

  @Test
  void findsWhatWasSaved() throws Exception {
    SavedCount count =
        Counts.of(12_345)
            .after(
                new PulseGap(
                    PulseGap.Cause.KILLED,
                    Instant.parse("2026-01-01T00:00:00.123456789Z"),
                    Instant.parse("2025-12-31T23:00:00Z")));
    save(count);

    assertThat(load()).isEqualTo(new CountFile.Found(Optional.of(count), Optional.empty()));
  }

  @Test
  void keepsTheGenerationBefore() throws Exception {
    save(Counts.of(1), Counts.of(2), Counts.of(3));

    assertThat(CountText.parse(Files.readAllBytes(folder.resolve("s0.count.old"))))
        .isEqualTo(Counts.of(2));
    assertThat(folder.resolve("s0.count.new")).doesNotExist();
  }

  /** Whatever was cut off, the older generation is used, and it is said. */
  @Test
  void aFileThatIsCutOffGivesTheOlderGeneration() throws Exception {
    byte[] whole = CountText.of(Counts.of(3));
    for (int length = 0; length < whole.length; length++) {
      byte[] torso = Arrays.copyOf(whole, length);
      write(".old", CountText.of(Counts.of(2)));
      write("", torso);

      CountFile.Found found = load();

      assertThat(found.count()).contains(Counts.of(2));
      assertThat(found.damage().orElseThrow()).contains("s0.count: ");
      assertThat(folder.resolve("s0.count.damaged")).hasBinaryContent(torso);
    }
  }

  @Test
  void aFlippedBitGivesTheOlderGeneration() throws Exception {
    byte[] whole = CountText.of(Counts.of(3));
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> CountText.parse(damaged))
          .isInstanceOf(CountText.DamagedException.class);
    }
    whole[100] ^= 1;
    save(Counts.of(2), Counts.of(3));
    write("", whole);

    assertThat(load().count()).contains(Counts.of(2));
  }

  /** After the damage, the next save must not overwrite the last good generation by the bad one. */
  @Test
  void theOlderGenerationStaysUntilThereIsANewOne() throws Exception {
    save(Counts.of(2), Counts.of(3));
    write("", new byte[] {1});
    assertThat(load().count()).contains(Counts.of(2));
    assertThat(load().count()).contains(Counts.of(2));
    write(".new", new byte[] {1});

    assertThat(load().count()).contains(Counts.of(2));
  }

  @Test
  void aKillInEveryStepOfASaveLosesNothing() throws Exception {
    byte[] next = CountText.of(Counts.of(4));
    // while the new file is written
    save(Counts.of(2), Counts.of(3));
    for (int length = 0; length < next.length; length++) {
      write(".new", Arrays.copyOf(next, length));
      assertThat(load())
          .isEqualTo(new CountFile.Found(Optional.of(Counts.of(3)), Optional.empty()));
    }
    // before the first rename
    write(".new", next);
    assertThat(load()).isEqualTo(new CountFile.Found(Optional.of(Counts.of(4)), Optional.empty()));
    // between the renames
    save(Counts.of(2), Counts.of(3));
    Files.move(path, folder.resolve("s0.count.old"), StandardCopyOption.REPLACE_EXISTING);
    write(".new", next);
    assertThat(load()).isEqualTo(new CountFile.Found(Optional.of(Counts.of(4)), Optional.empty()));
    assertThat(load().count()).contains(Counts.of(4));
  }

  /** Its very first save was cut off: there never was a count. */
  @Test
  void aTorsoOfTheFirstSaveIsNoCount() throws Exception {
    write(".new", new byte[] {'m'});

    assertThat(load().count()).isEmpty();
  }

  @Test
  void aFileThatWasTakenAwayGivesTheOlderGenerationAndSaysSo() throws Exception {
    save(Counts.of(2), Counts.of(3));
    Files.delete(path);

    assertThat(load().count()).contains(Counts.of(2));
    Files.deleteIfExists(path);
    assertThat(load().damage().orElseThrow()).contains("is gone");
  }

  @Test
  void twoDamagedGenerationsAreAnErrorThatChangesNothing() throws Exception {
    write("", new byte[] {1});
    write(".old", new byte[] {2});

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::load)
          .isInstanceOf(TransportException.class)
          .hasMessageContainingAll("the count is lost", "offset=");
      assertThat(path).hasBinaryContent(new byte[] {1});
    }
    Files.delete(path);
    assertThatThrownBy(this::load).hasMessageContaining("the count is lost");
  }

  @Test
  void aFileOfALaterFormIsNotTakenForADamagedOne() throws Exception {
    String text =
        new String(CountText.of(Counts.of(3)), StandardCharsets.UTF_8)
            .replace("version 1", "version 2");
    String checked = text.substring(0, text.lastIndexOf("crc32="));
    CRC32 crc = new CRC32();
    crc.update(checked.getBytes(StandardCharsets.UTF_8));
    write(
        "",
        (checked + String.format("crc32=%08x%n", crc.getValue())).getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(this::load)
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("version 2");
    assertThat(path).exists();
  }

  @Test
  void someOtherFileIsRefused() throws Exception {
    write("", "hello\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::load).hasMessageContaining("no count file");
    write("", new byte[70_000]);
    assertThatThrownBy(this::load).hasMessageContaining("no count file");
  }

  @Test
  void oneProgramOpensItOnlyOnce() throws Exception {
    try (CountFile first = CountFile.open(path)) {
      assertThatThrownBy(
              () -> CountFile.open(folder.resolve("../" + folder.getFileName() + "/s0.count")))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.BUSY))
          .hasMessageContaining("this program already");
      first.save(Counts.of(1));
    }
    assertThat(load().count()).isPresent();
  }

  @Test
  void followsALink() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real")).resolve("count");
    Files.write(real, CountText.of(Counts.of(1)));
    Files.createSymbolicLink(path, real);
    save(Counts.of(2));

    assertThat(Files.isSymbolicLink(path)).isTrue();
    assertThat(CountText.parse(Files.readAllBytes(real))).isEqualTo(Counts.of(2));
  }

  @Test
  void saysWhatIsWrongWithAPlace() throws Exception {
    assertThatThrownBy(() -> CountFile.open(folder.resolve("none/s0.count")))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> CountFile.open(folder))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("is a folder");
  }
}
