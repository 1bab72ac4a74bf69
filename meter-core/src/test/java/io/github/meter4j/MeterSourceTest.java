package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.spi.LinkKind;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.Transport;
import io.github.meter4j.spi.TransportProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeterSourceTest {
  private static final OptionSpec<Integer> BAUD =
      OptionSpec.integer("baud", 50, 4_000_000, "115200", "speed of the line");
  private static final OptionSpec<String> FORMAT =
      OptionSpec.of("format", "8N1, 7E1", "8N1", "form of a character", text -> text);
  private static final OptionSpec<String> PACE =
      OptionSpec.of("pace", "realtime", "", "how fast", text -> text);

  private record Scheme(String scheme, List<OptionSpec<?>> options) implements TransportProvider {
    @Override
    public LinkKind kind() {
      return switch (scheme) {
        case "serial" -> LinkKind.SERIAL;
        case "file" -> LinkKind.FILE;
        case "gpio" -> LinkKind.MEMORY;
        default -> LinkKind.NETWORK;
      };
    }

    @Override
    public String targetForm() {
      return "anything";
    }

    @Override
    public void validate(String target) {
      if (target.isEmpty()) {
        throw new IllegalArgumentException("a " + scheme + " target must not be empty");
      }
    }

    @Override
    public Transport open(String target, Options options) throws TransportException {
      throw new TransportException(TransportException.Kind.NOT_FOUND, "no " + target);
    }
  }

  private static final List<TransportProvider> SCHEMES =
      List.of(
          new Scheme("serial", List.of(BAUD, FORMAT)),
          new Scheme("tcp", List.of()),
          new Scheme("rfc2217", List.of(BAUD)),
          new Scheme("rtutcp", List.of()),
          new Scheme("gpio", List.of(OptionSpec.integer("impulses", 1, 100000, "", "a kWh"))),
          new Scheme("file", List.of(PACE)));

  private static final Registry REGISTRY =
      new Registry(
          List.of(
              new LineDriver("dsmr", "serial"),
              new LineDriver("iec62056", "serial"),
              new LineDriver("dds238", "serial"),
              new LineDriver("iem2150", "serial"),
              new LineDriver("modbus", "serial"),
              new LineDriver("cc128", "serial"),
              new LineDriver("s0", "gpio")),
          SCHEMES);

  private static MeterSource<?> parse(String address) {
    return MeterSource.parse(address, REGISTRY);
  }

  private static void assertRefused(String address, String... parts) {
    assertThatThrownBy(() -> parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dsmr:/dev/ttyUSB0",
        "dsmr:COM3",
        "dsmr+tcp://192.168.1.20:23",
        "dsmr+tcp://[fe80::1]:23",
        "dsmr+rfc2217://host:2001",
        "dsmr+file:capture.txt?pace=realtime",
        "dsmr+file:/tmp/capture.txt",
        "dsmr+file:C:\\captures\\a b.txt",
        "iec62056:/dev/ttyUSB0?mode=d&baud=9600&format=7E1",
        "dds238:/dev/ttyUSB1?unit=1",
        "iem2150+tcp://gateway:502?unit=2",
        "iem2150+rtutcp://gateway:4001?unit=2",
        "modbus:/dev/ttyUSB1?map=my-meter.csv",
        "cc128:/dev/ttyUSB0",
        "s0:gpio17?impulses=1000",
        "dsmr:x?timeout=500ms&stale=5m",
        "dsmr:x?offset=+01:00",
        "dsmr:x?key=env:P1_KEY",
        "dsmr:x?map=50%25%26?a=b",
        "dsmr:what%3F100%25",
        "dsmr+file:////server/share"
      })
  void printsWhatItParsed(String address) {
    assertThat(parse(address)).hasToString(address);
    assertThat(parse(parse(address).toString())).hasToString(address);
  }

  @Test
  void aTargetWithSignsOfTheAddressSurvives() {
    for (String target : List.of("a?b", "100%", "%3F", "//server/x", "a&b=c+d", "c:d", "?", "%")) {
      MeterSource<?> source = MeterSource.of(new LineDriver("dsmr", "file"), "serial", target);
      Registry both = new Registry(List.of(new LineDriver("dsmr", "file")), SCHEMES);
      assertThat(MeterSource.parse(source.toString(), both)).hasToString(source.toString());
    }
  }

  @Test
  void slashesBeforeTheTargetAreOptional() {
    assertThat(parse("dsmr+tcp:host:23")).hasToString("dsmr+tcp://host:23");
    assertThat(parse("dsmr:///dev/ttyUSB0")).hasToString("dsmr:/dev/ttyUSB0");
  }

  @Test
  void theTransportThatIsTheDefaultMayBeNamed() {
    assertThat(parse("dsmr+serial:COM3")).hasToString("dsmr:COM3");
  }

  @Test
  void optionsHaveTheirDefaultsAndThoseOfTheDriver() {
    Options options = parse("dsmr:x?unit=7").options();
    assertThat(options.get(LineDriver.UNIT)).isEqualTo(7);
    assertThat(options.get(LineDriver.MODE)).isEqualTo(LineDriver.Mode.A);
    assertThat(options.get(BAUD)).isEqualTo(9600);
    assertThat(options.get(FORMAT)).isEqualTo("8N1");
    assertThat(options.get(MeterSource.TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.find(LineDriver.MAP)).isEmpty();
    assertThat(parse("dsmr:x?baud=300").options().get(BAUD)).isEqualTo(300);
    assertThat(parse("dsmr:x?").options().get(LineDriver.UNIT)).isEqualTo(1);
  }

  @Test
  void aPlusSignAndPercentCodesInAnOptionAreRead() {
    assertThat(parse("dsmr:x?offset=+01:00").options().get(LineDriver.OFFSET))
        .isEqualTo(ZoneOffset.ofHours(1));
    assertThat(parse("dsmr:x?offset=%2B01:00").options().get(LineDriver.OFFSET))
        .isEqualTo(ZoneOffset.ofHours(1));
    assertThat(parse("dsmr:x?map=a%26b%3Dc=d?e").options().get(LineDriver.MAP))
        .isEqualTo("a&b=c=d?e");
    assertRefused("dsmr:x?map=100%", "option map", "%25");
    assertRefused("dsmr:100%", "the target", "%25");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dsmr", ":x", "/dev/ttyUSB0", "?"})
  void saysWhatAnAddressIs(String address) {
    assertRefused(address, "is no meter address", "driver[+transport]:target");
  }

  @Test
  void suggestsTheNearestDriverAndListsAll() {
    assertRefused("dmsr:x", "no meter driver \"dmsr\"", "did you mean \"dsmr\"?");
    assertRefused("DSMR:x", "did you mean \"dsmr\"?");
    assertRefused("C:\\x", "cc128, dds238, dsmr, iec62056, iem2150, modbus, s0");
    assertThatThrownBy(() -> MeterSource.parse("dsmr:x", new Registry(List.of(), List.of())))
        .hasMessageContaining("none is on the class path");
  }

  @Test
  void suggestsTheNearestTransport() {
    assertRefused("dsmr+tpc://x:1", "no transport \"tpc\"", "did you mean \"tcp\"?", "rfc2217");
    assertRefused("dsmr+:x", "no transport \"\"");
  }

  @Test
  void theTransportChecksTheTarget() {
    assertRefused("dsmr:", "must not be empty");
    assertRefused("dsmr:?unit=1", "must not be empty");
  }

  @Test
  void anUnknownOptionIsRefusedWithAllThatAreValid() {
    assertRefused(
        "dsmr:x?boud=300",
        "in dsmr:x: unknown option \"boud\"",
        "did you mean \"baud\"?",
        "baud=50 to 4000000",
        "mode=a, d",
        "timeout=");
    assertRefused("dsmr:x?zzzzzz=1", "unknown option \"zzzzzz\"; valid here: mode=");
  }

  @Test
  void anOptionOfAnotherTransportIsSaidToBelongThere() {
    assertRefused("dsmr:x?pace=realtime", "pace belongs to the transport file");
    assertRefused(
        "dsmr+tcp://x:1?baud=300",
        "baud belongs to the transport serial",
        "baud belongs to the transport rfc2217");
    assertThatThrownBy(() -> parse("dsmr:x?unit=0")).message().doesNotContain("belongs");
  }

  @Test
  void aRepeatedOptionIsRefused() {
    assertRefused("dsmr:x?unit=1&unit=1", "option unit is given more than once");
    MeterSource<?> source = parse("dsmr:x?unit=1");
    assertThatThrownBy(() -> source.with("unit", "2"))
        .hasMessageContaining("option unit is given more than once");
    assertThat(source.with("baud", "300")).hasToString("dsmr:x?unit=1&baud=300");
    assertThat(source).hasToString("dsmr:x?unit=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unit=0",
        "unit=248",
        "unit=one",
        "unit=",
        "unit=99999999999",
        "mode=A",
        "offset=1",
        "timeout=5",
        "timeout=-5s",
        "timeout=5000000000s",
        "baud=7.5"
      })
  void anIllTypedOptionIsRefusedWithWhatItTakes(String option) {
    String name = option.substring(0, option.indexOf('='));
    String text = option.substring(option.indexOf('=') + 1);
    assertRefused("dsmr:x?" + option, "option " + name, "\"" + text + '"', "it takes ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unit", "=1", "unit=1&mode"})
  void anOptionHasANameAndAValue(String options) {
    assertRefused("dsmr:x?" + options, "options have the form name=value");
  }

  @Test
  void whatASecretSaysIsNowhereToBeSeen(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "  0011deadbeef  \n second line");
    MeterSource<?> source = parse("dsmr:x?key=file:" + file);
    assertThat(source.options().get(LineDriver.KEY).reveal()).isEqualTo("0011deadbeef");
    assertThat(source.toString()).contains("file:").doesNotContain("deadbeef");
    assertThat(source.options().toString()).doesNotContain("deadbeef");
  }

  @Test
  void aSecretGivenInClearIsRefusedWithoutBeingShown() {
    for (String address :
        List.of(
            "dsmr:x?key=0011deadbeef",
            "dsmr:x?key=0011deadbeef%",
            "dsmr:x?kee=0011deadbeef",
            "dsmr:x?unit=0&key=0011deadbeef",
            "dsmr:x?key=env:A&key=0011deadbeef")) {
      assertThatThrownBy(() -> parse(address))
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(e -> assertThat(traceOf(e)).doesNotContain("deadbeef"));
    }
    assertRefused("dsmr:x?key=0011deadbeef", "option key", "it takes env:NAME or file:PATH");
  }

  private static String traceOf(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void aSecretThatIsNotThereNamesItsReferenceWhenTheMeterIsOpened() {
    MeterSource<?> source = parse("dsmr:x?key=env:METER4J_NO_SUCH_VARIABLE");
    assertThatThrownBy(() -> MeterReader.open(source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot open dsmr:x?key=env:METER4J_NO_SUCH_VARIABLE")
        .hasMessageContaining("nothing found under env:METER4J_NO_SUCH_VARIABLE");
  }

  @Test
  void aTransportThatIsThereIsLentOnce() throws Exception {
    var source = MeterSource.over(new LineDriver(), ScriptedTransport.recording("a\n"));
    try (var meter = MeterReader.open(source)) {
      assertThat(meter.read().text()).isEqualTo("a");
      assertThat(meter.source()).isSameAs(source).hasToString("line+memory:");
    }
    assertThatThrownBy(() -> MeterReader.open(source))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("opened before");
  }

  @Test
  void theReaderHasOptionsOfItsOwn() {
    assertThat(MeterSource.readerOptions())
        .containsExactly(
            MeterSource.TIMEOUT,
            MeterSource.STALE,
            MeterSource.CONNECT,
            MeterSource.DEDUP,
            MeterSource.REOPEN)
        .isUnmodifiable();
  }

  @Test
  void aLinkThatDependsOnTheDriverGetsItsName() {
    OptionSpec<String> driver = OptionSpec.of("driver", "a name", "", "who reads it", text -> text);
    Registry registry =
        new Registry(
            List.of(new LineDriver("dsmr", "serial")),
            List.of(new Scheme("sim", List.of(driver)), new Scheme("tcp", List.of())));

    MeterSource<?> source = MeterSource.parse("dsmr+sim:house", registry);
    assertThat(source.options().get(driver)).isEqualTo("dsmr");
    assertThat(source).hasToString("dsmr+sim://house");
    assertThat(MeterSource.parse("dsmr+sim:house?driver=cc128", registry).options().get(driver))
        .isEqualTo("cc128");
    assertThat(MeterSource.parse("dsmr+tcp:host", registry).options().find(driver)).isEmpty();
  }
}
