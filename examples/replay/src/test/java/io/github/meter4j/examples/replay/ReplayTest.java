package io.github.meter4j.examples.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.dsmr.DsmrEncoder;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import io.github.meter4j.transport.Recording;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayTest {
  private static final Instant NEW_YEAR = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir private Path folder;

  private record Run(int code, List<String> out, String err) {
    String line(String name) {
      return out.stream()
          .filter(line -> line.startsWith(name + ' '))
          .map(line -> line.substring(name.length()).strip())
          .findFirst()
          .orElse("no line " + name);
    }
  }

  private static Run replay(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Replay.run(
            out,
            new PrintStream(err, true, UTF_8),
            Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    return new Run(code, out.toString(UTF_8).lines().toList(), err.toString(UTF_8));
  }

  /** A telegram of a minute of the year; a watt-hour is used every minute. */
  private static byte[] telegram(long minute) {
    return DsmrEncoder.of("XMP5\\2EXAMPLE")
        .object("1-3:0.2.8", "50")
        .object(
            "0-0:1.0.0",
            DsmrEncoder.stamp(NEW_YEAR.plusSeconds(60 * minute), false, ZoneOffset.ofHours(1)))
        .number(
            "1-0:1.8.1",
            Quantity.of(BigDecimal.valueOf(100_000 + minute, 3), Unit.KILOWATT_HOUR),
            9,
            3)
        .number("1-0:1.7.0", Quantity.of(BigDecimal.valueOf(60, 3), Unit.KILOWATT), 5, 3)
        .encode();
  }

  private static byte[] telegrams(long from, long to) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (long minute = from; minute < to; minute++) {
      all.writeBytes(telegram(minute));
    }
    return all.toByteArray();
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private Path zip(String name, List<String> names, List<byte[]> contents) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < names.size(); i++) {
        out.putNextEntry(new ZipEntry(names.get(i)));
        out.write(contents.get(i));
        out.closeEntry();
      }
    }
    return file;
  }

  @Test
  void plainGzipAndZipAreOneTimeline() throws IOException {
    Path plain = file("1.txt", telegrams(0, 100));
    Path packed = file("2.gz", gzip(telegrams(100, 200)));
    // packed in the wrong order, and one of them compressed once more
    Path zip =
        zip(
            "3.zip",
            List.of("day3.gz", "day2.txt"),
            List.of(gzip(telegrams(300, 400)), telegrams(200, 300)));

    Run run = replay(plain, packed, zip);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.line("frames")).isEqualTo("400 (verified 400)");
    assertThat(run.line("rejected")).isEqualTo("0");
    assertThat(run.line("first")).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(run.line("last")).isEqualTo("2024-01-01T06:39:00Z");
    assertThat(run.line("gaps")).isEqualTo("none longer than 5m");
    assertThat(run.line("clock steps")).isEqualTo("none back");
    assertThat(run.line("total"))
        .isEqualTo("active_energy_import_t1: 0.399 kWh (from 100.000 kWh to 100.399 kWh)");
    assertThat(run.line("verdict")).isEqualTo("whole");
    assertThat(run.line("read")).startsWith("3 files, ");
  }

  @Test
  void gapsStepsRepeatsAndDamageAreCounted() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(telegrams(0, 10));
    all.writeBytes(telegram(9)); // once more
    all.writeBytes(telegrams(30, 40)); // 21 minutes later
    all.writeBytes(telegram(38)); // a minute back
    byte[] damaged = telegram(41);
    damaged[60] ^= 1;
    all.writeBytes(damaged);
    all.writeBytes("noise".getBytes(UTF_8));

    Run run = replay(file("odd.txt", all.toByteArray()));

    assertThat(run.line("frames")).isEqualTo("22 (verified 22)");
    assertThat(run.line("rejected")).contains("checksum 1");
    assertThat(run.line("repeated times")).isEqualTo("1");
    assertThat(run.line("gaps"))
        .isEqualTo("1 longer than 5m, 21m in all, the longest 21m from 2024-01-01T00:09:00Z");
    assertThat(run.line("clock steps"))
        .isEqualTo("1 back, the longest by 1m to 2024-01-01T00:38:00Z");
    assertThat(run.line("total")).contains("fell 1 times");
    assertThat(run.line("verdict"))
        .isEqualTo("damaged, with gaps, with a clock or a counter that went back");
    assertThat(replay(folder.resolve("odd.txt"), "--gap", "1h").line("gaps"))
        .isEqualTo("none longer than 1h");
  }

  @Test
  void aPictureIsDrawn() throws IOException {
    Path picture = folder.resolve("power.png");

    Run run = replay("--plot", picture, file("day.txt", telegrams(0, 1440)));

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(1600);
    assertThat(image.getHeight()).isEqualTo(1000);
    assertThat(Arrays.stream(image.getRGB(0, 0, 1600, 1000, null, 0, 1600)).distinct().count())
        .as("colours")
        .isGreaterThan(5);
  }

  @Test
  void theProgressIsShownWhereItIsAskedFor() throws IOException {
    Path file = file("day.txt", telegrams(0, 100));
    assertThat(replay(file).err()).isEmpty();
    assertThat(replay("--progress", file).err())
        .contains("replay")
        .contains("100%")
        .contains("MiB");
  }

  @Test
  void aFileThatBreaksOffIsReadSoFarAndFails() throws IOException {
    byte[] whole = gzip(telegrams(0, 100));
    Path cut = file("cut.gz", Arrays.copyOf(whole, whole.length - 50));

    Run run = replay(cut, folder.resolve("missing.txt"), file("good.txt", telegrams(100, 110)));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("cannot read " + cut).contains("missing.txt");
    assertThat(Integer.parseInt(run.line("frames").split(" ")[0])).isBetween(80, 109);
    assertThat(run.line("last")).isEqualTo("2024-01-01T01:49:00Z");
  }

  /** One byte of the packed entry is another one. */
  @Test
  void aDamagedEntryOfAnArchiveIsNamedAndTheOthersAreRead() throws IOException {
    Path zip =
        zip(
            "bad.zip",
            List.of("day1.txt", "day2.txt"),
            List.of(telegrams(0, 100), telegrams(100, 200)));
    byte[] bytes = Files.readAllBytes(zip);
    bytes[300] ^= 0x55;
    Files.write(zip, bytes);

    Run run = replay(zip);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("cannot read " + zip + "!day1.txt: ");
    assertThat(run.line("last")).isEqualTo("2024-01-01T03:19:00Z");
    assertThat(run.line("verdict")).contains("incomplete, 1 could not be read to the end");
  }

  @Test
  void whatCouldNotBeReadIsNotWhole() throws IOException {
    Path missing = folder.resolve("missing.txt");

    Run run = replay(file("day.txt", telegrams(0, 10)), missing);

    assertThat(run.err().strip())
        .isEqualTo("replay: cannot read " + missing + ": there is no such file");
    assertThat(run.line("verdict")).isEqualTo("incomplete, 1 could not be read to the end");
  }

  @Test
  void aRecordingIsPlayedBack() throws IOException {
    Path file = folder.resolve("recording.txt");
    try (Recording.Writer recording =
        Recording.to(Files.newOutputStream(file), Instant.parse("2024-01-01T00:00:00Z"))) {
      recording.write(telegrams(0, 20), 1);
    }
    assertThat(replay(file).line("frames")).isEqualTo("20 (verified 20)");
    Run packed = replay(zip("r.zip", List.of("r.txt"), List.of(Files.readAllBytes(file))));
    assertThat(packed.err()).contains("is a recording; unpack the archive");
    assertThat(packed.line("verdict")).startsWith("empty");
    assertThat(packed.code()).isEqualTo(1);
  }

  @Test
  void wrongUsageIsCodeTwo() throws IOException {
    Path file = file("day.txt", telegrams(0, 1));
    assertThat(replay().code()).isEqualTo(2);
    assertThat(replay("--driver", "dsrm", file))
        .satisfies(run -> assertThat(run.err()).contains("\"dsrm\"").contains("dsmr"))
        .satisfies(run -> assertThat(run.code()).isEqualTo(2));
    assertThat(replay("-o", "checksums=ignore", file).err()).contains("checksum=auto");
    assertThat(replay("--gap", "long", file).code()).isEqualTo(2);
    assertThat(replay("--plot", "power.jpg", file))
        .satisfies(run -> assertThat(run.err()).contains("PNG").contains("power.jpg"))
        .satisfies(run -> assertThat(run.code()).isEqualTo(2));
  }

  /** It would be sad to read for an hour first. */
  @Test
  void aPictureThatCannotBeWrittenIsRefusedAtOnce() throws IOException {
    Path file = file("day.txt", telegrams(0, 10));
    Path nowhere = folder.resolve("nowhere").resolve("power.png");
    Path directory = Files.createDirectory(folder.resolve("taken.png"));

    for (Path plot : List.of(nowhere, directory)) {
      Run run = replay("--plot", plot, file);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("replay: --plot " + plot + ": ");
    }
    assertThat(replay("--plot", nowhere, file).err()).contains("there is no folder");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPictureThatDoesNotFitOnTheDiskIsSaid() throws IOException {
    Path full = Files.createSymbolicLink(folder.resolve("full.png"), Path.of("/dev/full"));

    Run run = replay("--plot", full, file("day.txt", telegrams(0, 10)));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("replay: cannot write " + full + ": ");
    assertThat(run.line("frames")).startsWith("10 ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anOutputThatDoesNotFitOnTheDiskIsSaid() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String file = file("day.txt", telegrams(0, 10)).toString();
    try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
      assertThat(Replay.run(full, new PrintStream(err, true, UTF_8), file)).isEqualTo(1);
    }
    assertThat(err.toString(UTF_8)).startsWith("replay: cannot write the output: ");
  }

  @Test
  void aSeriesHasABoundedNumberOfPoints() {
    Series series = new Series(Duration.ofMinutes(5));
    for (int i = 0; i < 100_000; i++) {
      series.add(NEW_YEAR.plusSeconds(60L * i), i % 2);
    }
    List<Series.Point> points = series.points();
    assertThat(points).hasSizeBetween(Series.MOST / 4, Series.MOST);
    assertThat(points).extracting(Series.Point::time).isSorted();
    assertThat(points.subList(0, 100)).allMatch(point -> point.mean() > 0.4 && point.mean() < 0.6);
  }

  @Test
  void aLineIsNotDrawnAcrossAGap() {
    Series series = new Series(Duration.ofMinutes(5));
    for (int minute : new int[] {0, 1, 2, 7, 60, 61}) {
      series.add(NEW_YEAR.plusSeconds(60L * minute), minute);
    }
    assertThat(series.points().stream().map(Series.Point::mean))
        .containsExactly(0.0, 1.0, 2.0, 7.0, Double.NaN, 60.0, 61.0);
    assertThat(series.length()).isEqualTo(Duration.ofMinutes(61));
  }
}
