package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.reading.Measurand;
import io.github.meter4j.spi.OptionSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapParserTest {
  private static RegisterMap parse(String... lines) {
    return RegisterMap.parse("mine", String.join("\n", lines));
  }

  @Test
  void theShortestMapIsTwoLines() {
    RegisterMap map = parse("name,address,type", "volts,12,u16");
    assertThat(map.name()).isEqualTo("mine");
    assertThat(map.title()).isEqualTo("mine");
    assertThat(map.maxWords()).isEqualTo(125);
    assertThat(map.holes()).isZero();
    assertThat(map.unit()).isEqualTo(1);
    assertThat(map.baud()).isEqualTo(9600);
    assertThat(map.format()).isEqualTo("8N1");
    assertThat(map.settings()).isEmpty();
    RegisterRow row = map.row("volts").orElseThrow();
    assertThat(row.address()).isEqualTo(12);
    assertThat(row.words()).isEqualTo(1);
    assertThat(row.table()).isEqualTo(RegisterTable.HOLDING);
    assertThat(row.order()).isEqualTo(WordOrder.ABCD);
    assertThat(row.scale()).isEqualTo("1");
    assertThat(row.unit().symbol()).isEmpty();
    assertThat(row.measurand()).isEmpty();
    assertThat(row.source()).isEmpty();
  }

  @Test
  void everyPropertyAndColumnIsRead() {
    RegisterMap map =
        parse(
            "\ufeff# a remark",
            "title: My meter: it is good",
            "max-words: 60",
            "holes: 3",
            "units: 1 - 32",
            "unit: 5",
            "baud: 19200",
            "format: 8E1",
            "address-base: 1",
            "setting: extra = off | on ; on: more",
            "",
            "name , table , address , type , words , order , scale , unit , sign , absent ,"
                + " measurand , when , source , vector",
            "power,INPUT,0x0101,S32,2,cdab,0.1,W,export,min; FFFF FFFF,active_power_net,extra=on,"
                + "\"manual, p. 3 \"\"draft\"\"\",0001 0000 => -0.1 W ; 0000 8000 => absent",
            "  # another",
            "text,holding,1,text,4,,,,,,,,,");
    assertThat(map.title()).isEqualTo("My meter: it is good");
    assertThat(map.leastUnit()).isEqualTo(1);
    assertThat(map.mostUnit()).isEqualTo(32);
    assertThat(map.unit()).isEqualTo(5);
    assertThat(map.baud()).isEqualTo(19200);
    assertThat(map.format()).isEqualTo("8E1");
    assertThat(map.holes()).isEqualTo(3);
    assertThat(map.rows()).extracting(RegisterRow::name).containsExactly("text");
    assertThat(map.settings()).extracting(OptionSpec::name).containsExactly("extra");

    RegisterRow row = map.with("extra", "on").row("power").orElseThrow();
    assertThat(row).hasToString("power at 0100");
    assertThat(row.table()).isEqualTo(RegisterTable.INPUT);
    assertThat(row.order()).isEqualTo(WordOrder.CDAB);
    assertThat(row.measurand()).contains(Measurand.ACTIVE_POWER_NET);
    assertThat(row.source()).isEqualTo("manual, p. 3 \"draft\"");
    assertThat(row.decode(0xffff, 0xffff)).hasToString("absent");
    assertThat(row.decode(10, 0)).hasToString("-1.0 W");
    assertThat(row.encode("-1 W")).containsExactly(10, 0);
    assertThat(row.encode("absent")).containsExactly(0, 0x8000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '\0',
      value = {
        "volts,12,u17 ! line 2, column 10 ! type \"u17\" is not known, did you mean \"u16\"?",
        "volts,12, ! line 2, column 10 ! a row needs a type, one of u16",
        "Volts,12,u16 ! line 2, column 1 ! lower-case letters",
        "volts,x12,u16 ! line 2, column 7 ! is no address",
        "volts,-1,u16 ! line 2, column 7 ! is no address",
        "volts,0x10000,u16 ! line 2, column 7 ! is no address",
        "volts,65535,u32 ! line 2, column 7 ! 2 registers have to fit",
        "volts,012,u16 ! line 2, column 7 ! is no address",
        "volts,12,u16,9 ! line 2, column 14 ! more fields than the 3 columns",
        "volts,12,text ! line 2, column 1 ! needs a number of words",
        "volts,12,\"u16 ! line 2, column 10 ! a quote that nothing closes",
        "volts,\"12\"x,u16 ! line 2, column 11 ! text behind a closing quote"
      })
  void aRowThatIsWrongIsNamedWithItsPlace(String row, String place, String message) {
    assertRefused(place, message, "name,address,type", row);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '\0',
      value = {
        "words ! 3 ! u32 takes 2 words, not 3",
        "words ! 200 ! is no number of 1 to 125",
        "order ! ABDC ! order \"ABDC\" is not known",
        "scale ! 1/10 ! is no exact decimal",
        "scale ! 0.0 ! is no exact decimal",
        "scale ! 1e3 ! is no exact decimal",
        "unit ! kWhh ! unit \"kWhh\" is not known, did you mean \"kWh\"?",
        "sign ! both ! sign \"both\" is not known",
        "absent ! nan ! only a float can be nan",
        "absent ! FFFF ! 1 words where the row has 2",
        "absent ! GGGG 0000 ! is no word of four hexadecimal digits",
        "table ! coil ! table \"coil\" is not known",
        "measurand ! voltag_l1 ! measurand \"voltag_l1\" is not known, did you mean \"voltage_l1\"?",
        "measurand ! voltage_l1 ! voltage_l1 is VOLTAGE, and unit none is NONE",
        "when ! extra ! a condition looks like this: setting=value",
        "when ! extr=on ! setting \"extr\" is not known, did you mean \"extra\"?",
        "when ! extra=no ! value \"no\" is not known",
        "vector ! 0000 0001 1 ! a vector looks like this",
        "vector ! 0000 => 0 ! 1 words where the row has 2",
        "vector ! 0000 0001 => 2 ! 0000 0001 means 1 here, not 2"
      })
  void aFieldThatIsWrongIsNamedWithItsPlace(String column, String value, String message) {
    assertRefused(
        "line 3, column 11",
        message,
        "setting: extra = off | on ; more",
        "name,address,type," + column,
        "abc,1,u32," + value);
  }

  @Test
  void aMeasurandThatCanBeNegativeNeedsASignedType() {
    assertRefused(
        "line 2, column 11",
        "active_power_net can be negative, and u16 cannot",
        "name,address,type,unit,measurand",
        "p,1,u16,W,active_power_net");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '\0',
      value = {
        "bauds: 9600 ! column 1 ! property \"bauds\" is not known, did you mean \"baud\"?",
        "baud: fast ! column 7 ! is no number of 50 to 4000000",
        "max-words: 126 ! column 12 ! is no number of 1 to 125",
        "format: 9N1 ! column 9 ! does not look like this: 8N1",
        "units: 9-3 ! column 8 ! the lower one first",
        "units: all ! column 8 ! does not look like this: 1-247",
        "setting: a ! column 10 ! does not look like this: layout",
        "setting: a = | ; x ! column 10 ! an empty value",
        "setting: a = auto | x ; y ! column 1 ! is auto, and no detect line says how",
        "detect: a=1 when b = c + d ! column 9 ! setting \"a\" is not known",
        "some words ! column 1 ! neither"
      })
  void aPropertyThatIsWrongIsNamedWithItsPlace(String line, String place, String message) {
    assertThatThrownBy(() -> parse(line, "name,address,type", "b,1,u16"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("map mine, line ")
        .hasMessageContaining(place)
        .hasMessageContaining(message);
  }

  @Test
  void aDetectionNamesRows() {
    assertRefused(
        "line 2, column 29",
        "row \"summ\" is not known, did you mean \"sum\"?",
        "setting: layout = auto | 1 ; x",
        "detect: layout=1 when sum = summ + a",
        "name,address,type",
        "sum,1,u16",
        "a,2,u16");
  }

  @Test
  void aMapNeedsColumnsAndRows() {
    assertRefused("line 1, column 1", "no line that names the columns");
    assertRefused("line 1, column 1", "no rows", "name,address,type");
    assertRefused("line 1, column 1", "column address is missing", "name,type");
    assertRefused(
        "line 1, column 6",
        "column \"adress\" is not known, did you mean \"address\"?",
        "name,adress,type");
    assertRefused("line 1, column 19", "column type is there twice", "name,address,type,type");
  }

  @Test
  void aNameIsThereOnceUnlessConditionsExcludeEachOther() {
    assertRefused(
        "line 3, column 1", "row a is there twice", "name,address,type", "a,1,u16", "a,2,u16");
    RegisterMap map =
        parse("setting: x = 1 | 2 ; y", "name,address,type,when", "a,1,u16,x=1", "a,2,u16,x=2");
    assertThat(map.row("a").orElseThrow().address()).isEqualTo(1);
    assertThat(map.with("x", "2").row("a").orElseThrow().address()).isEqualTo(2);
  }

  @Test
  void aSettingThatIsNotThereIsRefusedWithWhatIs() {
    RegisterMap map = RegisterMap.builtIn("iem2150");
    assertThatThrownBy(() -> map.with("float-enrgy", "Wh"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "did you mean \"float-energy\"?; it has float-energy, clock, identity");
    assertThatThrownBy(() -> map.with("float-energy", "MWh"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it is one of off, Wh, kWh");
    assertThat(map.settings().get(0).parse("kWh")).isEqualTo("kWh");
    assertThatThrownBy(() -> map.settings().get(0).parse("x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(map.settings().get(0).defaultText()).contains("off");
  }

  @Test
  void mapsAreReadFromFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("my-meter.csv");
    Files.writeString(file, "title: Zähler\r\nname,address,type\r\na,1,u16\r\n");
    RegisterMap map = RegisterMap.load(file);
    assertThat(map.name()).isEqualTo("my-meter");
    assertThat(map.title()).isEqualTo("Zähler");

    Files.write(file, "title: Z\u00e4hler\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> RegisterMap.load(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> RegisterMap.load(folder.resolve("none.csv")))
        .isInstanceOf(NoSuchFileException.class);
    Files.write(file, new byte[RegisterMap.MAX_FILE + 1]);
    assertThatThrownBy(() -> RegisterMap.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void aRowCannotBeLongerThanARead() {
    assertRefused(
        "line 3, column 12",
        "is no number of 1 to 10",
        "max-words: 10",
        "name,address,type,words",
        "abc,1,text,11");
  }

  private static void assertRefused(String place, String message, String... lines) {
    assertThatThrownBy(() -> parse(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("map mine, " + place)
        .hasMessageContaining(message);
  }
}
