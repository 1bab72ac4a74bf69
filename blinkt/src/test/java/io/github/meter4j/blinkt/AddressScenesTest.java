package io.github.meter4j.blinkt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AddressScenesTest {
  private static List<Scene> scenes(String address) throws Exception {
    return AddressScenes.of((Inet4Address) InetAddress.getByName(address));
  }

  /** As in {@code bbb----- 2000}: a letter for each LED, and the milliseconds. */
  private static String text(Scene scene) {
    return scene.leds().stream().map(AddressScenesTest::letter).collect(Collectors.joining())
        + ' '
        + scene.time().toMillis();
  }

  private static String letter(Color color) {
    return color.equals(Color.OFF) ? "-" : color.toString().substring(0, 1);
  }

  @Test
  void anAddressIsThisSequence() throws Exception {
    assertThat(scenes("10.0.0.255").stream().map(AddressScenesTest::text))
        .containsExactly(
            "b------- 2000",
            "-------- 400",
            "---bb--- 2000",
            "-------- 400",
            "w------w 3000",
            "-------- 400",
            "---bb--- 2000",
            "-------- 400",
            "w------w 3000",
            "-------- 400",
            "---bb--- 2000",
            "-------- 400",
            "w------w 3000",
            "-------- 400",
            "bb------ 2000",
            "-------- 400",
            "bbbbb--- 2000",
            "-------- 400",
            "bbbbb--- 2000",
            "-------- 400");
  }

  @Test
  void theOtherDigits() throws Exception {
    assertThat(
            scenes("134.67.89.1").stream()
                .map(AddressScenesTest::text)
                .filter(scene -> scene.contains("b")))
        .containsExactly(
            "b------- 2000",
            "bbb----- 2000",
            "bbbb---- 2000",
            "bbbbbb-- 2000",
            "bbbbbbb- 2000",
            "bbbbbbbb 2000",
            "bbb--bbb 2000",
            "b------- 2000");
  }

  @Property(tries = 500)
  void whoeverWatchesCanReadItBack(@ForAll @Size(4) byte[] address) throws Exception {
    InetAddress inet = InetAddress.getByAddress(address);
    List<Scene> scenes = AddressScenes.of((Inet4Address) inet);
    StringBuilder read = new StringBuilder();
    for (int i = 0; i < scenes.size(); i += 2) {
      read.append(symbol(text(scenes.get(i)).substring(0, 8)));
      Scene gap = scenes.get(i + 1);
      assertThat(gap.leds()).containsOnly(Color.OFF);
      assertThat(gap.time()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
    assertThat(read).hasToString(inet.getHostAddress());
  }

  private static char symbol(String leds) {
    return switch (leds) {
      case "w------w" -> '.';
      case "---bb---" -> '0';
      case "bbb--bbb" -> '9';
      default -> (char) ('0' + leds.indexOf('-') + (leds.indexOf('-') < 0 ? 9 : 0));
    };
  }

  @Test
  void thePlayerShowsEachForItsTime() throws Exception {
    Frames line = new Frames();
    List<String> played = new ArrayList<>();
    try (Blinkt blinkt = Blinkt.over(line)) {
      ScenePlayer player =
          new ScenePlayer(
              blinkt,
              time -> {
                StringBuilder leds = new StringBuilder();
                for (int led = 0; led < Blinkt.LEDS; led++) {
                  leds.append(letter(blinkt.colorOf(led)));
                }
                played.add(leds + " " + time.toMillis());
              });

      player.play(scenes("9.9.1.11"));

      assertThat(played)
          .containsExactlyElementsOf(
              scenes("9.9.1.11").stream().map(AddressScenesTest::text).toList());
      assertThat(line.sent()).hasSameSizeAs(played);
    }
  }

  @Test
  void aSceneHasEightLeds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scene(Collections.nCopies(7, Color.RED), Duration.ZERO));
  }
}
