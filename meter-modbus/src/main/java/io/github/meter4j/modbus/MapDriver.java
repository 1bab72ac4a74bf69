package io.github.meter4j.modbus;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.bus.ModbusPoll;
import io.github.meter4j.modbus.bus.PlayedConnection;
import io.github.meter4j.modbus.bus.PlayedExchange;
import io.github.meter4j.modbus.bus.SharedLines;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.ReadPlan;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import io.github.meter4j.spi.PolledConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the meters of one register map. The map is read when it is needed and not before. */
class MapDriver implements MeterDriver<ModbusSnapshot> {
  private final String name;
  private final Supplier<RegisterMap> map;

  /**
   * The meters of a map of this library.
   *
   * @param name the name of the map
   */
  MapDriver(String name) {
    this(name, () -> RegisterMap.builtIn(name));
  }

  /**
   * The meters of a map.
   *
   * @param name the name of the driver
   * @param map gives the map when it is needed
   */
  MapDriver(String name, Supplier<RegisterMap> map) {
    this.name = name;
    this.map = map;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return map.get().title();
  }

  @Override
  public Class<ModbusSnapshot> readingType() {
    return ModbusSnapshot.class;
  }

  @Override
  public String defaultTransport() {
    return "serial";
  }

  @Override
  public Map<String, String> transportDefaults() {
    RegisterMap registers = map.get();
    return ModbusOptions.line(registers.baud(), registers.format());
  }

  @Override
  public List<OptionSpec<?>> options() {
    RegisterMap registers = map.get();
    List<OptionSpec<?>> options = new ArrayList<>();
    options.add(unit(registers));
    options.addAll(ModbusOptions.POLLING);
    options.addAll(registers.settings());
    return List.copyOf(options);
  }

  private static OptionSpec<Integer> unit(RegisterMap map) {
    return ModbusOptions.unit(map.leastUnit(), map.mostUnit(), map.unit());
  }

  @Override
  public Optional<Duration> period(Options options) {
    return Optional.of(options.get(ModbusOptions.INTERVAL));
  }

  @Override
  public MeterConnection<ModbusSnapshot> connect(Endpoint endpoint) throws MeterException {
    RegisterMap registers = map.get();
    int unit = endpoint.options().get(unit(registers));
    for (OptionSpec<String> setting : registers.settings()) {
      Optional<String> chosen = endpoint.options().find(setting);
      if (chosen.isPresent()) {
        registers = registers.with(setting.name(), chosen.get());
      }
    }
    return connect(endpoint, unit, registers);
  }

  /** Polls a unit in the intervals that the address names. */
  static MeterConnection<ModbusSnapshot> connect(Endpoint endpoint, int unit, RegisterMap map)
      throws MeterException {
    RegisterMap wired = ModbusOptions.wired(map, endpoint.options());
    SharedLines.Use use = SharedLines.join(endpoint);
    ModbusPoll poll =
        new ModbusPoll(
            use,
            unit,
            ModbusOptions.timing(endpoint.options()),
            ReadPlan.of(wired),
            endpoint.source(),
            Clock.systemUTC());
    Optional<PlayedExchange> played = use.line().played();
    return played.isPresent()
        ? new PlayedConnection(poll, played.get(), unit)
        : new PolledConnection<>(poll, endpoint.options().get(ModbusOptions.INTERVAL));
  }
}
