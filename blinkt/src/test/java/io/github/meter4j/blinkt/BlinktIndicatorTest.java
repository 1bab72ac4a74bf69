package io.github.meter4j.blinkt;

import static io.github.meter4j.blinkt.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.IndicatorInfo;
import io.github.meter4j.StatusIndicators;
import io.github.meter4j.fault.TransportException;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.StatusIndicator;
import io.github.meter4j.spi.StatusIndicator.Activity;
import io.github.meter4j.spi.StatusIndicator.Condition;
import io.github.meter4j.spi.StatusIndicatorProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlinktIndicatorTest {
  private static final String OFF = "E3000000";
  private static final String RED = "E30000C8";
  private static final String PURPLE = "E3C800C8";
  private static final String GREEN = "E300C800";
  private static final String BLUE = "E3C80000";

  private final Frames line = new Frames();

  private StatusIndicator open(Map<String, String> texts) throws TransportException {
    Options options = Options.of(texts, Map.of(), new BlinktIndicatorProvider().options());
    return BlinktIndicatorProvider.over(Blinkt.over(line), options);
  }

  private static String lights(String running, String reading, String writing) {
    return frame(running + reading + writing + OFF.repeat(5));
  }

  @Test
  void hasAnLedForEachActivity() throws Exception {
    StatusIndicator indicator = open(Map.of());
    indicator.show(Activity.RUNNING, Condition.OK);
    indicator.show(Activity.READING, Condition.OK);
    indicator.show(Activity.READING, Condition.OK);
    indicator.show(Activity.READING, Condition.OFF);
    indicator.show(Activity.WRITING, Condition.OK);
    indicator.show(Activity.READING, Condition.FAILED);
    indicator.show(Activity.WRITING, Condition.FAILED);
    indicator.show(Activity.RUNNING, Condition.FAILED);
    indicator.close();

    assertThat(line.sent())
        .containsExactly(
            lights(OFF, OFF, OFF),
            lights(PURPLE, OFF, OFF),
            lights(PURPLE, GREEN, OFF),
            lights(PURPLE, OFF, OFF),
            lights(PURPLE, OFF, BLUE),
            lights(PURPLE, RED, BLUE),
            lights(PURPLE, RED, RED),
            lights(RED, RED, RED),
            lights(OFF, OFF, OFF));
  }

  @Test
  void takesItsOptions() throws Exception {
    try (StatusIndicator indicator = open(Map.of("brightness", "31", "clear-on-close", "false"))) {
      indicator.show(Activity.RUNNING, Condition.OK);
    }
    assertThat(line.sent()).hasSize(2).last().isEqualTo(frame("FFC800C8" + "FF000000".repeat(7)));
  }

  @Test
  void saysWhatFailedToWhoeverGuardsIt() throws Exception {
    try (StatusIndicator indicator = open(Map.of())) {
      line.breakDown(true);
      assertThatThrownBy(() -> indicator.show(Activity.RUNNING, Condition.OK))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("test: no line");
      line.breakDown(false);
    }
  }

  @Test
  void givesThePinsBackWhenTheFirstFrameFails() {
    line.breakDown(true);
    assertThatThrownBy(() -> open(Map.of())).isInstanceOf(TransportException.class);
    assertThat(line.closed()).isEqualTo(1);
  }

  @Test
  void isFoundByItsScheme() throws IOException {
    assertThat(StatusIndicators.indicators())
        .extracting(IndicatorInfo::scheme)
        .contains("blinkt", "console", "none");
    String services = "/META-INF/services/" + StatusIndicatorProvider.class.getName();
    try (InputStream in = Blinkt.class.getResourceAsStream(services)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())
          .isEqualTo(Services.Indicator.class.getName());
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusIndicators.open("blinkt:?brightness=0.5"))
        .withMessageContaining("0 to 31");
  }
}
