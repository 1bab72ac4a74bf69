package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file says, it is a map or an error with a place. */
class MapParserProperties {
  private static final String PLACE = "(?s)map any, line \\d+, column \\d+: .+";

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("name,address,type\n#\":=|; 0x1u16floattext+autodetectsetting>\r")
        .ofMaxLength(120);
  }

  @Property
  void anyTextIsAMapOrAnErrorWithAPlace(@ForAll("texts") String text) {
    check(text);
    check("name,address,type,words,order,absent,vector\n" + text);
  }

  @Provide
  Arbitrary<String> changed() {
    Arbitrary<String> maps = Arbitraries.of("dds238", "iem2150", "abb-b").map(this::read);
    Arbitrary<Double> places = Arbitraries.doubles().between(0, 1);
    Arbitrary<String> inserts =
        Arbitraries.of("", ",", "\"", "\n", "x", "0", "-", "=", " ", "FFFF", "auto", "\ufffd");
    return Combinators.combine(maps, places, Arbitraries.integers().between(0, 3), inserts)
        .as(
            (map, place, cut, insert) -> {
              int at = (int) (place * map.length());
              return map.substring(0, at)
                  + insert
                  + map.substring(Math.min(map.length(), at + cut));
            });
  }

  private String read(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            RegisterMap.class.getResourceAsStream(
                "/io/github/meter4j/modbus/maps/" + name + ".csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Property
  void aChangedMapIsAMapOrAnErrorWithAPlace(@ForAll("changed") String text) {
    check(text);
  }

  private static void check(String text) {
    RegisterMap map;
    try {
      map = RegisterMap.parse("any", text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching(PLACE);
      return;
    }
    assertThat(map.all()).isNotEmpty();
  }
}
