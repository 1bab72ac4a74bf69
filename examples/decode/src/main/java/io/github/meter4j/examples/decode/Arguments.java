package io.github.meter4j.examples.decode;

import io.github.meter4j.DriverInfo;
import io.github.meter4j.MeterReader;
import io.github.meter4j.output.ReadingJson;
import io.github.meter4j.spi.OptionSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line, checked. Every option that the driver declares is an option of the program.
 *
 * @param driver decodes the files
 * @param options the options of the driver, as in a meter address
 * @param explain whether a person reads the output
 * @param files the files as given
 * @param help what to print instead of decoding
 */
record Arguments(
    DriverInfo driver,
    Map<String, String> options,
    boolean explain,
    List<String> files,
    Optional<String> help) {
  private static final String DEFAULT_DRIVER = "dsmr";
  private static final String FLAG = "true, false";
  private static final Set<String> OWN = Set.of("driver", "option", "explain", "help", "version");

  /**
   * Reads a command line.
   *
   * @throws CommandLine.ParameterException when it is not understood
   * @throws IllegalArgumentException when the driver or one of its options is wrong
   */
  static Arguments parse(String[] args) {
    DriverInfo driver = MeterReader.driver(driverName(args));
    CommandLine line = new CommandLine(spec(driver)).setExpandAtFiles(false);
    ParseResult given = line.parseArgs(args);
    Optional<String> help = help(line, given);
    Map<String, String> texts = help.isPresent() ? Map.of() : texts(driver, given);
    return new Arguments(
        driver,
        texts,
        given.hasMatchedOption("--explain"),
        given.matchedPositionalValue(0, List.of()),
        help);
  }

  /** The driver has to be known before the rest can be read: its options are declared by it. */
  private static String driverName(String[] args) {
    String name = DEFAULT_DRIVER;
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      if (args[i].startsWith("--driver=")) {
        name = args[i].substring("--driver=".length());
      } else if (args[i].equals("--driver") && i + 1 < args.length) {
        name = args[++i];
      }
    }
    return name;
  }

  private static String names() {
    return MeterReader.drivers().stream().map(DriverInfo::name).collect(Collectors.joining(", "));
  }

  private static CommandSpec spec(DriverInfo driver) {
    CommandSpec spec = CommandSpec.create().name("decode");
    spec.usageMessage()
        .customSynopsis("./example decode [OPTIONS] FILE...")
        .description(
            "Prints a line of JSON for each telegram in the files, in order (docs/reference/json.md).",
            "")
        .sortOptions(false)
        .width(100)
        .footer(
            "",
            "Ends with 0 when every file was read, 1 when one could not be read, 2 for wrong usage.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .arity("1..*")
            .required(true)
            .index("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("captured bytes, plain or gzip, or a recording; - is standard input")
            .build());
    spec.addOption(
        CommandLine.Model.OptionSpec.builder("--driver")
            .paramLabel("NAME")
            .type(String.class)
            .description(literal("what meter sent them: " + driverList()))
            .build());
    spec.addOption(
        CommandLine.Model.OptionSpec.builder("--explain")
            .type(boolean.class)
            .description("print what is wrong with each telegram, for a person to read")
            .build());
    spec.addOption(
        CommandLine.Model.OptionSpec.builder("-o", "--option")
            .paramLabel("NAME=VALUE")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .description("an option of the driver, as in a meter address")
            .build());
    driver.options().stream()
        .filter(option -> !OWN.contains(option.name()))
        .forEach(option -> spec.addOption(ofDriver(option)));
    spec.addOption(
        CommandLine.Model.OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("print this")
            .build());
    spec.addOption(
        CommandLine.Model.OptionSpec.builder("--version")
            .versionHelp(true)
            .description("print the version of the output")
            .build());
    return spec.version("JSON lines, version " + ReadingJson.VERSION);
  }

  private static String driverList() {
    return names() + " (default " + DEFAULT_DRIVER + ')';
  }

  private static CommandLine.Model.OptionSpec ofDriver(OptionSpec<?> option) {
    boolean flag = option.form().equals(FLAG);
    String byDefault = option.defaultText().map(text -> " (default " + text + ')').orElse("");
    return CommandLine.Model.OptionSpec.builder("--" + option.name())
        .paramLabel(flag ? "" : option.form())
        .hideParamSyntax(true)
        .type(flag ? boolean.class : String.class)
        .description(literal(option.meaning() + (flag ? "" : byDefault)))
        .build();
  }

  /** Nothing in a description is a pattern. */
  private static String literal(String text) {
    return text.replace("%", "%%").replace("$", "$$").replace("@|", "@ |");
  }

  private static Optional<String> help(CommandLine line, ParseResult given) {
    if (given.isUsageHelpRequested()) {
      return Optional.of(line.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }
    return given.isVersionHelpRequested()
        ? Optional.of(String.join("\n", line.getCommandSpec().version()) + '\n')
        : Optional.empty();
  }

  private static Map<String, String> texts(DriverInfo driver, ParseResult given) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> pairs = given.matchedOptionValue("--option", List.of());
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            '"' + pair + "\" is no option; options have the form name=value");
      }
      put(texts, pair.substring(0, equals), pair.substring(equals + 1));
    }
    for (OptionSpec<?> option : driver.options()) {
      Object value = given.matchedOptionValue("--" + option.name(), null);
      if (value != null && !OWN.contains(option.name())) {
        put(texts, option.name(), value.toString());
      }
    }
    return texts;
  }

  private static void put(Map<String, String> texts, String name, String value) {
    if (texts.put(name, value) != null) {
      throw new IllegalArgumentException("option " + name + " is given more than once");
    }
  }
}
