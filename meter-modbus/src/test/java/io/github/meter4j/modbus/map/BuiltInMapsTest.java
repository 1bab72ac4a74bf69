package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.modbus.map.RegisterRow.Example;
import io.github.meter4j.reading.Measurand.Direction;
import io.github.meter4j.reading.Measurand.Kind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInMapsTest {
  static List<RegisterMap> maps() {
    return RegisterMap.builtIns().stream().map(RegisterMap::builtIn).toList();
  }

  static List<RowOfMap> rows() {
    return maps().stream()
        .flatMap(map -> map.all().stream().map(row -> new RowOfMap(map, row)))
        .toList();
  }

  record RowOfMap(RegisterMap map, RegisterRow row) {
    @Override
    public String toString() {
      return map.name() + ' ' + row;
    }
  }

  @Test
  void everyFileIsABuiltInMap() throws IOException, URISyntaxException {
    Path folder =
        Path.of(
            Objects.requireNonNull(RegisterMap.class.getResource("/io/github/meter4j/modbus/maps"))
                .toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".csv", "")))
          .containsExactlyInAnyOrderElementsOf(RegisterMap.builtIns());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowHasItsSourceAndAVector(RowOfMap tested) {
    assertThat(tested.row().source()).isNotBlank();
    assertThat(tested.row().examples()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyVectorIsDecodedAndEncoded(RowOfMap tested) {
    for (Example example : tested.row().examples()) {
      int[] words = example.words().stream().mapToInt(Integer::intValue).toArray();
      assertThat(tested.row().decode(words)).hasToString(example.text());
      int[] again = tested.row().encode(example.text());
      assertThat(tested.row().decode(again)).hasToString(example.text());
    }
  }

  /**
   * A meter that imports and exports is only half tested with positive numbers. A current has a
   * sign rule where the meter gives it a direction.
   */
  @ParameterizedTest
  @MethodSource("rows")
  void everySignedDirectionHasASignRuleAndANegativeVector(RowOfMap tested) {
    boolean net =
        tested.row().measurand().filter(one -> one.direction() == Direction.NET).isPresent();
    boolean current =
        tested.row().measurand().filter(one -> one.kind() == Kind.CURRENT).isPresent();
    boolean signed = tested.row().format().sign() != Sign.PLAIN;
    if (net || signed) {
      assertThat(signed).isTrue();
      assertThat(tested.row().examples())
          .anySatisfy(example -> assertThat(example.text()).startsWith("-"));
    }
    assertThat(net || current || !signed).isTrue();
  }

  @ParameterizedTest
  @MethodSource("maps")
  void everyMapSaysWhatItIsFor(RegisterMap map) {
    assertThat(map.title()).isNotEqualTo(map.name());
    assertThat(map.leastUnit()).isLessThanOrEqualTo(map.unit());
    assertThat(map.mostUnit()).isGreaterThanOrEqualTo(map.unit());
    assertThat(map.toString()).startsWith(map.name() + ": ");
  }

  @Test
  void anUnknownMapIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> RegisterMap.builtIn("dds283"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"dds238\"?")
        .hasMessageContaining("iem2150");
  }
}
