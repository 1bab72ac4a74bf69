package io.github.meter4j.examples.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of a line: other people's programs read it. */
class JsonOutputTest {
  /** Here the backslashes of JSON stand as they are printed. */
  private static final String GOLDEN =
      """
      {"file":"FILE","offset":0,"length":407,"ident":"XMP5\\\\2EXAMPLE \\"1\\"",\
      "integrity":"VERIFIED",\
      "meterTime":{"raw":"241027023000S","instant":"2024-10-27T00:30:00Z"},\
      "objects":[\
      {"id":"1-3:0.2.8","groups":["50"]},\
      {"id":"0-0:1.0.0","groups":["241027023000S"]},\
      {"id":"1-0:1.8.1","groups":["000004.426*kWh"]},\
      {"id":"1-0:1.7.0","groups":["00.638*kW"]},\
      {"id":"1-0:1.7.0","groups":["00.639*kW"]},\
      {"id":"9-9:9.9.9","groups":["what*is*this",""]},\
      {"id":"1-0:0.2.0","groups":["(ER11)"]},\
      {"id":"0-0:96.7.21","groups":["00004"]},\
      {"id":"0-0:96.13.0","groups":["a\\tb"]},\
      {"id":"1-0:32.7.0","groups":["0230.x*V"]},\
      {"id":"0-1:24.1.0","groups":["003"]},\
      {"id":"0-1:24.3.0","groups":["121030140000","00","60","1","0-1:24.2.1","m\\u00b3","00001.001"]},\
      {"id":"0-2:24.1.0","groups":["007"]},\
      {"id":"0-2:24.2.1","groups":["241027023000W","00872.234*m\\u00b3"]}],\
      "measurements":[\
      {"name":"active_energy_import_t1","obis":"1-0:1.8.1","channel":0,\
      "value":"4.426","unit":"kWh","at":null},\
      {"name":"active_power_import","obis":"1-0:1.7.0","channel":0,\
      "value":"0.638","unit":"kW","at":null},\
      {"name":"active_power_import","obis":"1-0:1.7.0","channel":0,\
      "value":"0.639","unit":"kW","at":null},\
      {"name":"power_failures","obis":"0-0:96.7.21","channel":0,\
      "value":"4","unit":null,"at":null},\
      {"name":"gas_volume","obis":"0-1:24.3.0","channel":1,\
      "value":"1.001","unit":"m3","at":null},\
      {"name":"water_volume","obis":"0-2:24.2.1","channel":2,\
      "value":"872.234","unit":"m3","at":"2024-10-27T01:30:00Z"}],\
      "faults":[\
      {"kind":"VALUE","message":"not a number","offset":229,"length":8,"line":12,"column":12,\
      "excerpt":"1-0:32.7.0(0230.x*V)"},\
      {"kind":"SYNTAX","message":"a line that is no object","offset":240,"length":17,"line":13,\
      "column":1,"excerpt":"this is no object"},\
      {"kind":"DUPLICATE","message":"1-0:1.7.0 twice: 0.638 kW and 0.639 kW","offset":112,\
      "length":20,"line":7,"column":1,"excerpt":"1-0:1.7.0(00.639*kW)"}],\
      "unparsed":["this is no object"]}
      """;

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("telegrams.txt"), bytes);
  }

  @Test
  void printsEveryPartOfATelegramInOneLine() throws IOException {
    Path file = file(Telegrams.everything());

    Program program = Program.run(file);

    assertThat(program.code()).isZero();
    assertThat(program.err()).isEmpty();
    assertThat(program.out()).isEqualTo(GOLDEN.replace("FILE", file.toString()));
  }

  @Test
  void givesTheSameUnderEveryZoneOfTheMachine() throws IOException {
    Path file = file(Telegrams.everything());
    TimeZone before = TimeZone.getDefault();
    try {
      List<String> outputs = new ArrayList<>();
      for (String zone : List.of("UTC", "Europe/Brussels", "Asia/Kolkata", "Pacific/Auckland")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        outputs.add(Program.run(file).out());
      }
      assertThat(outputs).hasSize(4).containsOnly(outputs.get(0));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void isReadByAnotherParserWithTheTextsAsSent() throws IOException {
    JsonNode line = Program.run(file(Telegrams.everything())).lines().get(0);

    assertThat(line.at("/ident").textValue()).isEqualTo("XMP5\\2EXAMPLE \"1\"");
    assertThat(line.at("/objects/11/groups/5").textValue()).isEqualTo("m\u00b3");
    assertThat(line.at("/objects/11/groups/6").textValue()).isEqualTo("00001.001");
    assertThat(line.at("/objects/6/groups/0").textValue()).isEqualTo("(ER11)");
    assertThat(line.at("/measurements/0/value").textValue()).isEqualTo("4.426");
    assertThat(line.at("/measurements/0/at").isNull()).isTrue();
    assertThat(line.at("/unparsed/0").textValue()).isEqualTo("this is no object");
  }

  @Test
  void isNothingButAsciiWhateverTheMeterSends() throws IOException {
    StringBuilder every = new StringBuilder();
    for (char ch = 1; ch < 256; ch++) {
      if ("()\r\n".indexOf(ch) < 0) {
        every.append(ch);
      }
    }
    byte[] telegram = Telegrams.telegram("/XMP5A", "", "0-0:96.13.0(" + every + ")");

    Program program = Program.run(file(telegram));

    assertThat(program.out().chars()).allMatch(ch -> ch == '\n' || (ch >= ' ' && ch <= '~'));
    assertThat(program.lines().get(0).at("/objects/0/groups/0").textValue())
        .isEqualTo(every.toString());
  }

  @Test
  void saysThatAMeterSentNoTimeAndNoChecksum() throws IOException {
    byte[] old = Telegrams.bytes("/XMP5A\r\n\r\n1-0:1.8.1(00001.001*kWh)\r\n!\r\n");

    JsonNode line = Program.run(file(old)).lines().get(0);

    assertThat(line.get("integrity").textValue()).isEqualTo("ABSENT");
    assertThat(line.get("meterTime").isNull()).isTrue();
  }

  @Test
  void keepsTheTextOfATimeThatIsNone() throws IOException {
    byte[] telegram =
        Telegrams.telegram("/XMP5A", "", "0-0:1.0.0(632525252525W)", "1-0:1.7.0(01.000*kW)");

    JsonNode time = Program.run(file(telegram)).lines().get(0).get("meterTime");

    assertThat(time.get("raw").textValue()).isEqualTo("632525252525W");
    assertThat(time.get("instant").isNull()).isTrue();
  }

  @Test
  void endsLinesWithLineFeedsAndNamesTheFileAsGiven() throws IOException {
    Path file = folder.resolve(letters() + " \"1\".txt");
    Files.write(file, Telegrams.small("A", "01.000"));

    Program program = Program.run(file);

    assertThat(program.out()).endsWith("}\n").doesNotContain("\r");
    assertThat(program.out().getBytes(StandardCharsets.UTF_8)).hasSize(program.out().length());
    assertThat(program.lines().get(0).get("file").textValue()).isEqualTo(file.toString());
  }

  /** Letters outside ASCII, where the locale lets a file have them. */
  private static String letters() {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "US-ASCII"));
    return names.newEncoder().canEncode("gr\u00fc\u00df") ? "gr\u00fc\u00df" : "hello";
  }
}
