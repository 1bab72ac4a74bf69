package io.github.meter4j.examples.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.DriverInfo;
import io.github.meter4j.MeterReader;
import io.github.meter4j.MeterSource;
import io.github.meter4j.StatusIndicators;
import io.github.meter4j.spi.OptionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The option tables of the documentation are made from the declared options. */
class OptionTablesTest {
  private static final String BEGIN =
      "<!-- options: begin; made by OptionTablesTest from the declared options -->\n";
  private static final String END = "<!-- options: end -->";

  /** To write the tables anew: {@code mvn verify -pl examples/decode -am -Doptions.write=true}. */
  @Test
  void theTablesSayWhatIsDeclared() throws IOException {
    Path page = Path.of(System.getProperty("meter.root"), "docs", "reference", "options.md");
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    assertThat(from).as("the mark before the tables").isGreaterThanOrEqualTo(BEGIN.length());
    String expected = tables();
    if (Boolean.getBoolean("options.write")) {
      text = text.substring(0, from) + expected + text.substring(to);
      Files.writeString(page, text);
      to = from + expected.length();
    }
    assertThat(text.substring(from, to)).isEqualTo(expected);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    drivers(text);
    MeterReader.transports()
        .forEach(
            transport ->
                table(
                    text,
                    "transport `" + transport.scheme() + "`, target: " + transport.targetForm(),
                    transport.options()));
    MeterReader.pulseSources()
        .forEach(
            source ->
                table(
                    text,
                    "pulse source `" + source.scheme() + "`, target: " + source.targetForm(),
                    source.options()));
    table(text, "every meter", MeterSource.readerOptions());
    table(text, "every meter that sends bytes", MeterSource.recordingOptions());
    StatusIndicators.indicators().stream()
        .filter(indicator -> !indicator.options().isEmpty())
        .forEach(
            indicator ->
                table(text, "status lights `" + indicator.scheme() + ":`", indicator.options()));
    return text.append('\n').toString();
  }

  /** Those that take the same share a table, which stands where the first of them would. */
  private static void drivers(StringBuilder text) {
    Map<String, List<String>> byRows = new LinkedHashMap<>();
    for (DriverInfo driver : MeterReader.drivers()) {
      byRows
          .computeIfAbsent(rows(driver.options()), rows -> new ArrayList<>())
          .add('`' + driver.name() + '`');
    }
    byRows.forEach(
        (rows, names) -> {
          String title = names.size() == 1 ? "driver " : "drivers ";
          head(text, title + String.join(", ", names)).append(rows);
        });
  }

  private static void table(StringBuilder text, String title, List<OptionSpec<?>> options) {
    head(text, title).append(rows(options));
  }

  private static StringBuilder head(StringBuilder text, String title) {
    return text.append("\n| ")
        .append(title)
        .append(" | takes | default | meaning |\n|---|---|---|---|\n");
  }

  private static String rows(List<OptionSpec<?>> options) {
    StringBuilder text = new StringBuilder();
    for (OptionSpec<?> option : options) {
      text.append("| `").append(option.name()).append("` | ").append(option.form());
      text.append(" | ").append(option.defaultText().map(t -> '`' + t + '`').orElse(""));
      text.append(" | ").append(option.meaning()).append(" |\n");
    }
    return text.toString();
  }
}
