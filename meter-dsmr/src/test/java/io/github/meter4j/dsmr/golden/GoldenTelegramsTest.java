package io.github.meter4j.dsmr.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.dsmr.Dsmr;
import io.github.meter4j.dsmr.DsmrSettings;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.dsmr.P1Decoder;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.spi.ReadingSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder {@code src/test/telegrams/<maker-model>/<case>} is a test: {@code telegram.txt}
 * holds the bytes, {@code reading.txt} or {@code fault.txt} what comes of them, one fact a line.
 */
class GoldenTelegramsTest {
  private static final Path FOLDERS =
      Path.of(System.getProperty("meter.root"), "meter-dsmr/src/test/telegrams");

  /** To write what comes out beside a new telegram: {@code -Dgolden.write=true}; then read it. */
  @TestFactory
  List<DynamicTest> everyFolderGivesWhatItSays() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDERS)) {
      List<DynamicTest> tests =
          files
              .filter(file -> file.endsWith("telegram.txt"))
              .sorted()
              .map(
                  file ->
                      DynamicTest.dynamicTest(
                          FOLDERS.relativize(file.getParent()).toString(), () -> check(file)))
              .toList();
      assertThat(tests).as("folders with a telegram").isNotEmpty();
      return tests;
    }
  }

  private static void check(Path telegram) throws IOException {
    Outcome outcome = new Outcome();
    P1Decoder decoder = Dsmr.decoder(DsmrSettings.DEFAULT);
    decoder.feed(ByteBuffer.wrap(Files.readAllBytes(telegram)), Instant.EPOCH, outcome);
    decoder.end(outcome);
    Path reading = telegram.resolveSibling("reading.txt");
    Path fault = telegram.resolveSibling("fault.txt");
    if (Boolean.getBoolean("golden.write") && !Files.exists(reading) && !Files.exists(fault)) {
      Files.writeString(outcome.readings > 0 ? reading : fault, outcome.text.toString());
    }
    boolean delivered = Files.exists(reading);
    assertThat(outcome.text.toString()).isEqualTo(Files.readString(delivered ? reading : fault));
    assertThat(outcome.readings > 0).isEqualTo(delivered);
  }

  private static final class Outcome implements ReadingSink<DsmrTelegram> {
    private final StringBuilder text = new StringBuilder();
    private int readings;

    @Override
    public void reading(DsmrTelegram telegram, long offset, int length) {
      readings++;
      line("ident", telegram.ident());
      line("dialect", telegram.dialect());
      line("integrity", telegram.integrity());
      telegram.meterTime().ifPresent(time -> line("time", time));
      telegram.equipmentId().ifPresent(id -> line("id", id));
      telegram.ean().ifPresent(id -> line("ean", id));
      line("objects", telegram.objects().size());
      telegram.measurements().forEach(this::measurement);
      telegram.monthlyPeaks().forEach(peak -> line("peak", peak.monthEnd() + " " + peak.power()));
      telegram.failureLog().forEach(failure -> line("failure", failure));
      telegram
          .mbusDevices()
          .forEach(
              device ->
                  line(
                      "device",
                      device.channel()
                          + " "
                          + device.type().map(type -> type.medium().name()).orElse("-")
                          + " "
                          + device.id().map(Object::toString).orElse("-")
                          + " "
                          + device.register().map(Object::toString).orElse("-")));
      telegram.breakerState().ifPresent(state -> line("breaker", state));
      telegram.limiter().ifPresent(limit -> line("limiter", limit.off() ? "off" : limit.value()));
      telegram.message().ifPresent(message -> line("message", message));
      telegram.unparsed().forEach(unparsed -> line("unparsed", unparsed));
      telegram.faults().forEach(this::fault);
    }

    private void measurement(Measurement m) {
      line(m.obis().map(Object::toString).orElse("-"), m);
    }

    private void line(String name, Object value) {
      text.append(name).append(": ").append(value).append('\n');
    }

    private void fault(Fault fault) {
      line("fault", fault);
    }

    @Override
    public void rejected(Fault fault) {
      line("rejected", fault);
    }

    @Override
    public void skipped(long offset, int length) {
      line("skipped", length + " bytes at " + offset);
    }
  }
}
