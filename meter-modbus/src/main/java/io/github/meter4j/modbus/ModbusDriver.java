package io.github.meter4j.modbus;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterMap;
import io.github.meter4j.spi.Endpoint;
import io.github.meter4j.spi.MeterConnection;
import io.github.meter4j.spi.MeterDriver;
import io.github.meter4j.spi.OptionSpec;
import io.github.meter4j.spi.Options;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads any meter by a register map: a file of one's own, or one that this library has. The meters
 * of the library's maps have drivers of their own as well, so this is the one for {@code
 * modbus:PORT?map=FILE}.
 */
class ModbusDriver implements MeterDriver<ModbusSnapshot> {
  private static final OptionSpec<String> MAP =
      OptionSpec.of(
          "map",
          "a file such as my-meter.csv, or the name of a map of this library",
          "",
          "what the registers mean",
          text -> text);

  @Override
  public String name() {
    return "modbus";
  }

  @Override
  public String description() {
    return "any Modbus meter, by a register map of one's own";
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
    return ModbusOptions.line(9600, "8N1");
  }

  /** The line of the map, where the address names one. */
  @Override
  public Map<String, String> transportDefaults(Map<String, String> given) {
    String name = given.get(MAP.name());
    if (name == null) {
      return transportDefaults();
    }
    RegisterMap map = map(name);
    return ModbusOptions.line(map.baud(), map.format());
  }

  @Override
  public List<OptionSpec<?>> options() {
    List<OptionSpec<?>> options = new ArrayList<>(List.of(MAP, ModbusOptions.UNIT));
    options.addAll(ModbusOptions.POLLING);
    return List.copyOf(options);
  }

  @Override
  public Optional<Duration> period(Options options) {
    return Optional.of(options.get(ModbusOptions.INTERVAL));
  }

  @Override
  public MeterConnection<ModbusSnapshot> connect(Endpoint endpoint) throws MeterException {
    String name =
        endpoint
            .options()
            .find(MAP)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a register map is missing: add map=FILE, or use a driver that has one: "
                            + String.join(", ", RegisterMap.builtIns())));
    return MapDriver.connect(endpoint, endpoint.options().get(ModbusOptions.UNIT), map(name));
  }

  private static RegisterMap map(String name) {
    if (RegisterMap.builtIns().contains(name)) {
      return RegisterMap.builtIn(name);
    }
    try {
      return RegisterMap.load(Path.of(name));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "no register map: there is no file "
              + name
              + ", and this library has "
              + String.join(", ", RegisterMap.builtIns()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the register map " + name + ": " + e, e);
    }
  }
}
