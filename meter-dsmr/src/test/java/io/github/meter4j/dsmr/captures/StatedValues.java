package io.github.meter4j.dsmr.captures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.dsmr.MBusDevice;
import io.github.meter4j.dsmr.MonthlyPeak;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.ObisObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Checks everything that a file states about a telegram, and counts it. */
final class StatedValues {
  private final DsmrTelegram telegram;
  private int checked;

  private StatedValues(DsmrTelegram telegram) {
    this.telegram = telegram;
  }

  /** Checks a file; says how many values it compared. */
  static int check(DsmrTelegram telegram, JsonNode file) {
    StatedValues values = new StatedValues(telegram);
    for (Map.Entry<String, JsonNode> part : file.properties()) {
      switch (part.getKey()) {
        case "source" -> {}
        case "outcome" -> values.outcome(part.getValue().asText());
        case "by_obis" -> part.getValue().properties().forEach(values::byCode);
        case "peer_to_json" -> part.getValue().properties().forEach(values::byName);
        default -> fail("a part that this test does not know: " + part.getKey());
      }
    }
    return values.checked;
  }

  /** How many values a file states: its leaves, without names and remarks. */
  static int count(JsonNode node) {
    if (node.isValueNode() || node.isEmpty()) {
      return 1;
    }
    int count = 0;
    if (node.isArray()) {
      for (JsonNode element : node) {
        count += count(element);
      }
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      boolean remark = member.getKey().equals("source") || member.getKey().equals("name");
      count += remark ? 0 : count(member.getValue());
    }
    return count;
  }

  private void outcome(String stated) {
    switch (stated) {
      case "18 objects when decrypted" -> assertThat(telegram.objects()).hasSize(18);
      case "parses, checksum accepted" ->
          assertThat(telegram.integrity()).isEqualTo(Integrity.VERIFIED);
      default -> fail("an outcome that this test does not know: " + stated);
    }
    checked++;
  }

  private void byCode(Map.Entry<String, JsonNode> entry) {
    if (entry.getKey().startsWith("0-0:98.1.0#")) {
      peak(entry.getValue());
    } else {
      object(find(entry.getKey()), entry.getValue());
    }
  }

  private void byName(Map.Entry<String, JsonNode> entry) {
    switch (entry.getKey()) {
      case "MBUS_DEVICES" -> devices(entry.getValue());
      case "BELGIUM_MAXIMUM_DEMAND_13_MONTHS" -> {
        assertThat(telegram.monthlyPeaks()).hasSize(entry.getValue().size());
        entry.getValue().forEach(this::peak);
      }
      case "POWER_EVENT_FAILURE_LOG" -> failureLog(entry.getValue());
      default -> object(find(PeerNames.code(entry.getKey())), entry.getValue());
    }
  }

  /**
   * By the exact code; else the only one with these last groups, since codes are stated loosely.
   */
  private ObisObject find(String code) {
    List<ObisObject> objects = telegram.objects();
    List<ObisObject> exact = objects.stream().filter(o -> o.id().equals(code)).toList();
    if (!exact.isEmpty()) {
      assertThat(exact).as(code).hasSize(1);
      return exact.get(0);
    }
    String last = code.substring(code.indexOf(':') + 1);
    List<ObisObject> like = objects.stream().filter(o -> o.id().endsWith(':' + last)).toList();
    assertThat(like).as(code).hasSize(1);
    return like.get(0);
  }

  private void object(ObisObject object, JsonNode stated) {
    StatedObject comparison = new StatedObject(telegram, object);
    boolean hasUnit = stated.hasNonNull("unit");
    for (Map.Entry<String, JsonNode> member : stated.properties()) {
      switch (member.getKey()) {
        case "name" -> {}
        case "value" -> count(() -> comparison.value(member.getValue(), hasUnit), object);
        case "unit" -> count(() -> comparison.unit(member.getValue()), object);
        case "datetime" -> count(() -> comparison.datetime(member.getValue()), object);
        default -> fail("a member that this test does not know: " + member.getKey());
      }
    }
  }

  private void count(Runnable check, ObisObject object) {
    try {
      check.run();
    } catch (AssertionError e) {
      throw new AssertionError(object + ": " + e.getMessage(), e);
    }
    checked++;
  }

  /** Rows are stated in the order sent, the library sorts them: the month tells which is which. */
  private void peak(JsonNode stated) {
    MonthlyPeak peak =
        telegram.monthlyPeaks().stream()
            .filter(p -> StatedTime.matches(p.monthEnd(), stated.get("datetime")))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no month " + stated));
    for (Map.Entry<String, JsonNode> member : stated.properties()) {
      JsonNode value = member.getValue();
      switch (member.getKey()) {
        case "name" -> checked--;
        case "datetime" -> StatedTime.check(peak.monthEnd(), value);
        case "unit" -> assertThat(peak.power().unit().symbol()).isEqualTo(value.asText());
        case "value" ->
            assertThat(peak.power().toBigDecimal())
                .isEqualByComparingTo(new BigDecimal(value.asText()));
        case "occurred" -> occurred(peak, value);
        default -> fail("a member that this test does not know: " + member.getKey());
      }
      checked++;
    }
  }

  private void occurred(MonthlyPeak peak, JsonNode stated) {
    List<Measurement> measured =
        telegram.measurements().stream()
            .filter(m -> m.at().filter(peak.peakEnd()::equals).isPresent())
            .filter(m -> m.measurand().name().endsWith("month_maximum"))
            .toList();
    if (stated.isNull()) {
      assertThat(peak.peakEnd().instant()).isEmpty();
      assertThat(measured).isEmpty();
    } else {
      StatedTime.check(peak.peakEnd(), stated);
      assertThat(measured).hasSize(1);
      assertThat(measured.get(0).quantity()).isEqualTo(peak.power());
    }
  }

  private void devices(JsonNode stated) {
    assertThat(telegram.mbusDevices()).hasSize(stated.size());
    for (JsonNode device : stated) {
      int channel = device.get("CHANNEL_ID").asInt();
      assertThat(telegram.mbusDevices()).extracting(MBusDevice::channel).contains(channel);
      for (Map.Entry<String, JsonNode> member : device.properties()) {
        if (member.getKey().equals("CHANNEL_ID")) {
          checked++;
        } else {
          object(ofDevice(PeerNames.code(member.getKey()), channel), member.getValue());
        }
      }
    }
  }

  private ObisObject ofDevice(String code, int channel) {
    String start = code.replace("n", Integer.toString(channel));
    List<ObisObject> found =
        telegram.objects().stream().filter(o -> o.id().startsWith(start)).toList();
    assertThat(found).as(start).hasSize(1);
    return found.get(0);
  }

  private void failureLog(JsonNode stated) {
    assertThat(telegram.failureLog()).hasSize(stated.get("buffer_length").asInt());
    assertThat(telegram.failureLog()).hasSize(stated.get("buffer").size());
    assertThat(find("1-0:99.97.0").groups())
        .startsWith(stated.get("buffer_length").asText(), stated.get("buffer_type").asText());
    assertThat(stated.get("buffer")).as("entries of a log").isEmpty();
    checked += 3;
  }
}
