package io.github.meter4j.modbus.map;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.modbus.map.MapSetting.Detection;
import io.github.meter4j.modbus.map.RegisterContent.Damaged;
import io.github.meter4j.modbus.map.RegisterContent.Factor;
import io.github.meter4j.modbus.map.RegisterContent.Number;
import io.github.meter4j.modbus.map.RegisterContent.Time;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.RegisterValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a map, decoded from the blocks of one poll. */
final class SnapshotRows {
  /** The row whose time is that of the meter. */
  static final String METER_TIME = "meter_time";

  private final List<RegisterBlock> blocks;
  private final List<String> detected = new ArrayList<>();
  private final List<RegisterValue> values = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Map<Measurand, PowerFactor> factors = new HashMap<>();
  private final Expectations expectations = new Expectations();
  private Optional<MeterTime> meterTime = Optional.empty();
  private Optional<String> otherMeter = Optional.empty();

  private SnapshotRows(List<RegisterBlock> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  static SnapshotRows of(RegisterMap map, List<RegisterBlock> blocks, List<RegisterRow> refused) {
    SnapshotRows rows = new SnapshotRows(blocks);
    Map<String, String> chosen = rows.detect(map);
    map.rows().stream().filter(row -> RegisterMap.counts(row, chosen)).forEach(rows::add);
    refused.forEach(rows::refused);
    return rows;
  }

  private Map<String, String> detect(RegisterMap map) {
    Map<String, String> chosen = new LinkedHashMap<>(map.chosen());
    for (MapSetting setting : map.mapSettings()) {
      if (MapSetting.AUTO.equals(chosen.get(setting.name()))) {
        Detection detection =
            setting.detections().stream()
                .filter(one -> holds(map, setting, one))
                .findFirst()
                .orElse(setting.detections().get(0));
        chosen.put(setting.name(), detection.value());
        detected.add(setting.name() + '=' + detection.value());
      }
    }
    return chosen;
  }

  private boolean holds(RegisterMap map, MapSetting setting, Detection detection) {
    RegisterMap fixed = map.with(setting.name(), detection.value());
    Optional<Quantity> sum = quantity(fixed, detection.sum());
    Optional<Quantity> left = quantity(fixed, detection.left());
    Optional<Quantity> right = quantity(fixed, detection.right());
    return sum.isPresent()
        && left.isPresent()
        && right.isPresent()
        && sum.get().compareTo(left.get().plus(right.get())) == 0;
  }

  private Optional<Quantity> quantity(RegisterMap map, String name) {
    return map.row(name)
        .flatMap(row -> words(row).map(row::decode))
        .flatMap(RegisterContent::amount);
  }

  private void add(RegisterRow row) {
    Optional<int[]> words = words(row);
    Optional<RegisterContent> content = words.map(row::decode);
    Optional<Quantity> quantity = content.flatMap(RegisterContent::amount);
    quantity.ifPresent(number -> expectations.look(row, number));
    values.add(
        new RegisterValue(
            row.name(),
            row.table().function(),
            row.address(),
            words.map(found -> Arrays.stream(found).boxed().toList()).orElse(List.of()),
            quantity,
            content.flatMap(RegisterContent::words),
            row.measurand()));
    content.ifPresent(found -> note(row, found));
  }

  private void note(RegisterRow row, RegisterContent content) {
    if (content instanceof Number number) {
      measure(row, number.quantity());
    } else if (content instanceof Factor factor) {
      row.measurand().ifPresent(measurand -> factors.putIfAbsent(measurand, factor.factor()));
      measure(row, factor.factor().value());
    } else if (content instanceof Time time && row.name().equals(METER_TIME)) {
      meterTime = Optional.of(time.time());
    } else if (content instanceof Damaged damaged) {
      faults.add(fault(row, damaged.problem()));
    }
  }

  private void measure(RegisterRow row, Quantity quantity) {
    row.measurand()
        .ifPresent(
            measurand ->
                measurements.add(
                    new Measurement(measurand, quantity, Optional.empty(), 0, Optional.empty())));
  }

  private void refused(RegisterRow row) {
    faults.add(fault(row, "the unit refuses these registers; they are not asked for again"));
  }

  private Fault fault(RegisterRow row, String problem) {
    byte[] bytes = words(row).map(RegisterDecoder::bytes).orElse(new byte[0]);
    String excerpt = words(row).map(Words::hex).orElse("");
    return new Fault(
        Fault.Kind.VALUE, row + ": " + problem, offset(row), bytes.length, 0, 0, excerpt);
  }

  /** Says when this may be another meter; takes nothing for measured when it is one. */
  SnapshotRows checked(RegisterMap map) {
    expectations
        .finding(map, blocks)
        .ifPresent(
            finding -> {
              faults.add(new Fault(Fault.Kind.VALUE, finding.problem(), 0, 0, 0, 0, ""));
              if (finding.otherMeter()) {
                measurements.clear();
                factors.clear();
                otherMeter = Optional.of(finding.problem());
              }
            });
    return this;
  }

  /** Why these are not the registers of the map's meter. */
  Optional<String> otherMeter() {
    return otherMeter;
  }

  Expectations expectations() {
    return expectations;
  }

  private Optional<int[]> words(RegisterRow row) {
    for (RegisterBlock block : blocks) {
      if (block.covers(row.table(), row.address(), row.words())) {
        int from = row.address() - block.address();
        return Optional.of(Arrays.copyOfRange(block.words(), from, from + row.words()));
      }
    }
    return Optional.empty();
  }

  /** Where a row stands in {@link #frame()}. */
  private int offset(RegisterRow row) {
    int before = 0;
    for (RegisterBlock block : blocks) {
      if (block.covers(row.table(), row.address(), row.words())) {
        return before + 2 * (row.address() - block.address());
      }
      before += 2 * block.words().length;
    }
    return 0;
  }

  byte[] frame() {
    return RegisterDecoder.bytes(
        blocks.stream().flatMapToInt(block -> Arrays.stream(block.words())).toArray());
  }

  Optional<PowerFactor> factor(Measurand measurand) {
    return Optional.ofNullable(factors.get(measurand))
        .or(
            () ->
                measurements.stream()
                    .filter(measurement -> measurement.measurand().equals(measurand))
                    .findFirst()
                    .map(found -> new PowerFactor(found.quantity(), Optional.empty())));
  }

  List<RegisterBlock> blocks() {
    return blocks;
  }

  List<String> detected() {
    return List.copyOf(detected);
  }

  List<RegisterValue> values() {
    return Collections.unmodifiableList(values);
  }

  List<Measurement> measurements() {
    return Collections.unmodifiableList(measurements);
  }

  List<Fault> faults() {
    return Collections.unmodifiableList(faults);
  }

  Optional<MeterTime> meterTime() {
    return meterTime;
  }
}
