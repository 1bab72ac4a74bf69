package io.github.meter4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.MeterReader;
import io.github.meter4j.reading.Reading;
import io.github.meter4j.spi.LinkProvider;
import io.github.meter4j.spi.OptionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of the simulated meters is made from what there is and from what it sends. */
@Timeout(120)
class SimulatedMetersPageTest {
  private static final String BEGIN =
      "<!-- simulated meters: begin; made by SimulatedMetersPageTest, which opens every address"
          + " -->\n";
  private static final String END = "<!-- simulated meters: end -->";
  private static final Pattern PHASE = Pattern.compile("(?<=_)l[123](?=_|$)");

  /** Enough for every kind of message of a display, and for the power of pulses. */
  private static final Map<String, Integer> READINGS = Map.of("cc128", 10, "s0", 30);

  /** To write the page anew: {@code mvn verify -pl meter-simulator -am -Dsimulated.write=true}. */
  @Test
  void thePageSaysWhatThereIs() throws Exception {
    Path page =
        Path.of(System.getProperty("meter.root"), "docs", "reference", "simulated-meters.md");
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    assertThat(from).as("the mark before the tables").isGreaterThanOrEqualTo(BEGIN.length());
    String expected = meters() + measurements() + options();
    if (Boolean.getBoolean("simulated.write")) {
      text = text.substring(0, from) + expected + text.substring(to);
      Files.writeString(page, text);
      to = from + expected.length();
    }
    assertThat(text.substring(from, to)).isEqualTo(expected);
  }

  private static String meters() {
    StringBuilder text = new StringBuilder("\n| address | meter |\n|---|---|\n");
    for (Target target : Target.values()) {
      row(text, addresses(target.addresses()), target.meter());
    }
    row(
        text,
        addresses(pulses()),
        "pulse output of the household, and of a meter with a constant load");
    return text.toString();
  }

  private static List<String> pulses() {
    return List.of("s0+sim:household?impulses=1000", "s0+sim:2300W?impulses=1000");
  }

  private static String addresses(List<String> addresses) {
    return '`' + String.join("`<br>`", addresses) + '`';
  }

  private static void row(StringBuilder text, String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** Addresses that give the same share a row. */
  private static String measurements() throws Exception {
    Map<String, List<String>> addressesByNames = new LinkedHashMap<>();
    List<String> all =
        Stream.concat(
                Arrays.stream(Target.values()).flatMap(target -> target.addresses().stream()),
                pulses().stream())
            .toList();
    for (String address : all) {
      addressesByNames.computeIfAbsent(names(address), names -> new ArrayList<>()).add(address);
    }
    StringBuilder text = new StringBuilder("\n| address | measurements |\n|---|---|\n");
    addressesByNames.forEach((names, addresses) -> row(text, addresses(addresses), names));
    return text.toString();
  }

  private static String names(String address) throws Exception {
    String driver = address.substring(0, address.indexOf('+'));
    String options =
        "start=2026-12-02T18:30" + (driver.equals("s0") ? "&interval=100ms&rate=20" : "");
    Set<String> names = new LinkedHashSet<>();
    try (MeterReader<Reading> meter =
            MeterReader.open(address + (address.contains("?") ? '&' : '?') + options);
        Stream<Reading> readings = meter.readings()) {
      readings
          .limit(READINGS.getOrDefault(driver, 1))
          .forEach(
              reading -> {
                assertThat(reading.faults()).as(address).isEmpty();
                reading.measurements().forEach(m -> names.add(m.measurand().toString()));
              });
    }
    assertThat(names).as(address).isNotEmpty();
    return withPhasesTogether(names);
  }

  private static String withPhasesTogether(Set<String> names) {
    Set<String> together = new LinkedHashSet<>();
    for (String name : names) {
      Matcher phase = PHASE.matcher(name);
      boolean all =
          phase.find()
              && Stream.of("l1", "l2", "l3")
                  .map(PHASE.matcher(name)::replaceFirst)
                  .allMatch(names::contains);
      together.add(all ? PHASE.matcher(name).replaceFirst("l1…l3") : name);
    }
    return '`' + String.join("`, `", together) + '`';
  }

  private static String options() {
    StringBuilder text = new StringBuilder();
    table(text, "transport `sim`", new SimulatedLines.Provider());
    table(text, "pulse source `sim`", new SimulatedPulses.Provider());
    return text.append('\n').toString();
  }

  private static void table(StringBuilder text, String title, LinkProvider link) {
    text.append("\n| ").append(title).append(", target: ").append(link.targetForm());
    text.append(" | takes | default | meaning |\n|---|---|---|---|\n");
    for (OptionSpec<?> option : link.options()) {
      row(
          text,
          '`' + option.name() + '`',
          option.form(),
          option.defaultText().map(t -> '`' + t + '`').orElse(""),
          option.meaning());
    }
  }
}
