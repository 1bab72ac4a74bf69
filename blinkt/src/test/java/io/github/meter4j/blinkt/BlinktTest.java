package io.github.meter4j.blinkt;

import static io.github.meter4j.blinkt.Frames.DARK;
import static io.github.meter4j.blinkt.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.TransportException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlinktTest {
  private final Frames line = new Frames();
  private final Blinkt blinkt = Blinkt.over(line);

  @AfterEach
  void close() {
    line.breakDown(false);
    blinkt.close();
  }

  @Test
  void sendsNothingBeforeShow() {
    blinkt.set(0, Color.RED).setAll(Color.BLUE).brightness(3).clear();
    assertThat(line.sent()).isEmpty();
  }

  @Test
  void showsTheFrameOfTheDocument() throws Exception {
    blinkt.set(0, new Color(255, 0, 0)).show();
    assertThat(line.sent()).containsExactly(frame("E70000FF" + "E7000000".repeat(7)));
  }

  @Test
  void setsAllOfThem() throws Exception {
    blinkt.setAll(Color.WHITE).brightness(31).brightness(7, 1).show();
    assertThat(line.sent()).containsExactly(frame("FFC8C8C8".repeat(7) + "E1C8C8C8"));
    assertThat(blinkt.colorOf(3)).isEqualTo(Color.WHITE);
    assertThat(blinkt.brightnessOf(3)).isEqualTo(31);
    assertThat(blinkt.brightnessOf(7)).isEqualTo(1);
  }

  @Test
  void doesNotSendAgainWhatIsShown() throws Exception {
    blinkt.show();
    blinkt.show();
    blinkt.set(2, Color.RED).clear().show();
    assertThat(line.sent()).containsExactly(DARK);
  }

  @Test
  void sendsAgainWhatFailed() throws Exception {
    blinkt.show();
    line.breakDown(true);
    blinkt.set(2, Color.RED);
    assertThatThrownBy(blinkt::show).isInstanceOf(TransportException.class);
    line.breakDown(false);
    blinkt.clear().show();
    assertThat(line.sent()).containsExactly(DARK, DARK);
  }

  @Test
  void goesDarkOnClose() throws Exception {
    blinkt.set(2, Color.RED).show();
    blinkt.close();
    blinkt.close();
    assertThat(line.sent()).hasSize(2).last().isEqualTo(DARK);
    assertThat(line.closed()).isEqualTo(1);
  }

  @Test
  void staysLitOnCloseIfWanted() throws Exception {
    blinkt.clearOnClose(false).set(2, Color.RED).show();
    blinkt.close();
    assertThat(line.sent()).hasSize(1);
    assertThat(line.closed()).isEqualTo(1);
  }

  @Test
  void closesEvenIfItCannotGoDark() throws Exception {
    blinkt.set(2, Color.RED).show();
    line.breakDown(true);
    blinkt.close();
    assertThat(line.closed()).isEqualTo(1);
  }

  @Test
  void showsNothingOnceItIsClosed() {
    blinkt.close();
    assertThatThrownBy(blinkt::show)
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.CLOSED));
  }

  @Test
  void refusesWhatThereIsNot() {
    assertThatIllegalArgumentException().isThrownBy(() -> blinkt.set(8, Color.RED));
    assertThatIllegalArgumentException().isThrownBy(() -> blinkt.brightness(32));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blinkt.open(23, 23))
        .withMessage("data and clock cannot both be GPIO 23");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blinkt.open(23, 99))
        .withMessageContaining("there is no GPIO 99");
  }

  /** A chain of LEDs shows the last frame that was sent; it must be what was set, at every show. */
  @Property(tries = 200)
  void theLedsAlwaysShowWhatWasSet(
      @ForAll @Size(max = 40) List<@IntRange(max = 63) Integer> operations) throws Exception {
    Frames frames = new Frames();
    try (Blinkt some = Blinkt.over(frames)) {
      List<Color> palette = Color.names().stream().map(Color::parse).toList();
      List<Color> model = new ArrayList<>(Scene.dark(java.time.Duration.ZERO).leds());
      for (int operation : operations) {
        Color color = palette.get(operation / 8);
        some.set(operation % 8, color);
        model.set(operation % 8, color);
        if (operation % 3 == 0) {
          some.show();
          assertThat(frames.sent().get(frames.sent().size() - 1)).isEqualTo(expected(model));
        }
      }
      assertThat(frames.sent()).doesNotContainSequence(DARK, DARK);
      for (int i = 1; i < frames.sent().size(); i++) {
        assertThat(frames.sent().get(i)).isNotEqualTo(frames.sent().get(i - 1));
      }
    }
  }

  private static String expected(List<Color> leds) {
    StringBuilder text = new StringBuilder();
    for (Color led : leds) {
      text.append(String.format("E7%02X%02X%02X", led.blue(), led.green(), led.red()));
    }
    return frame(text.toString());
  }

  @Test
  void nullsAreRefusedWithTheirName() {
    assertThatThrownBy(() -> Blinkt.over(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("line");
    assertThatThrownBy(() -> AddressScenes.of(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("address");
  }
}
