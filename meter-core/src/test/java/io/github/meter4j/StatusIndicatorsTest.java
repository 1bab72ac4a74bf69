package io.github.meter4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.internal.address.Registry;
import io.github.meter4j.internal.light.CalmIndicator;
import io.github.meter4j.spi.StatusIndicator;
import io.github.meter4j.spi.StatusIndicator.Activity;
import io.github.meter4j.spi.StatusIndicator.Condition;
import io.github.meter4j.spi.StatusIndicatorProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StatusIndicatorsTest {
  private static String printed(List<Activity> activities, List<Condition> conditions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream lines = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        StatusIndicator indicator = StatusIndicators.printing(lines)) {
      for (int i = 0; i < Math.min(activities.size(), conditions.size()); i++) {
        indicator.show(activities.get(i), conditions.get(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void printsALineForEveryChange() {
    assertThat(
            printed(
                List.of(
                    Activity.RUNNING,
                    Activity.READING,
                    Activity.READING,
                    Activity.READING,
                    Activity.WRITING,
                    Activity.RUNNING),
                List.of(
                    Condition.OK,
                    Condition.OK,
                    Condition.OK,
                    Condition.OFF,
                    Condition.FAILED,
                    Condition.OFF)))
        .isEqualTo(
            """
            status: running ok
            status: reading ok
            status: reading off
            status: writing failed
            status: running off
            """);
  }

  @Test
  void whatIsOffNeedsNoLine() {
    assertThat(printed(List.of(Activity.WRITING), List.of(Condition.OFF))).isEmpty();
  }

  @Property(tries = 200)
  void theLastLineOfAnActivityIsItsCondition(
      @ForAll List<Activity> activities, @ForAll List<Condition> conditions) {
    Map<String, String> last = new HashMap<>();
    String text = printed(activities, conditions);
    text.lines().map(line -> line.split(" ")).forEach(words -> last.put(words[1], words[2]));
    Map<String, String> expected = new HashMap<>();
    for (int i = 0; i < Math.min(activities.size(), conditions.size()); i++) {
      expected.put(lower(activities.get(i)), lower(conditions.get(i)));
    }
    expected.forEach(
        (activity, condition) ->
            assertThat(last.getOrDefault(activity, "off")).isEqualTo(condition));
    assertThat(last.keySet()).isSubsetOf(expected.keySet());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Test
  void areFoundByTheirSchemes() throws IOException {
    assertThat(StatusIndicators.indicators())
        .extracting(IndicatorInfo::scheme)
        .containsExactly("console", "none");
    String services = "/META-INF/services/" + StatusIndicatorProvider.class.getName();
    try (InputStream in = Registry.class.getResourceAsStream(services)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactlyElementsOf(
              Registry.indicators().stream().map(p -> p.getClass().getName()).toList());
    }
  }

  @Test
  void noneShowsNothing() throws IOException {
    try (StatusIndicator indicator = StatusIndicators.open("none:")) {
      assertThatCode(() -> indicator.show(Activity.RUNNING, Condition.OK))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void consoleWritesToStandardError() throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try (StatusIndicator indicator = StatusIndicators.open("console:")) {
      indicator.show(Activity.READING, Condition.FAILED);
    } finally {
      System.setErr(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("status: reading failed");
  }

  @Test
  void aWrongAddressSaysWhatIsValid() {
    assertRefused("console", "as in console:");
    assertRefused("cnsole:", "did you mean \"console\"?; there is console, none");
    assertRefused("console:stderr", "\"stderr\" says nothing to console:");
    assertRefused("console:?brightness=7", "in the indicator console: unknown option");
    assertRefused("console:?brightness", "options have the form name=value");
  }

  private static void assertRefused(String address, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusIndicators.open(address))
        .withMessageContaining(message);
  }

  /** Fails on command, and says what reached it. */
  private static final class Broken implements StatusIndicator {
    private final List<String> calls = new ArrayList<>();
    private boolean broken = true;

    @Override
    public void show(Activity activity, Condition condition) {
      calls.add(activity + " " + condition);
      if (broken) {
        throw new UncheckedIOException(new IOException("test: the lights are off the wall"));
      }
    }

    @Override
    public void close() {
      calls.add("close");
      throw new IllegalStateException("test: cannot close");
    }
  }

  @Test
  void anIndicatorThatFailsStopsNobody() {
    Broken broken = new Broken();
    CalmIndicator calm = new CalmIndicator("test", broken);
    calm.show(Activity.RUNNING, Condition.OK);
    calm.show(Activity.READING, Condition.OK);
    broken.broken = false;
    calm.show(Activity.READING, Condition.OFF);
    calm.close();
    calm.close();
    calm.show(Activity.RUNNING, Condition.FAILED);
    assertThat(broken.calls).containsExactly("RUNNING OK", "READING OK", "READING OFF", "close");
  }
}
