package io.github.meter4j.blinkt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ColorTest {
  @Test
  void hasNames() {
    assertThat(Color.parse("purple")).isEqualTo(new Color(200, 0, 200)).hasToString("purple");
    assertThat(Color.parse("RED")).isSameAs(Color.RED);
    assertThat(Color.names()).contains("off", "white").hasSize(8);
  }

  @Property
  void isItsOwnText(
      @ForAll @IntRange(max = 255) int red,
      @ForAll @IntRange(max = 255) int green,
      @ForAll @IntRange(max = 255) int blue) {
    Color color = new Color(red, green, blue);
    assertThat(Color.parse(color.toString())).isEqualTo(color);
  }

  @Test
  void refusesWhatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Color.parse("gren"))
        .withMessageContaining("did you mean \"green\"?; there is off, red");
    assertThatIllegalArgumentException().isThrownBy(() -> Color.parse("#c8000"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Color(0, 256, 0))
        .withMessageContaining("0, 256, 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Color(-1, 0, 0));
  }
}
