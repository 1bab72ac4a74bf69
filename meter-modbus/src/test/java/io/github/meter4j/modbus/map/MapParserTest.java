package io.github.meter4j.modbus.map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import io.github.meter4j.reading.Unit;
import io.github.meter4j.spi.OptionSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
        "measurand ! voltage_l1 ! voltage_l1 without a unit; it is measured in mV, V, kV",
        "expect ! 80-300 ! \"80-300\" is no range; it looks like this: 80..300",
        "expect ! 300..80 ! is no range",
        "expect ! 80.. ! is no range",
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
    assertThatThrownBy(() -> RegisterMap.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "map my-meter, line 1, column 9: byte E4 is no UTF-8, and probably Latin-1 or"
                + " Windows-1252: save the file as UTF-8");
    assertThatThrownBy(() -> RegisterMap.load(folder.resolve("none.csv")))
        .isInstanceOf(NoSuchFileException.class);
    Files.write(file, new byte[RegisterMap.MAX_FILE + 1]);
    assertThatThrownBy(() -> RegisterMap.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large");
  }

  /** As spreadsheets save them. */
  @Test
  void anotherEncodingIsRefusedWithTheLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.csv");
    Charset windows = Charset.forName("windows-1252");
    Files.write(file, "name,address,type,unit\na,1,u16,V\nt,2,s16,\u00b0C\n".getBytes(windows));
    assertThatThrownBy(() -> RegisterMap.load(file))
        .hasMessageStartingWith("map mine, line 3, column 9: byte B0 is no UTF-8");
    Files.write(file, "name,address,type\na,1,u16\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> RegisterMap.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1, column 1: byte FE is no UTF-8");
    Files.write(file, "name,address,type\na,1,u16\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> RegisterMap.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1, column 2: a zero byte is no text, and probably UTF-16");
    Files.write(file, "\ufeffname,address,type,unit\nt,2,s16,\u00b0C\n".getBytes(UTF_8));
    assertThat(RegisterMap.load(file).row("t").orElseThrow().unit()).isEqualTo(Unit.CELSIUS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "30001 ! an input register ! table=input and address=0; ! 0x7531",
        "40001 ! a holding register ! table=holding and address=0; ! 0x9C41",
        "30073 ! an input register ! table=input and address=72; ! 0x7579",
        "49999 ! a holding register ! table=holding and address=9998; ! 0xC34F",
        "40000 ! a holding register ! table=holding and its address; ! 0x9C40"
      })
  void anAddressWithTheDigitOfItsTableIsRefused(
      String address, String what, String instead, String wire) {
    assertRefused(
        "line 2, column 3",
        "address: " + address + " is the number of " + what + " as manuals write it",
        "name,address,type",
        "a," + address + ",u16");
    assertRefused("line 2", instead, "name,address,type", "a," + address + ",u16");
    assertRefused("line 2", "write " + wire, "name,address,type", "a," + address + ",u16");
    assertThat(parse("name,address,type", "a," + wire + ",u16").rows().get(0).address())
        .isEqualTo(Integer.parseInt(address));
  }

  @Test
  void anAddressWithTheDigitOfItsTableKeepsItsBase() {
    assertRefused(
        "line 3",
        "write table=input and address=73; if",
        "address-base: 1",
        "name,address,type",
        "a,30073,u16");
    assertRefused(
        "line 2", "write table=holding and address=5", "name,address,type", "a,400006,u16");
    assertThat(parse("name,address,type", "a,29999,u16", "b,50000,u16", "c,10001,u16").rows())
        .extracting(RegisterRow::address)
        .containsExactly(29_999, 50_000, 10_001);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "name;address;type ! a;1;u16 ! line 1 ! by semicolons",
        "sep=; ! a;1;u16 ! line 1 ! by semicolons",
        "name\taddress\ttype ! a\t1\tu16 ! line 1 ! by tabs",
        "name,address,type ! a;1;u16 ! line 2 ! by semicolons"
      })
  void anotherSeparatorIsNamed(String columns, String row, String place, String by) {
    assertRefused(place, "fields are separated by commas here, not " + by, columns, row);
  }

  @Test
  void aMeasurandIsThatOfOneRow() {
    assertRefused(
        "line 3, column 11",
        "measurand active_power_net is that of row a already",
        "name,address,type,unit,measurand",
        "a,1,s16,W,active_power_net",
        "b,2,s16,W,active_power_net");
    assertThat(
            parse(
                    "setting: x = 1 | 2 ; y",
                    "name,address,type,unit,measurand,when",
                    "a,1,s16,W,active_power_net,x=1",
                    "b,2,s16,W,active_power_net,x=2",
                    "c,3,s16,W,active_power_net_l1,")
                .rows())
        .extracting(RegisterRow::name)
        .containsExactly("a", "c");
  }

  @ParameterizedTest
  @CsvSource({
    "temperature, kWh",
    "power_limit, V",
    "current_limit, W",
    "voltage_sags, V",
    "device_register, ''",
    "heat_energy, m3",
    "gas_volume, kWh"
  })
  void aUnitThatIsNoneOfTheMeasurandIsRefused(String measurand, String unit) {
    assertRefused(
        "line 2, column " + (10 + unit.length()),
        unit.isEmpty()
            ? measurand + " without a unit; it is measured in "
            : unit + " is no unit of " + measurand + "; it is measured in ",
        "name,address,type,unit,measurand",
        "a,1,s32," + unit + "," + measurand);
  }

  /** Text codec and maps have one rule, which is that of the kind. */
  @Test
  void theRuleOfKindAndUnitIsThatOfTheKind() {
    for (Kind kind : Kind.values()) {
      if (kind == Kind.OTHER) {
        continue; // it has no name in a map
      }
      for (Unit unit : Unit.values()) {
        String row = "a,1,s32," + unit.symbol() + ',' + Measurand.of(kind, Direction.NONE).name();
        String[] lines = {"name,address,type,unit,measurand", row};
        if (kind.fits(unit.dimension())) {
          assertThat(parse(lines).rows()).hasSize(1);
        } else {
          assertRefused("line 2", kind.name().toLowerCase(Locale.ROOT), lines);
        }
      }
    }
  }

  @Test
  void onlyWhatHasNoDirectionExpectsARange() {
    for (String measurand : List.of("active_power_net", "current_l1", "power_factor")) {
      String unit = measurand.startsWith("a") ? "W" : measurand.startsWith("c") ? "A" : "";
      assertRefused(
          "line 2",
          "only a voltage, a frequency or a number without a measurand tells the meter",
          "name,address,type,unit,measurand,expect",
          "a,1,s16," + unit + ',' + measurand + ",1..2");
    }
    assertRefused("line 2", "only a voltage", "name,address,type,words,expect", "a,1,text,2,1..2");
    assertThat(
            parse("name,address,type,unit,measurand,expect", "a,1,u16,V,voltage_l1,-1.5..300")
                .rows()
                .get(0)
                .expected())
        .hasToString("Optional[-1.5..300]");
  }

  @Test
  void aNetValueKeepsItsSign() {
    assertRefused(
        "line 2",
        "active_power_net can be negative: sign=size loses the sign",
        "name,address,type,unit,sign,measurand",
        "a,1,s16,W,size,active_power_net");
    RegisterRow size =
        parse("name,address,type,unit,sign", "a,1,s16,A,size").row("a").orElseThrow();
    assertThat(size.decode(0xffff)).hasToString("1 A");
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
