package io.github.meter4j.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
  private static Fault at(int column, String line) {
    return new Fault(Fault.Kind.VALUE, "what is wrong", 100, 5, 7, column, line);
  }

  private static char above(Fault fault) {
    String[] lines = fault.explain().split("\n");
    assertThat(lines[2]).matches(" *\\^");
    return lines[1].charAt(lines[2].indexOf('^'));
  }

  @Test
  void explainsItselfWithACaretUnderTheColumn() {
    assertThat(at(5, "abcdXfgh").explain())
        .isEqualTo("VALUE: what is wrong\n  line 7 | abcdXfgh\n               ^\n");
    assertThat(above(at(5, "abcdXfgh"))).isEqualTo('X');
    assertThat(above(at(1, "Xbcd"))).isEqualTo('X');
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 80, 159, 160, 161, 200, 999, 1000})
  void theCaretIsRightInLongLinesToo(int column) {
    String line = "a".repeat(column - 1) + 'X' + "b".repeat(1000 - column);
    assertThat(above(at(column, line))).isEqualTo('X');
    assertThat(at(column, line).excerpt()).hasSize(Fault.MAX_EXCERPT).contains("X");
  }

  @Test
  void aPlaceBehindTheEndOfTheLineIsShownThere() {
    assertThat(at(4, "abc").explain()).endsWith("  line 7 | abc\n              ^\n");
    assertThat(at(5000, "abc").explain()).endsWith("  line 7 | abc\n              ^\n");
  }

  @Test
  void controlCharactersAreMadeVisibleAndCountAsOne() {
    Fault fault = at(3, "\t\033X\r\n\u0085\u007f\u00e9");
    assertThat(fault.excerpt()).isEqualTo("..X....\u00e9");
    assertThat(above(fault)).isEqualTo('X');
    assertThat(new Fault(Fault.Kind.UNIT, "unit \"\n\033[2J\"", 0, 1, 0, 0, "").explain())
        .isEqualTo("UNIT: unit \"..[2J\"\n");
  }

  @Test
  void aSpanWithoutLinesShowsItsOffsetAndNoCaret() {
    byte[] bytes = "..\0\1ABC\200\n..".getBytes(StandardCharsets.ISO_8859_1);
    Fault fault = Fault.ofSpan(Fault.Kind.FRAMING, "no frame", 4711, bytes, 2, 7);
    assertThat(fault.explain()).isEqualTo("FRAMING: no frame\n  byte 4711 | ..ABC..\n");
    assertThat(fault).hasToString("FRAMING: no frame at byte 4711");
    assertThat(fault.length()).isEqualTo(7);
  }

  @Test
  void longSpansAreCut() {
    Fault fault = Fault.ofSpan(Fault.Kind.LIMIT, "too long", 0, new byte[5000], 0, 5000);
    assertThat(fault.excerpt()).isEqualTo(".".repeat(Fault.MAX_EXCERPT));
    assertThat(fault.length()).isEqualTo(5000);
  }

  @Test
  void withoutAnExcerptThereIsOneLine() {
    assertThat(at(3, "").explain()).isEqualTo("VALUE: what is wrong\n");
    assertThat(at(3, "")).hasToString("VALUE: what is wrong (line 7, column 3) at byte 100");
  }

  @Test
  void aCopyShowsTheSame() {
    Fault fault = at(700, "a".repeat(699) + "X" + "b".repeat(100));
    Fault copy =
        new Fault(
            fault.kind(),
            fault.message(),
            fault.offset(),
            fault.length(),
            fault.line(),
            fault.column(),
            fault.excerpt());
    assertThat(copy).isEqualTo(fault);
    assertThat(copy.explain()).isEqualTo(fault.explain());
  }
}
