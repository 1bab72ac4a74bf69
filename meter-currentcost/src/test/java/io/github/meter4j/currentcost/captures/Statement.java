package io.github.meter4j.currentcost.captures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.currentcost.CurrentCostMessage;
import io.github.meter4j.reading.HistoryValue;
import io.github.meter4j.reading.HistoryValue.Store;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One line of the specification that comes with the captures, such as {@code
 * history[:hours][4][0].should be_close(0.43, float_tolerance)}; there a history is an array by age
 * and in it one by sensor.
 */
record Statement(String text) {
  private static final Pattern LINE =
      Pattern.compile(
          "(.+)\\.should(?:_not)?(?: ==)? (?:\"(.*)\"|be\\((.*)\\)|be_close\\((.*),.*\\)|be_nil|(.*))");

  private static final Pattern HISTORY =
      Pattern.compile("history\\[:(\\w+)\\](?:\\[(\\d+)\\])?(?:\\[(\\d+)\\])?(\\.size)?");

  private static final Map<String, Store> STORES =
      Map.of(
          "hours", Store.HOURS, "days", Store.DAYS, "months", Store.MONTHS, "years", Store.YEARS);

  void check(CurrentCostMessage message) {
    Matcher line = LINE.matcher(text);
    assertThat(line.matches()).as(text).isTrue();
    String what = line.group(1);
    String value =
        Stream.of(2, 3, 4, 5).map(line::group).filter(found -> found != null).findAny().orElse("");
    if (what.equals("history")) {
      assertThat(message.history().isEmpty()).as(text).isEqualTo(!text.contains("should_not"));
    } else if (what.startsWith("history[")) {
      history(message, what, new BigDecimal(value));
    } else {
      assertThat(scalar(message, what)).as(text).isEqualTo(value);
    }
  }

  private static String scalar(CurrentCostMessage message, String what) {
    LocalTime time = message.displayTime().orElseThrow();
    return switch (what) {
      case "days_since_birth" -> message.daysSinceBirth().orElseThrow().toString();
      case "hour" -> Integer.toString(time.getHour());
      case "minute" -> Integer.toString(time.getMinute());
      case "second" -> Integer.toString(time.getSecond());
      case "id" -> message.radioId().orElseThrow();
      case "type" -> message.type().orElseThrow().toString();
      case "sensor" -> message.sensor().orElseThrow().toString();
      case "name" -> message.device().orElseThrow();
      case "software_version" ->
          message.isClassic() ? message.firmware().orElseThrow() : message.device().orElseThrow();
      case "temperature" -> message.temperature().orElseThrow().digits();
      case "channels.size" -> Integer.toString(message.channels().size());
      case "channels[0][:watts]" -> message.channels().get(1).digits();
      case "channels[1][:watts]" -> message.channels().get(2).digits();
      case "channels[2][:watts]" -> message.channels().get(3).digits();
      default -> throw new AssertionError("no such statement: " + what);
    };
  }

  private static void history(CurrentCostMessage message, String what, BigDecimal expected) {
    Matcher part = HISTORY.matcher(what);
    assertThat(part.matches()).as(what).isTrue();
    Stream<HistoryValue> values =
        message.history().stream().filter(value -> value.store() == STORES.get(part.group(1)));
    if (part.group(2) == null) {
      // arrays begin with an age of 0, which displays do not send
      int size = values.mapToInt(HistoryValue::age).max().orElse(-1) + 1;
      assertThat(size).as(what).isEqualTo(expected.intValueExact());
      return;
    }
    int age = Integer.parseInt(part.group(2));
    Stream<HistoryValue> aged = values.filter(value -> value.age() == age);
    if (part.group(3) == null) {
      long sensors = aged.map(HistoryValue::sensor).distinct().count();
      assertThat(sensors).as(what).isEqualTo(expected.longValueExact());
    } else {
      int sensor = Integer.parseInt(part.group(3));
      assertThat(aged.filter(value -> value.sensor() == sensor))
          .as(what)
          .singleElement()
          .satisfies(
              found -> assertThat(found.quantity().toBigDecimal()).isEqualByComparingTo(expected));
    }
  }
}
