package io.github.meter4j.dsmr;

import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.reading.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together what a telegram says about each device on the M-Bus, in whatever order. */
final class MBusDevices {
  private static final int MAX_CHANNEL = 15;
  private static final int RELAY = ObisKey.cde(96, 3, 10);

  private MBusDevices() {}

  static List<MBusDevice> read(ReadingObjects objects, Measurements values) {
    List<MBusDevice> devices = new ArrayList<>();
    for (int channel = 1; channel <= MAX_CHANNEL; channel++) {
      if (isPresent(objects, channel)) {
        devices.add(device(objects, values, channel));
      }
    }
    return List.copyOf(devices);
  }

  /** A single one is taken as it is; of several, those that have sent a value are compared. */
  static Optional<MBusDevice> newest(List<MBusDevice> devices) {
    List<MBusDevice> candidates =
        devices.size() == 1
            ? devices
            : devices.stream().filter(device -> device.register().isPresent()).toList();
    return candidates.stream()
        .filter(
            device ->
                candidates.stream().allMatch(other -> other == device || isNewer(device, other)))
        .findFirst();
  }

  private static boolean isNewer(MBusDevice device, MBusDevice other) {
    return device.readAt().isPresent()
        && other.readAt().filter(device.readAt().get()::isAfter).isPresent();
  }

  /** A relay has the number of a channel and is no device. */
  private static boolean isPresent(ReadingObjects objects, int channel) {
    for (int i = 0; i < objects.size(); i++) {
      int key = objects.key(i);
      if (key != ObisKey.WIDE
          && ObisKey.a(key) == 0
          && ObisKey.b(key) == channel
          && ObisKey.cde(key) != RELAY) {
        return true;
      }
    }
    return false;
  }

  private static MBusDevice device(ReadingObjects objects, Measurements values, int channel) {
    Optional<Measurement> register =
        values.list().stream()
            .filter(m -> m.channel() == channel && m.obis().filter(o -> o.a() == 0).isPresent())
            .reduce((first, second) -> second);
    return new MBusDevice(
        channel,
        type(objects, channel),
        id(objects, channel, 0).or(() -> id(objects, channel, 1)),
        id(objects, channel, 2),
        register.map(Measurement::quantity),
        register.flatMap(Measurement::at),
        objects.text(0, channel, 24, 4, 0).flatMap(SwitchState::parse));
  }

  private static Optional<EquipmentId> id(ReadingObjects objects, int channel, int e) {
    return objects.text(0, channel, 96, 1, e).filter(text -> !text.isBlank()).map(EquipmentId::of);
  }

  static Optional<MBusType> type(ReadingObjects objects, int channel) {
    return objects
        .text(0, channel, 24, 1, 0)
        .filter(text -> text.matches("\\s*\\d{1,3}\\s*"))
        .map(text -> MBusType.of(Integer.parseInt(text.strip())));
  }
}
