package io.github.meter4j.dsmr.captures;

import static java.util.Map.entry;

import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** The names that dsmr_parser, whose tests state the values, has for the objects. */
final class PeerNames {
  private static final Map<String, String> CODES =
      Map.ofEntries(
          entry("P1_MESSAGE_HEADER", "1-3:0.2.8"),
          entry("P1_MESSAGE_TIMESTAMP", "0-0:1.0.0"),
          entry("BELGIUM_VERSION_INFORMATION", "0-0:96.1.4"),
          entry("BELGIUM_EQUIPMENT_IDENTIFIER", "0-0:96.1.1"),
          entry("EQUIPMENT_IDENTIFIER", "0-0:96.1.1"),
          entry("ELECTRICITY_USED_TARIFF_1", "1-0:1.8.1"),
          entry("ELECTRICITY_USED_TARIFF_2", "1-0:1.8.2"),
          entry("ELECTRICITY_DELIVERED_TARIFF_1", "1-0:2.8.1"),
          entry("ELECTRICITY_DELIVERED_TARIFF_2", "1-0:2.8.2"),
          entry("ELECTRICITY_ACTIVE_TARIFF", "0-0:96.14.0"),
          entry("CURRENT_ELECTRICITY_USAGE", "1-0:1.7.0"),
          entry("CURRENT_ELECTRICITY_DELIVERY", "1-0:2.7.0"),
          entry("BELGIUM_CURRENT_AVERAGE_DEMAND", "1-0:1.4.0"),
          entry("BELGIUM_MAXIMUM_DEMAND_MONTH", "1-0:1.6.0"),
          entry("BELGIUM_MAXIMUM_DEMAND_13_MONTHS", "0-0:98.1.0"),
          entry("INSTANTANEOUS_ACTIVE_POWER_L1_POSITIVE", "1-0:21.7.0"),
          entry("INSTANTANEOUS_ACTIVE_POWER_L2_POSITIVE", "1-0:41.7.0"),
          entry("INSTANTANEOUS_ACTIVE_POWER_L3_POSITIVE", "1-0:61.7.0"),
          entry("INSTANTANEOUS_ACTIVE_POWER_L1_NEGATIVE", "1-0:22.7.0"),
          entry("INSTANTANEOUS_ACTIVE_POWER_L2_NEGATIVE", "1-0:42.7.0"),
          entry("INSTANTANEOUS_ACTIVE_POWER_L3_NEGATIVE", "1-0:62.7.0"),
          entry("INSTANTANEOUS_VOLTAGE_L1", "1-0:32.7.0"),
          entry("INSTANTANEOUS_VOLTAGE_L2", "1-0:52.7.0"),
          entry("INSTANTANEOUS_VOLTAGE_L3", "1-0:72.7.0"),
          entry("INSTANTANEOUS_CURRENT_L1", "1-0:31.7.0"),
          entry("INSTANTANEOUS_CURRENT_L2", "1-0:51.7.0"),
          entry("INSTANTANEOUS_CURRENT_L3", "1-0:71.7.0"),
          entry("VOLTAGE_SAG_L1_COUNT", "1-0:32.32.0"),
          entry("VOLTAGE_SAG_L2_COUNT", "1-0:52.32.0"),
          entry("VOLTAGE_SAG_L3_COUNT", "1-0:72.32.0"),
          entry("VOLTAGE_SWELL_L1_COUNT", "1-0:32.36.0"),
          entry("VOLTAGE_SWELL_L2_COUNT", "1-0:52.36.0"),
          entry("VOLTAGE_SWELL_L3_COUNT", "1-0:72.36.0"),
          entry("SHORT_POWER_FAILURE_COUNT", "0-0:96.7.21"),
          entry("LONG_POWER_FAILURE_COUNT", "0-0:96.7.9"),
          entry("ACTUAL_SWITCH_POSITION", "0-0:96.3.10"),
          entry("ACTUAL_TRESHOLD_ELECTRICITY", "0-0:17.0.0"),
          entry("FUSE_THRESHOLD_L1", "1-0:31.4.0"),
          entry("TEXT_MESSAGE", "0-0:96.13.0"),
          // of a device, with its channel in the place of n
          entry("MBUS_DEVICE_TYPE", "0-n:24.1.0"),
          entry("MBUS_EQUIPMENT_IDENTIFIER", "0-n:96.1."),
          entry("MBUS_VALVE_POSITION", "0-n:24.4.0"),
          entry("MBUS_METER_READING", "0-n:24.2."));

  private PeerNames() {}

  static String code(String name) {
    String code = CODES.get(name);
    return code != null ? code : Assertions.fail("no code is known for the name " + name);
  }
}
