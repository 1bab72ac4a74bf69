package io.github.meter4j.dsmr.captures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.meter4j.dsmr.DsmrTelegram;
import io.github.meter4j.dsmr.MBusDevice;
import io.github.meter4j.dsmr.SwitchState;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.ObisObject;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.math.BigDecimal;
import java.util.Optional;

/** Compares what is stated about one object with what the library says about it. */
final class StatedObject {
  private final DsmrTelegram telegram;
  private final ObisObject object;
  private final String code;
  private final int channel;
  private final String sent;
  private final Optional<Measurement> measurement;

  StatedObject(DsmrTelegram telegram, ObisObject object) {
    this.telegram = telegram;
    this.object = object;
    this.code = object.id().substring(object.id().indexOf(':') + 1);
    this.channel = object.obis().orElseThrow().b();
    this.sent = object.groups().get(object.groups().size() - 1);
    this.measurement =
        telegram.measurements().stream().filter(m -> m.obis().equals(object.obis())).findFirst();
  }

  private boolean isOfDevice() {
    return object.id().startsWith("0-") && channel > 0;
  }

  void value(JsonNode stated, boolean unitStated) {
    if (stated.isNull()) {
      assertThat(sent).isEmpty();
      assertThat(measurement).isEmpty();
      assertThat(isOfDevice() ? device().flatMap(MBusDevice::id) : Optional.empty()).isEmpty();
    } else if (code.equals("1.0.0")) {
      StatedTime.check(telegram.meterTime().orElseThrow(), stated);
    } else if (measurement.isPresent()) {
      number(measurement.get().quantity(), stated.asText());
    } else {
      assertThat(unitStated).as("a number with a unit and no measurement").isFalse();
      plain(stated);
    }
    typed();
  }

  /** Equal as a number; the digits are those sent, and those stated where zeros show them all. */
  private void number(Quantity quantity, String stated) {
    assertThat(quantity.toBigDecimal()).isEqualByComparingTo(new BigDecimal(stated));
    int star = sent.indexOf('*');
    assertThat(quantity.digits()).isEqualTo(digits(star < 0 ? sent : sent.substring(0, star)));
    if (stated.startsWith("00")) {
      assertThat(quantity.digits()).isEqualTo(digits(stated));
    }
  }

  private static String digits(String padded) {
    return padded.replaceFirst("^0+(?=\\d)", "");
  }

  /** What has no measurement stands in the object as text. */
  private void plain(JsonNode stated) {
    if (stated.isTextual() && !stated.asText().contains(".")) {
      assertThat(sent).isEqualTo(stated.asText());
    } else {
      assertThat(new BigDecimal(sent)).isEqualByComparingTo(new BigDecimal(stated.asText()));
    }
  }

  /** The accessors say the same as the objects. */
  private void typed() {
    switch (code) {
      case "0.2.8", "96.1.4" -> assertThat(telegram.version()).contains(sent);
      case "96.14.0" -> assertThat(telegram.activeTariff()).hasValue(Integer.parseInt(sent));
      case "96.3.10" ->
          assertThat(telegram.breakerState())
              .contains(sent.equals("1") ? SwitchState.ON : SwitchState.OFF);
      case "1.4.0" ->
          assertThat(telegram.quarterHourDemand()).isEqualTo(measurement.map(m -> m.quantity()));
      case "1.6.0" -> assertThat(telegram.monthlyPeak()).isEqualTo(measurement);
      case "17.0.0" ->
          assertThat(telegram.limiter().map(limit -> limit.value()))
              .isEqualTo(measurement.map(m -> m.quantity()));
      case "31.4.0" ->
          assertThat(telegram.fuse(Measurand.Phase.L1).map(fuse -> fuse.value()))
              .isEqualTo(measurement.map(m -> m.quantity()));
      case "24.1.0" ->
          assertThat(device().orElseThrow().type().orElseThrow().code())
              .isEqualTo(Integer.parseInt(sent));
      case "24.4.0" ->
          assertThat(device().orElseThrow().valve())
              .contains(sent.equals("1") ? SwitchState.ON : SwitchState.OFF);
      case "24.2.1", "24.2.3", "24.3.0" ->
          assertThat(device().orElseThrow().register())
              .isEqualTo(measurement.map(m -> m.quantity()));
      case "96.1.0", "96.1.1" -> {
        if (isOfDevice() && !sent.isEmpty()) {
          assertThat(device().orElseThrow().id().orElseThrow().raw()).isEqualTo(sent);
        }
      }
      default -> {
        // only in the objects and measurements
      }
    }
  }

  private Optional<MBusDevice> device() {
    return telegram.mbusDevices().stream().filter(d -> d.channel() == channel).findFirst();
  }

  void unit(JsonNode stated) {
    if (stated.isNull()) {
      assertThat(measurement.map(m -> m.quantity().unit()).orElse(Unit.NONE)).isEqualTo(Unit.NONE);
      assertThat(sent).doesNotContain("*");
    } else {
      assertThat(measurement.orElseThrow().quantity().unit().symbol()).isEqualTo(stated.asText());
    }
  }

  void datetime(JsonNode stated) {
    if (stated.isNull()) {
      assertThat(measurement.flatMap(Measurement::at)).isEmpty();
      assertThat(device().flatMap(MBusDevice::readAt).flatMap(MeterTime::instant)).isEmpty();
    } else {
      StatedTime.check(measurement.orElseThrow().at().orElseThrow(), stated);
    }
  }
}
