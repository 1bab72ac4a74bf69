package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.modbus.Hex;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerFactorTest {
  private static RegisterRow row(String type) {
    return RegisterMap.parse("pf", "name,address,type\nfactor,0," + type + '\n').rows().get(0);
  }

  /** The table of DOCA0005EN-04, p. 109, and its edges. */
  @ParameterizedTest
  @CsvSource({
    "3F00 0000, 0.5 Q1", // 0.5
    "BF00 0000, -0.5 Q2", // -0.5
    "BFC0 0000, -0.5 Q3", // -1.5
    "3FC0 0000, 0.5 Q4", // 1.5
    "3F80 0000, 1", // unity: no reactive power, no quadrant
    "BF80 0000, -1",
    "4000 0000, 0 Q4", // 2
    "C000 0000, 0 Q3", // -2
    "0000 0000, 0 Q1",
    "8000 0000, 0 Q2", // minus zero
    "7FC0 0000, absent",
    "FFC0 0000, absent",
    "0000 0001, 0 Q1", // 1.4e-45: less than a quantity can hold
    "3FFF 0069, 0.0078 Q4" // captured: 1.9922
  })
  void theCodeOfTheIem(String words, String factor) {
    assertThat(row("pf4q").decode(Hex.words(words))).hasToString(factor);
    assertThat(row("pf4q").decode(row("pf4q").encode(factor))).hasToString(factor);
  }

  /** The table of EAV15107-EN10: quadrants 2 and 3 are exchanged. */
  @ParameterizedTest
  @CsvSource({
    "3F00 0000, 0.5 Q1",
    "BF00 0000, -0.5 Q3",
    "BFC0 0000, -0.5 Q2",
    "3FC0 0000, 0.5 Q4",
    "C000 0000, 0 Q2",
    "8000 0000, 0 Q3"
  })
  void theCodeOfThePowerMeters(String words, String factor) {
    assertThat(row("pf4q_lead").decode(Hex.words(words))).hasToString(factor);
    assertThat(row("pf4q_lead").encode(factor)).isEqualTo(Hex.words(words));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, Q1",
    "-5, 3, Q2",
    "-5, -3, Q3",
    "5, -3, Q4",
    "0, 3, ''",
    "5, 0, ''",
    "0, 0, ''"
  })
  void theSignsOfThePowersTellTheQuadrant(String active, String reactive, String quadrant) {
    assertThat(
            PowerFactor.quadrant(Quantity.of(active, Unit.WATT), Quantity.of(reactive, Unit.VAR))
                .map(Quadrant::name)
                .orElse(""))
        .isEqualTo(quadrant);
  }
}
