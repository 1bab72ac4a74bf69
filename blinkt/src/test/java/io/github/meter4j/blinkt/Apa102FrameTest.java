package io.github.meter4j.blinkt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Apa102FrameTest {
  private static String hex(Apa102Frame frame) {
    return HexFormat.of().withUpperCase().formatHex(frame.toByteArray());
  }

  @Test
  void aNewFrameIsDarkAtBrightnessZero() {
    assertThat(hex(new Apa102Frame(8))).isEqualTo(Frames.frame("E0000000".repeat(8)));
  }

  @Test
  void theFirstLedIsRedAtBrightnessSeven() {
    Apa102Frame frame = new Apa102Frame(8);
    for (int led = 0; led < 8; led++) {
      frame.brightness(led, 7);
    }
    frame.color(0, new Color(255, 0, 0));
    assertThat(hex(frame)).isEqualTo(Frames.frame("E70000FF" + "E7000000".repeat(7)));
  }

  @Test
  void theOrderIsBlueGreenRed() {
    Apa102Frame frame = new Apa102Frame(8);
    frame.color(7, new Color(0x11, 0x22, 0x33));
    frame.brightness(7, 31);
    assertThat(hex(frame)).isEqualTo(Frames.frame("E0000000".repeat(7) + "FF332211"));
  }

  @Property(tries = 300)
  void theEndReachesTheLastLedAndLatchesAClone(@ForAll @IntRange(min = 1, max = 400) int leds) {
    byte[] bytes = new Apa102Frame(leds).toByteArray();
    int endBits = 8 * (bytes.length - 4 - 4 * leds);
    assertThat(endBits).isGreaterThanOrEqualTo(32 + (leds + 1) / 2).isLessThan(32 + leds / 2 + 9);
    for (int i = bytes.length - endBits / 8; i < bytes.length; i++) {
      assertThat(bytes[i]).isZero();
    }
  }

  @Property(tries = 300)
  void whatIsSetComesBackAndTouchesNoOtherLed(
      @ForAll @IntRange(max = 7) int led,
      @ForAll @IntRange(max = 255) int red,
      @ForAll @IntRange(max = 255) int green,
      @ForAll @IntRange(max = 255) int blue,
      @ForAll @IntRange(max = 31) int brightness) {
    Apa102Frame frame = new Apa102Frame(8);
    frame.color(led, new Color(red, green, blue));
    frame.brightness(led, brightness);
    assertThat(frame.color(led)).isEqualTo(new Color(red, green, blue));
    assertThat(frame.brightness(led)).isEqualTo(brightness);
    frame.color(led, Color.OFF);
    frame.brightness(led, 0);
    assertThat(frame).isEqualTo(new Apa102Frame(8)).hasSameHashCodeAs(new Apa102Frame(8));
  }

  @Test
  void refusesWhatThereIsNot() {
    Apa102Frame frame = new Apa102Frame(8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame.color(8, Color.RED))
        .withMessage("there is no LED 8; there are 0 to 7");
    assertThatIllegalArgumentException().isThrownBy(() -> frame.color(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame.brightness(0, 32))
        .withMessage("brightness is 0 to 31, not 32");
    assertThatIllegalArgumentException().isThrownBy(() -> frame.brightness(0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Apa102Frame(0));
  }
}
