package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegisterTextTest {
  private static RegisterRow row(String order) {
    String map = "name,address,type,words,order\nmodel,0,text,4," + order + '\n';
    return RegisterMap.parse("text", map).rows().get(0);
  }

  @Test
  void textIsTwoCharactersAWord() {
    assertThat(row("ABCD").encode("iEM2150")).containsExactly(0x6945, 0x4d32, 0x3135, 0x3000);
    assertThat(row("ABCD").decode(0x6945, 0x4d32, 0x3135, 0x3000)).hasToString("iEM2150");
    assertThat(row("BADC").decode(0x4569, 0x324d, 0x3531, 0x0030)).hasToString("iEM2150");
    assertThat(row("BADC").encode("iEM2150")).containsExactly(0x4569, 0x324d, 0x3531, 0x0030);
  }

  @Test
  void blanksAndZerosAtTheEndDoNotCount() {
    assertThat(row("ABCD").decode(0x2041, 0x2020, 0, 0)).hasToString(" A");
    assertThat(row("ABCD").decode(0x2020, 0, 0, 0)).hasToString("absent");
    assertThat(row("ABCD").encode("absent")).containsOnly(0);
  }

  @Test
  void whatIsNoTextIsDamaged() {
    assertThat(row("ABCD").decode(0xffff, 0xffff, 0xffff, 0xffff))
        .isInstanceOf(RegisterContent.Damaged.class);
    assertThatThrownBy(() -> row("ABCD").encode("123456789"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than 4 words");
    assertThatThrownBy(() -> row("CDAB"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a text is in the order ABCD or BADC");
  }
}
