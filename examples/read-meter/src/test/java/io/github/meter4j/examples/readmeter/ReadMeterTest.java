package io.github.meter4j.examples.readmeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.simulator.Household;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReadMeterTest {
  private static final String FAST = "dsmr?rate=1000&start=2026-07-02T12:30";

  /** What the build server counts. */
  private static final Pattern SUMMARY = Pattern.compile("^[0-9]{4}-[0-9-]{5} .*[0-9] kW( |$)");

  @TempDir private Path folder;

  private static long summaries(String out) {
    return out.lines().filter(line -> SUMMARY.matcher(line).find()).count();
  }

  private Path recording(int telegrams) throws IOException {
    Path file = folder.resolve("recording.txt");
    Household household = new Household(1, Instant.parse("2026-07-02T10:30:00Z"));
    for (int i = 0; i < telegrams; i++) {
      Files.write(file, household.next(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return file;
  }

  @Test
  void showsADemoWithoutAnyHardware() {
    Outcome run = Outcome.of("--demo", "--count", "3");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(summaries(run.out())).isEqualTo(3);
    assertThat(run.lines().get(0)).contains("FLU5\\253", "Belgium", "50221", "checksum verified");
    assertThat(run.lines()).filteredOn(line -> line.startsWith("  L2 ")).hasSize(3);
  }

  @Test
  void takesTheNameOfADemoWithOptions() {
    Outcome run = Outcome.of("--count=2", "--demo", FAST + "&profile=netherlands");

    assertThat(run.code()).isZero();
    assertThat(summaries(run.out())).isEqualTo(2);
    assertThat(run.out()).contains("Netherlands").contains("low").doesNotContain("quarter hour");
  }

  @Test
  void printsALineOfJsonForEachReading() {
    Outcome run = Outcome.of("--demo", FAST, "--count", "3", "--format", "json");

    assertThat(run.code()).isZero();
    assertThat(run.lines()).hasSize(3).allMatch(line -> line.matches("\\{\"source\".*\\}"));
    assertThat(run.lines().get(2)).contains("\"name\":\"gas_volume\"", "\"faults\":[]");
  }

  @Test
  void printsAHeaderAndALineForEachReadingAsCsv() {
    Outcome run = Outcome.of("--demo", FAST, "--count", "3", "--format", "csv");

    assertThat(run.code()).isZero();
    String[] lines = run.out().split("\r\n");
    assertThat(lines).hasSize(4);
    assertThat(lines[0])
        .startsWith("time,active_energy_import_t1_kWh,")
        .endsWith(",gas_volume_ch1_m3,water_volume_ch2_m3")
        .doesNotContain("month_maximum");
    assertThat(lines[1]).matches("2026-07-02T10:\\d\\d:\\d\\dZ,[0-9.,]+");
    assertThat(lines[3].split(",")).hasSameSizeAs(lines[0].split(","));
  }

  @Test
  void readsARecordingToItsEnd() throws IOException {
    Outcome run = Outcome.of("dsmr+file:" + recording(7), "--stats");

    assertThat(run.code()).isZero();
    assertThat(summaries(run.out())).isEqualTo(7);
    assertThat(run.err()).startsWith("7 readings in ").contains("0 telegrams rejected");
  }

  @Test
  void readsARecordingToItsEndOnSlotsToo() throws IOException {
    Outcome run = Outcome.of("dsmr+file:" + recording(3), "--interval", "10ms");

    assertThat(run.code()).isZero();
    assertThat(summaries(run.out())).isEqualTo(3);
  }

  @Test
  void readsOnSlotsThatDoNotDrift() {
    long start = System.nanoTime();
    Outcome run = Outcome.of("--demo", FAST, "--count=4", "--interval=300ms", "--format=csv");
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(took).isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
    Instant[] times =
        run.lines().stream()
            .skip(1)
            .map(line -> Instant.parse(line.substring(0, line.indexOf(','))))
            .toArray(Instant[]::new);
    assertThat(times).hasSize(4);
    // A thousand simulated seconds a second: slots are 300 of them apart, give or take.
    assertThat(Duration.between(times[0], times[3]).toSeconds()).isBetween(700L, 9_000L);
  }

  @Test
  void countsDamagedTelegramsAndExplainsThemWhenAsked() throws IOException {
    Path file = recording(3);
    byte[] bytes = Files.readAllBytes(file);
    bytes[200] ^= 1;
    Files.write(file, bytes);

    Outcome brief = Outcome.of("dsmr+file:" + file);
    Outcome verbose = Outcome.of("dsmr+file:" + file, "--verbose");

    assertThat(summaries(brief.out())).isEqualTo(2);
    assertThat(brief.out()).contains("1 telegram rejected (CHECKSUM 1) so far");
    assertThat(brief.err()).isEmpty();
    assertThat(verbose.err()).contains("CHECKSUM: checksum sent ", "  byte 0 | /FLU5");
    assertThat(verbose.err()).contains("1 telegram rejected (CHECKSUM 1)");
  }

  @Test
  void saysWhenThereIsNothingInARecording() throws IOException {
    Path file = Files.writeString(folder.resolve("empty.txt"), "nothing\r\n");

    Outcome run = Outcome.of("dsmr+file:" + file);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("read-meter: ").contains("end after 0 readings");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void saysThatTelegramsCameWhenNoneOfThemIsGood() throws IOException {
    Path file = recording(2);
    Files.writeString(file, Files.readString(file).replace("\r\n", "\n"));

    Outcome run = Outcome.of("dsmr+file:" + file);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("2 telegrams rejected (CHECKSUM 2)"),
            second -> assertThat(second).endsWith("end after 0 readings"));
    assertThat(Outcome.of("dsmr+file:" + file + "?line-ends=repair").code()).isZero();
  }

  @Test
  void saysInOneLineWhatIsWrongWithAPort() {
    Outcome run = Outcome.of("dsmr+file:" + folder.resolve("none.txt"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("read-meter: no file ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(Outcome.of("dsmr+file:" + folder.resolve("none.txt"), "--verbose").err())
        .contains("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--demo=castle",
        "--bogus",
        "--demo dsmr:/dev/ttyUSB0",
        "--demo --count 0",
        "--demo --count x",
        "--demo --interval 0s",
        "--demo --interval 10",
        "--demo --format xml",
        "dsmx:/dev/ttyUSB0",
        "dsmr:/dev/ttyUSB0?bad=9600",
        "here",
        "one:1 two:2"
      })
  void refusesWrongUsage(String commandLine) {
    Outcome run = Outcome.of(commandLine.isEmpty() ? new String[0] : commandLine.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("read-meter: ").contains("--help").doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSizeLessThan(4);
  }

  @Test
  void saysWhichDemosThereAre() {
    assertThat(Outcome.of("--demo", "castle").err()).contains("no demo \"castle\"; there is dsmr");
  }

  @Test
  void listsDriversAndPorts() {
    Outcome drivers = Outcome.of("--drivers");
    Outcome ports = Outcome.of("--ports");

    assertThat(drivers.out()).contains("dsmr: P1", "checksum=", "over sim:", "baud=", "timeout=");
    assertThat(drivers.code()).isZero();
    assertThat(ports.code()).isZero();
    assertThat(ports.out() + ports.err()).isNotBlank();
  }

  @Test
  void showsItsHelp() {
    Outcome run = Outcome.of("--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("--interval", "dsmr+tcp://", "Exit code");
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "csv"})
  void endsQuietlyWhenNobodyReadsItsOutputAnyMore(String format) {
    java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();

    int code =
        ReadMeter.run(
            new String[] {"--demo", FAST, "--format", format},
            failing("Broken pipe"),
            new PrintStream(err));

    assertThat(code).isZero();
    assertThat(err.toString()).isEmpty();
  }

  /** A log that ends without a word looks like a house without power. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "csv"})
  @EnabledOnOs(OS.LINUX)
  void saysThatTheDiskIsFull(String format) throws IOException {
    java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
    try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
      int code =
          ReadMeter.run(
              new String[] {"--demo", FAST, "--format", format}, full, new PrintStream(err));

      assertThat(code).isEqualTo(1);
    }
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("read-meter: cannot write the output: ");
  }

  @Test
  void saysBeforeItReadsThatItCannotRecord() {
    Outcome run = Outcome.of("--demo", FAST + "&record=" + folder + "/no/x.rec", "--count=2");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("there is no such folder");
  }

  @Test
  void refusesAMapThatIsNotThereAsWrongUsage() {
    Outcome run = Outcome.of("modbus+sim:sdm630?map=no-such.csv");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no-such.csv", "--help");
    assertThat(Outcome.of("modbus+sim:sdm630").code()).isEqualTo(2);
    assertThat(Outcome.of("--demo", "--columns", "voltage").err()).contains("--format csv");
  }

  /** Requests and replies, and the times of then. */
  @ParameterizedTest
  @ValueSource(strings = {"sdm630", "dds238", "iem2150"})
  void playsARecordedModbusMeter(String meter) {
    Path file = folder.resolve(meter + ".rec");
    String live = meter + "?interval=100ms&record=" + file;

    Outcome then = Outcome.of("--demo", live, "--count", "3", "--format", "json");
    Outcome now = Outcome.of(meter + "+file:" + file, "--format", "json");

    assertThat(then.code()).isZero();
    assertThat(now.code()).isZero();
    assertThat(now.err()).isEmpty();
    assertThat(now.lines()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(afterTime(now.lines().get(i))).isEqualTo(afterTime(then.lines().get(i)));
      assertThat(Duration.between(time(then.lines().get(i)), time(now.lines().get(i))).abs())
          .isLessThan(Duration.ofMillis(200));
    }
  }

  private static Instant time(String line) {
    return Instant.parse(line.replaceFirst(".*\"receivedAt\":\"([^\"]*)\".*", "$1"));
  }

  private static String afterTime(String line) {
    return line.substring(line.indexOf(",\"map\""));
  }

  /** A file is not opened again, and nobody says so. */
  @Test
  void saysWhereARecordingIsDamaged() throws IOException {
    Path file = Files.writeString(folder.resolve("x.rec"), "#meter4j-recording 1 here\n");

    Outcome run = Outcome.of("dsmr+file:" + file);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("is damaged in line 1").doesNotContain("again");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void aPlainFileHasNoTimeOfArrival() throws IOException {
    String address = "dsmr+file:" + recording(1);

    assertThat(Outcome.of(address, "--format", "json").out()).contains("\"receivedAt\":null");
  }
}
